/** The few lines of TypeScript that declare an exported collection and its environments. */

import type { PostmanEnvironment } from '../format/environment.ts';
import { isPlaceholderOnly, isSecretName, secretIn } from '../values/secret-patterns.ts';

/** A variable of an exported environment, or one that the collection needs. */
export type ExportedVariable = PostmanEnvironment['values'][number];

/** What no file of a project may hold: Postman calls it a secret, its name does, or it looks like one. */
export const isSecret = ({ key, value, type }: ExportedVariable): boolean =>
  type === 'secret' || (isSecretName(key) && !isPlaceholderOnly(value)) || secretIn(value) !== undefined;

/** A text in single quotes, as code. */
export const quote = (text: string): string => {
  const quoted = JSON.stringify(text);
  return text.includes("'") ? quoted : `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`;
};

const optionsOf = ({ description, enabled }: ExportedVariable): string => {
  const options = [
    ...(description === undefined || description === '' ? [] : [`description: ${quote(description)}`]),
    ...(enabled ? [] : ['enabled: false']),
  ];
  return options.length === 0 ? '' : `{ ${options.join(', ')} }`;
};

const valueCode = (variable: ExportedVariable): string => {
  const options = optionsOf(variable);
  if (isSecret(variable)) return `secret(${options})`;
  return options === '' ? quote(variable.value) : `variable(${quote(variable.value)}, ${options})`;
};

/** JavaScript puts names of digits first, and knows a name once. */
const needsList = (variables: readonly ExportedVariable[]): boolean =>
  variables.some(({ key }) => /^\d+$/.test(key) || key === '__proto__');

const variablesCode = (variables: readonly ExportedVariable[]): string => {
  const isList = needsList(variables);
  const lines = variables.map((variable) => {
    const { key } = variable;
    if (isList) return `    [${quote(key)}, ${valueCode(variable)}],`;
    return `    ${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}: ${valueCode(variable)},`;
  });
  if (lines.length === 0) return '{}';
  return [isList ? '[' : '{', ...lines, isList ? '  ]' : '  }'].join('\n');
};

/** The file of an environment. Of a name that stands several times Postman takes the last that is on. */
export const environmentSource = (name: string, variables: readonly ExportedVariable[]): string => {
  const last = new Map(variables.map((each) => [each.key, each]));
  for (const each of variables) if (each.enabled) last.set(each.key, each);
  const code = variablesCode([...last.values()].filter(({ key }) => key !== ''));
  const called = ['secret', 'variable'].filter((each) => code.includes(`${each}(`));
  return [
    `import { ${['defineEnvironment', ...called].join(', ')} } from 'postsmith';`,
    '',
    'export default defineEnvironment({',
    `  name: ${quote(name)},`,
    `  variables: ${code},`,
    '});',
    '',
  ].join('\n');
};

/** The file of a collection; `script` is one of the project that runs after each response, behind those of the exported file. */
export const collectionSource = (exported: string, script?: string): string => {
  const head = "import { defineCollection, fromPostman } from 'postsmith';\n\n";
  const note =
    '  // What you declare here comes in place of what the exported file says: authorization, name, items, …\n';
  if (script === undefined)
    return `${head}export default defineCollection({\n  ...fromPostman(${quote(exported)}),\n${note}});\n`;
  return `${head}const exported = fromPostman(${quote(exported)});

export default defineCollection({
  ...exported,
${note}  scripts: {
    ...exported.scripts,
    postResponse: [...(exported.scripts?.postResponse ?? []), '${script}'],
  },
});
`;
};

/** `Bookshop API (v2)` → `bookshop-api-v2`; '' where there is nothing to name a file by. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
