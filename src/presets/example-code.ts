/** The code that a preset's page shows: a collection and an environment that are complete. */

import { placeholdersIn } from '../values/placeholders.ts';
import type { EnvironmentTemplate, PresetExample, PresetFacts } from './preset.ts';

/** `appStoreConnect` → `app-store-connect` */
export const fileName = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const quote = (text: string): string => (/['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`);

const title = ({ name }: PresetFacts): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Functions that the code calls. */
const calledIn = (code: string): readonly string[] => [
  ...new Set([...code.matchAll(/\b([a-zA-Z]\w*)\(/g)].map(([, name = '']) => name)),
];

const imports = (names: readonly string[], from: string): string =>
  `import { ${[...names].sort().join(', ')} } from '${from}';`;

/** Lines of an environment. */
export const variableLines = (variables: EnvironmentTemplate): readonly string[] =>
  Object.entries(variables).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? quote(value) : 'secret()'},`,
  );

/** What the sample request reads beside the preset's own variables. */
const sampleVariables = ({ sample, environment }: PresetFacts): EnvironmentTemplate =>
  Object.fromEntries(
    placeholdersIn(sample.url)
      .filter((name) => !Object.hasOwn(environment, name))
      .map((name) => [name, 'api.example.com']),
  );

/** Every variable of the environment that belongs to an example. */
export const environmentTemplate = (
  facts: PresetFacts,
  { variables = {} }: PresetExample,
): EnvironmentTemplate => ({ ...facts.environment, ...sampleVariables(facts), ...variables });

const indent = (text: string, blanks: number): string => text.replaceAll('\n', `\n${' '.repeat(blanks)}`);

/** The sample request; `script` runs after its response. */
const requestCode = ({ sample: { name, url } }: PresetFacts, script: string | undefined): string => {
  if (script === undefined) return `items: [get({ name: ${quote(name)}, url: ${quote(url)} })],`;
  const address = quoteAddress(url);
  return `items: [
    get({
      name: ${quote(name)},
${address}      scripts: { postResponse: [${quote(script)}] },
    }),
  ],`;
};

/** The query of an address has a place of its own. */
const quoteAddress = (url: string): string => {
  const [path = '', query] = url.split(/\?(.*)/s);
  const parameters = (query ?? '').split('&').map((pair) => {
    const [name = '', value] = pair.split(/=(.*)/s);
    return `{ name: ${quote(name)}, value: ${value === undefined ? 'null' : quote(value)} }`;
  });
  const own = query === undefined || query === '' ? '' : `      query: [${parameters.join(', ')}],\n`;
  return `      url: ${quote(path)},\n${own}`;
};

/** The text of a collection that logs in as the example says; `script` is one that runs after the response. */
export const collectionCode = (
  name: string,
  facts: PresetFacts,
  { call }: PresetExample,
  script?: string,
): string => {
  const others = calledIn(call).filter((each) => each !== name);
  return `${imports(['defineCollection', 'get', ...others], 'postsmith')}
${imports([name], 'postsmith/presets')}

export default defineCollection({
  name: ${quote(title(facts))},
  authorization: ${indent(call, 2)},
  ${requestCode(facts, script)}
});
`;
};

/** The text of the environment that belongs to it. */
export const environmentCode = (
  name: string,
  facts: PresetFacts,
  { variables = {} }: PresetExample,
): string => {
  const lines = variableLines({ ...sampleVariables(facts), ...variables });
  const usesSecret = lines.some((line) => line.endsWith('secret(),'));
  const members = [`...${name}.facts.environment,`, ...lines].map((line) => `    ${line}\n`).join('');
  return `${imports(['defineEnvironment', ...(usesSecret ? ['secret'] : [])], 'postsmith')}
${imports([name], 'postsmith/presets')}

export default defineEnvironment({
  name: ${quote(title(facts))},
  variables: {
${members}  },
});
`;
};
