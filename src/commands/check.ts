/** `postsmith check`: is this collection what its sources say? */

import { resolve } from 'node:path';
import type { Difference } from '../compare/differences.ts';
import { PostsmithError } from '../errors.ts';
import { declarationsIn } from '../project/source-files.ts';
import type { CheckedFile, CheckedIdentity, CheckedLogin } from '../run/check-collection-file.ts';
import { secretInText } from '../values/secret-patterns.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { printJson } from './json.ts';
import { projectOf } from './project.ts';

/** What `--json` prints. */
export interface CheckJson {
  readonly files: readonly ({ readonly file: string } & CheckedFile)[];
}

const command = {
  name: 'check',
  parameters: '<file.json> [<file.json> …] [options]',
  description: `Says whose login is inside a collection, which version of Postsmith made it, as whom it logs in, whether its programs
are untouched, and which places hold what looks like a secret. In a project, it compares the file with what its
declaration makes. Which one that is, the collection's id tells, else its name, else its requests. What differs is
told by place, never by value.

The file may come back from Postman's export, as Collection v2.1 or v2.0: new ids, another order of fields, empty lists
and other ends of lines are no differences. A folder that \`postman collection migrate\` has made is taken as well; its
examples and the variables of its folders are not compared.

Of a file that belongs to no declaration, it is asked whether Postsmith's login is inside, untouched, and no secret.`,
  exitCodes: {
    0: 'every file is what its sources say',
    1: 'one is not',
    2: "a file can't be read, or is no collection; nothing was checked",
  },
  examples: [
    { what: 'What has somebody changed in Postman?', command: 'postsmith check exported.json' },
    { what: 'Of several files, for a script', command: 'postsmith check orders.json open.json --json' },
  ],
  json: { prints: '{ files }, with all that is said of each' },
  options: [],
  maxPositionals: Infinity,
} satisfies Omit<CommandModule, 'run'>;

/** Checks all files; one that can't be read is told with all others. */
const checkAll = async (labels: readonly string[], context: CommandContext) => {
  const [{ readCollectionText }, { checkCollectionFile }, { buildProject }] = await Promise.all([
    import('../run/collection-file.ts'),
    import('../run/check-collection-file.ts'),
    import('../build/build.ts'),
  ]);
  const problems: string[] = [];
  const root = projectOf(context);
  // Postman's own exports may lie in a folder of that name as well.
  const build = declarationsIn(root, 'collections').length > 0 ? await buildProject(root) : undefined;
  const checked: { readonly file: string; readonly found: CheckedFile }[] = [];
  for (const label of labels) {
    try {
      const text = readCollectionText(resolve(context.folder, label), label);
      checked.push({ file: label, found: await checkCollectionFile(text, label, build) });
    } catch (error) {
      if (!(error instanceof PostsmithError)) throw error;
      problems.push([error.message, ...error.problems].join('\n'));
    }
  }
  if (problems.length > 0) throw new PostsmithError('USAGE', 'Nothing was checked:', { problems });
  return checked;
};

/** A text of the file's, which may be anybody's. */
const shown = (text: string): string => {
  const line = text
    .slice(0, 1000)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\/\/[^/?#\s]*@/, '//…@')
    .trim();
  if (secretInText(line) !== undefined) return '[hidden]';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
};

const placeOf = ({ place, part }: Pick<Difference, 'place' | 'part'>): string =>
  part === 'collection' ? 'the collection' : `${part} "${place.map(shown).join(' › ')}"`;

const sentenceOf = ({ kind, what, detail = '', part }: Difference): string => {
  const field = shown(what ?? part);
  const known = shown(detail);
  switch (kind) {
    case 'added':
      return what === undefined ? 'is in the file alone' : `${field} was added`;
    case 'removed':
      return what === undefined ? 'is missing' : `${field} was removed`;
    case 'renamed':
      return `is called "${known}" in the file`;
    case 'moved':
      return known === '' ? 'stands at the top in the file' : `stands in "${known}" in the file`;
    case 'reordered':
      return 'what lies in it stands in another order';
    case 'filled in':
      return `${field} was filled in`;
    case 'secret':
      return `${known} holds what looks like ${field}`;
    default:
      return `${field} was edited${known === '' ? '' : `, from ${known} on`}`;
  }
};

/** Places of the same difference stand together. */
const tellDifferences = (differences: readonly Difference[]): string => {
  const places = new Map<string, Set<string>>();
  for (const each of differences) {
    const sentence = sentenceOf(each);
    places.set(sentence, (places.get(sentence) ?? new Set()).add(placeOf(each)));
  }
  return [...places]
    .map(([sentence, all]) =>
      all.size === 1
        ? `  ${[...all].join('')}: ${sentence}\n`
        : `  ${sentence}:\n${[...all].map((place) => `    ${place}\n`).join('')}`,
    )
    .join('');
};

const tellIdentity = ({ provider, ways }: CheckedIdentity): string =>
  ways
    .map(({ title, tokenEndpoint, clientAuthentication, algorithms }) => {
      const how = [clientAuthentication, ...algorithms].filter((each) => each !== undefined).join(' ');
      const where = tokenEndpoint === undefined ? '' : ` at ${shown(tokenEndpoint)}`;
      const whose = provider === undefined ? '' : ` (${shown(provider)})`;
      return `  logs in by ${shown(title)}${where}${how === '' ? '' : `, with ${shown(how)}`}${whose}\n`;
    })
    .join('');

const STATES = {
  untouched: 'untouched',
  edited: 'EDITED',
  unknown: 'made by a version whose text this one can not make, so nobody can tell whether it is untouched',
} as const;

const tellLogin = (login: CheckedLogin): string => {
  if (login.of === 'nobody') return '  No login was found in its scripts.\n';
  if (login.of === 'another') {
    const where = login.tokenRequest === undefined ? '' : `, which asks ${shown(login.tokenRequest)}`;
    return `  The login of another tool is inside${where}.\n`;
  }
  const groups = new Map<string, number>();
  for (const { program, version, state } of login.programs) {
    const line = `${program} of Postsmith ${version}: ${STATES[state]}`;
    groups.set(line, (groups.get(line) ?? 0) + 1);
  }
  return [
    ...[...groups].map(([line, count]) => `  ${line}${count === 1 ? '' : ` (${count} times)`}\n`),
    // Identities that log in alike are one line.
    ...new Set(login.identities.map(tellIdentity)),
    ...(login.parts.length > 0 ? [`  parts: ${login.parts.map(shown).join(', ')}\n`] : []),
    ...(login.besideAnother ? ['  Beside it, other scripts log in as well.\n'] : []),
  ].join('');
};

const tellFile = (file: string, found: CheckedFile): string => {
  const { name, login, source, differences, isRight } = found;
  const verdict =
    source === undefined
      ? '  It belongs to no declaration that is known here.\n'
      : `  It is ${isRight ? '' : 'not '}what ${source} says.\n`;
  return `${file}: ${shown(name)}\n${tellLogin(login)}${verdict}${tellDifferences(differences)}`;
};

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  if (input.positionals.length === 0)
    throw usage(command, 'Name the file to check: postsmith check <file.json>.');
  const checked = await checkAll(input.positionals, context);
  if (input.options.has('json')) {
    const files = checked.map(({ file, found }) => ({ file, ...found }));
    const text = JSON.stringify({ files } satisfies CheckJson, (_name, value: unknown) =>
      typeof value === 'string' ? shown(value) : value,
    );
    printJson(JSON.parse(text), context);
  } else context.out(checked.map(({ file, found }) => tellFile(file, found)).join('\n'));
  return checked.every(({ found }) => found.isRight) ? 0 : 1;
};

/** The command `check`. */
export const checkCommand: CommandModule = { ...command, run: execute };
