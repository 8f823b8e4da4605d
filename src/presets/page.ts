/** A preset's documentation page, made of the same facts as the preset itself. */

import type { Authorization } from '../oauth/authorization.ts';
import { generalCauses, invalidTokenCauses } from '../oauth/causes.ts';
import { methodOf } from '../oauth/client-authentication.ts';
import { grantOf, loginInputs } from '../oauth/inputs.ts';
import { environmentCode, collectionCode, fileName, variableLines } from './example-code.ts';
import type { PresetExample, PresetFacts } from './preset.ts';

/** A preset with what it returns when it is just called. */
export interface PageSource {
  /** The name of its function. */
  readonly name: string;
  readonly facts: PresetFacts;
  readonly authorization: Authorization;
}

/** The grant in words. */
export const grantName = (authorization: Authorization): string => grantOf(authorization).title;

/** The client authentication by its registered name, `-` where there is none. */
export const clientAuthenticationName = (authorization: Authorization): string =>
  'clientAuthentication' in authorization && authorization.clientAuthentication !== undefined
    ? methodOf(authorization.clientAuthentication).name
    : '-';

const messagePlace =
  'In Postman it stands on the tab Test Results of the request that was not sent, below it; newman and the Postman CLI print it in the table of failures.';

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
    .replaceAll(/(?<![\w/.`-])[a-z]+(?:_[a-z]+)+(?![\w/`-])/g, '`$&`');

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

/** Codes first: JavaScript lists what looks like a number before everything else. */
const codesFirst = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  Number(/^\d/.test(one)) - Number(/^\d/.test(other));

const causesTable = (causes: PresetFacts['likelyCauses']): string =>
  table(
    ['error', 'likely causes'],
    Object.entries(causes)
      .sort(codesFirst)
      .map(([error, clauses]) => [
        `\`${error}\``,
        clauses.map((cause, index) => `${index + 1}. ${sentence(prose(cause))}`).join('<br>'),
      ]),
  );

const errors = ({ facts: { likelyCauses } }: PageSource): string => {
  const isGeneral = Object.keys(likelyCauses).length === 0;
  return [
    '## What its errors mean',
    `When the login fails, its message names the error and the likely causes, most likely first. ${messagePlace} ` +
      '`invalid_token` stands for an API that rejects a token just issued.',
    causesTable(isGeneral ? { ...generalCauses, invalid_token: invalidTokenCauses } : likelyCauses),
    ...(isGeneral
      ? []
      : [
          'For other errors the login names causes that hold everywhere: `postsmith presets generic` lists them.',
        ]),
  ].join('\n\n');
};

const list = (title: string, items: readonly string[]): string =>
  [title, '', ...items.map((item) => `- ${item}`)].join('\n');

const demands = ({ facts }: PageSource): string => {
  const pages = Object.entries(facts.demands).map(([page, texts]) =>
    list(`As <${page}> says:`, texts.map(prose)),
  );
  return pages.length === 0
    ? ''
    : [`## What ${facts.name} demands`, "The preset's login keeps what is listed here.", ...pages].join(
        '\n\n',
      );
};

/** The page in Markdown. */
export const presetPage = (source: PageSource): string => {
  const { facts } = source;
  return `${[
    `# ${capitalise(facts.name)}`,
    facts.summary,
    overview(source),
    declaration(source),
    variables(source),
    keys(source),
    demands(source),
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
