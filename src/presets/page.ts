/** A preset's documentation page, made of the same facts as the preset itself. */

import type { Authorization, ClientAuthentication } from '../oauth/authorization.ts';
import { demandText } from '../oauth/broken-rules.ts';
import { loginInputs } from '../oauth/inputs.ts';
import { environmentCode, collectionCode, fileName, variableLines } from './example-code.ts';
import type { PresetExample, PresetFacts } from './preset.ts';

/** A preset with what it returns when it is just called. */
export interface PageSource {
  /** The name of its function. */
  readonly name: string;
  readonly facts: PresetFacts;
  readonly authorization: Authorization;
}

const GRANTS: Readonly<Record<Authorization['kind'], string>> = {
  clientCredentials: 'client credentials',
  jwtBearer: 'JWT bearer',
  refreshToken: 'refresh token',
  authorizationCode: 'authorization code',
  bearerJwt: 'none: the signed JWT is the token',
};

const AUTHENTICATIONS: Readonly<Record<ClientAuthentication['kind'], string>> = {
  privateKeyJwt: 'private_key_jwt',
  clientSecretJwt: 'client_secret_jwt',
  clientSecretBasic: 'client_secret_basic',
  clientSecretPost: 'client_secret_post',
  none: 'none',
};

/** The grant in words. */
export const grantName = ({ kind }: Authorization): string => GRANTS[kind];

/** The client authentication by its registered name (OpenID Connect Core §9), `-` where there is none. */
export const clientAuthenticationName = (authorization: Authorization): string =>
  'clientAuthentication' in authorization && authorization.clientAuthentication !== undefined
    ? AUTHENTICATIONS[authorization.clientAuthentication.kind]
    : '-';

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence: begins with a capital and ends with a full stop. */
const sentence = (text: string): string => `${capitalise(text)}${/[.!?]$/.test(text) ? '' : '.'}`;

const fence = (code: string): string => ['```ts', code.trimEnd(), '```'].join('\n');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n');

/** Names with underscores are variables or parameters; angle brackets outside of code would be HTML. */
const prose = (text: string): string =>
  text
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/(?<![\w/.-])[a-z]+(?:_[a-z]+)+(?![\w/-])/g, '`$&`');

const overview = ({ name, facts, authorization }: PageSource): string =>
  table(
    ['', ''],
    [
      ['preset', `\`${name}\`, from \`postsmith/presets\``],
      ['grant', `${grantName(authorization)} (\`${authorization.kind}\`)`],
      ['client authentication', `\`${clientAuthenticationName(authorization)}\``],
      ['algorithms', facts.algorithms.length === 0 ? '-' : facts.algorithms.join(', ')],
    ],
  );

const otherWay = ({ title, call, variables = {} }: PresetExample): string => {
  const lines = variableLines(variables);
  const more = lines.length === 0 ? [] : ['', 'The environment needs besides:', '', fence(lines.join('\n'))];
  return [`### ${title}`, '', fence(`authorization: ${call},`), ...more].join('\n');
};

const declaration = ({ name, facts }: PageSource): string => {
  const [first, ...others] = facts.examples;
  if (first === undefined) return '';
  return [
    '## Declare it',
    fence(`// collections/${fileName(name)}.ts\n${collectionCode(name, facts, first)}`),
    fence(`// environments/${fileName(name)}.ts\n${environmentCode(name, facts, first)}`),
    ...others.map(otherWay),
  ].join('\n\n');
};

const filledVariables = ({ variables: names }: Authorization): string => {
  const all = Object.values(names).map((name: string) => `\`${name}\``);
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
};

const variables = ({ facts, authorization }: PageSource): string =>
  [
    '## Where each value is found',
    table(
      ['variable', 'where'],
      Object.entries(facts.whereToFind).map(([name, where]) => [`\`${name}\``, capitalise(prose(where))]),
    ),
    `The login fills ${filledVariables(authorization)}.`,
  ].join('\n\n');

const keys = ({ name, facts: { registration }, authorization }: PageSource): string => {
  if (registration === undefined) return '';
  const { formats, where } = registration;
  const variable = loginInputs(authorization).find(({ part }) => part === 'key')?.name ?? '';
  const make =
    `Make a key pair with \`postsmith keygen --preset ${name}\`. The private key goes into \`${variable}\`, ` +
    `the public one (${formats.join(', ')}) to the provider:`;
  return ['## Keys', ...(formats.length === 0 ? [] : [make]), prose(where)].join('\n\n');
};

const rules = ({ facts }: PageSource): string =>
  facts.rules.length === 0
    ? ''
    : [
        `## What ${facts.name} demands`,
        'A declaration that breaks one of these is not built, and `postsmith verify` plays a server that refuses it.',
        table(
          ['demand', 'documented'],
          facts.rules.map(({ demand, source }) => [
            sentence(prose(demandText(demand))),
            `[${new URL(source).hostname}](${source})`,
          ]),
        ),
      ].join('\n\n');

/** Codes first: JavaScript lists what looks like a number before everything else. */
const codesFirst = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  Number(/^\d/.test(one)) - Number(/^\d/.test(other));

const errors = ({ facts }: PageSource): string =>
  [
    '## What its errors mean',
    'The likely causes, most likely first, as the login says them. `invalid_token` stands for an API that refuses a token just issued.',
    table(
      ['error', 'likely causes'],
      Object.entries(facts.likelyCauses)
        .sort(codesFirst)
        .map(([error, causes]) => [
          `\`${error}\``,
          causes.map((cause, index) => `${index + 1}. ${sentence(prose(cause))}`).join('<br>'),
        ]),
    ),
  ].join('\n\n');

const list = (title: string, items: readonly string[]): string =>
  [title, '', ...items.map((item) => `- ${item}`)].join('\n');

/** The page in Markdown. */
export const presetPage = (source: PageSource): string => {
  const { name, facts } = source;
  return `${[
    `<!-- Made by \`postsmith presets ${name}\` of src/presets/${fileName(name)}.ts: change that. -->`,
    `# ${capitalise(facts.name)}`,
    facts.summary,
    overview(source),
    declaration(source),
    variables(source),
    keys(source),
    rules(source),
    errors(source),
    list('## Not demanded, not documented, or left to you', facts.notes),
    list(
      '## The provider’s own pages',
      facts.documentation.map((page) => `<${page}>`),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

/** The index of all pages in Markdown. */
export const presetIndex = (sources: readonly PageSource[]): string =>
  `${[
    '<!-- Made by `postsmith presets --index`. -->',
    '# Presets',
    "A preset is a function that returns a provider's authorization. It knows where each value is found, what the provider demands, and what its errors mean. `postsmith presets` lists them, `postsmith presets <name>` prints the page.",
    table(
      ['preset', 'provider', 'grant', 'client authentication', 'algorithms'],
      sources.map((source) => [
        `[\`${source.name}\`](${fileName(source.name)}.md)`,
        capitalise(source.facts.name),
        grantName(source.authorization),
        `\`${clientAuthenticationName(source.authorization)}\``,
        source.facts.algorithms.join(' ') || '-',
      ]),
    ),
  ].join('\n\n')}\n`;
