/** `postsmith init`: a new project of a preset, an OpenAPI document or an exported collection. */

import { statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { ImportedProject, NewSource } from '../import/exported-project.ts';
import type { Answers } from '../init/make-start.ts';
import type { ProjectKey } from '../init/new-key.ts';
import type { NewProject } from '../init/new-project.ts';
import type { Start } from '../init/start.ts';
import { PostsmithError } from '../errors.ts';
import { nextCommands } from '../init/next-steps.ts';
import type { Loss } from '../model/described.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { printJson } from './json.ts';
import { tellLosses } from './losses.ts';
import { questionsFor, type Questions } from './questions.ts';

/** What `--json` prints. */
export interface InitJson {
  /** Paths from the current folder. */
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** Variables that a run needs. */
  readonly needed: readonly { readonly name: string; readonly isSecret: boolean; readonly where?: string }[];
  /** What to type next, in this order; values are filled in before the last. */
  readonly commands: readonly string[];
  /** What could not be carried over. */
  readonly losses: readonly Loss[];
}

const command = {
  name: 'init',
  parameters:
    '[<preset>] [<directory>] | --openapi <document> [<directory>] | --collection <exported.json> [<directory>]',
  description: `Writes a project into the folder, the current one unless given: a collection with its environment and a test, and
what belongs around it: package.json, tsconfig.json, .env with the values to fill in and .env.example that says
where each is found, .gitignore, a README and a workflow for GitHub Actions. Then it says how to go on.

What is not said is asked at a terminal. Elsewhere, and with --yes, it takes what is usual and says so.

A package.json or .gitignore that is there gets what it lacks; a README and a .env that are there stay as they are. Of any
other file that is there nothing is overwritten: all are named, and nothing is written. \`postsmith presets\` lists the presets.`,
  exitCodes: { 0: 'done', 2: "the input is wrong or a file can't be written, nothing was written" },
  examples: [
    {
      what: 'A project for a provider that Postsmith knows, with a key',
      command: 'postsmith init okta --keygen',
    },
    {
      what: 'One for any other server, in a folder of its own',
      command: 'postsmith init generic orders --url https://api.example.com/orders',
    },
    { what: 'One of a document that describes the API', command: 'postsmith init --openapi api.yaml' },
    {
      what: 'One of an exported collection and its environment',
      command: 'postsmith init --collection orders.json -e lab.json',
    },
  ],
  json: { prints: '{ created, changed, needed, commands, losses }' },
  options: [
    {
      name: 'openapi',
      value: '<document>',
      description: 'Start from an OpenAPI document, a file or an address.',
    },
    {
      name: 'collection',
      value: '<file>',
      description: 'Start from a collection that was exported from Postman.',
    },
    {
      name: 'environment',
      short: 'e',
      value: '<file>',
      multiple: true,
      description: 'Its exported environment; may be given several times.',
    },
    {
      name: 'login',
      value: '<way>',
      description: "One of the preset's ways to log in; its own unless given.",
    },
    {
      name: 'url',
      value: '<address>',
      description: "What the first request reads; the preset's sample unless given.",
    },
    {
      name: 'keygen',
      description: "Make the client's key, as `postsmith keygen` does, and put it into .env.",
    },
    {
      name: 'name',
      value: '<name>',
      description: 'What the files are called; made of the start unless given.',
    },
    { name: 'overwrite', description: 'Overwrite files that are there, but for keys, a README and .env.' },
    { name: 'yes', short: 'y', description: 'Ask nothing.' },
  ],
  maxPositionals: 2,
} satisfies Omit<CommandModule, 'run'>;

/** Where the project goes. */
const targetOf = ({ positionals, options }: CommandInput): string => {
  if (!options.has('openapi') && !options.has('collection')) return positionals[1] ?? '.';
  if (positionals.length > 1) throw usage(command, `‘${positionals[1] ?? ''}’ is one argument too many.`);
  return positionals[0] ?? '.';
};

const refuseFile = (root: string, target: string): void => {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== false) return;
  throw new PostsmithError('USAGE', `${target} is a file; name a folder, which is made where there is none.`);
};

/** The key, where the client makes its own and somebody wants it now; else how it is made. */
const keyFor = async (
  answers: Answers,
  { declaration, slug }: ImportedProject,
  isWanted: boolean,
  questions: Questions | undefined,
): Promise<{ readonly key?: ProjectKey; readonly command?: string }> => {
  if (answers.from !== 'preset') return {};
  const { name, facts } = answers.preset;
  const [{ makeProjectKey, ownKeyAlgorithm }, { readKeygenInput }, { grantIn }] = await Promise.all([
    import('../init/new-key.ts'),
    import('./keygen-input.ts'),
    import('../model/identities.ts'),
  ]);
  const authorization = grantIn(declaration.authorization);
  const algorithm = authorization && ownKeyAlgorithm(authorization, facts);
  if (algorithm === undefined) {
    if (isWanted)
      throw usage(
        command,
        `--keygen makes nothing here: this login has no key that you make yourself. \`postsmith presets ${name}\` says what it needs.`,
      );
    return {};
  }
  const isMade =
    isWanted ||
    (await questions?.confirm(
      'Make its key now? The private half goes into keys/ and .env, which git ignores.',
    ));
  if (isMade !== true) return { command: `npx postsmith keygen ${algorithm} --preset ${name}` };
  const order = readKeygenInput(
    {
      positionals: [algorithm],
      options: new Map([
        ['preset', [name]],
        ['name', [slug]],
      ]),
    },
    {},
    { [name]: facts },
  );
  return 'wish' in order ? { key: await makeProjectKey(order.wish, facts) } : {};
};

const refuseOverwriting = (there: readonly string[], why: string): void => {
  if (there.length === 0) return;
  throw new PostsmithError('OUTPUT_FAILED', `Nothing was written, because ${why}`, { problems: there });
};

const write = async (
  root: string,
  made: NewProject,
  keys: readonly NewSource[],
  isOverwriting: boolean,
): Promise<void> => {
  const { standingInTheWay, writeSources } = await import('../import/write-sources.ts');
  refuseOverwriting(
    standingInTheWay(root, keys),
    'a key is never overwritten. Choose another name with --name, or move away what is there:',
  );
  if (!isOverwriting) {
    refuseOverwriting(
      standingInTheWay(root, made.fresh),
      'nothing is overwritten unasked. Name a folder for the project as the last argument, say --overwrite, or move away what is there:',
    );
  }
  writeSources(root, [...made.fresh, ...made.merged], true);
};

/** What was done. */
interface Report {
  readonly start: Start;
  readonly files: NewProject;
  readonly losses: readonly Loss[];
  readonly said: readonly string[];
  /** The project's folder from the current one. */
  readonly from: string;
}

const below = (from: string, path: string): string => join(from, path).split(sep).join('/');

const pathsOf = ({ files: { fresh, merged, found }, from }: Report) => {
  const paths = (sources: readonly NewSource[], isFound: boolean): readonly string[] =>
    sources.filter(({ path }) => found.has(path) === isFound).map(({ path }) => below(from, path));
  return { created: [...paths(fresh, false), ...paths(merged, false)], changed: paths(merged, true) };
};

const tellFiles = (report: Report, { out }: CommandContext): void => {
  const { created, changed } = pathsOf(report);
  for (const path of created) out(`created    ${path}\n`);
  for (const path of changed) out(`changed    ${path}\n`);
};

const asJson = (report: Report): InitJson => ({
  ...pathsOf(report),
  needed: report.start.needed.map(({ name, isSecret, where }) => ({
    name,
    isSecret,
    ...(where !== undefined && { where }),
  })),
  commands: nextCommands({ ...report, project: report.files }),
  losses: report.losses,
});

const execute = async (input: CommandInput, context: CommandContext): Promise<0> => {
  const { folder, talk } = context;
  const target = targetOf(input);
  const root = resolve(folder, target);
  refuseFile(root, target);
  const questions = input.options.has('yes') ? undefined : await questionsFor(context);
  // Loaded here, so that --help shows at once.
  const [{ initAnswers }, { makeStart }, { startOf }, { newProject }, { nextSteps }, { readOwnPackage }] =
    await Promise.all([
      import('./init-answers.ts'),
      import('../init/make-start.ts'),
      import('../init/start.ts'),
      import('../init/new-project.ts'),
      import('../init/next-steps.ts'),
      import('../own-package.ts'),
    ]);
  const answers = await initAnswers(input, questions, folder);
  const name = input.options.get('name')?.[0];
  const { project, said, losses = [], ...made } = await makeStart(answers, { root, folder, name });
  const { key, command: keyCommand } = await keyFor(answers, project, input.options.has('keygen'), questions);
  const start: Start = startOf(project);
  const files = newProject(root, {
    ...made,
    start,
    more: [...made.more, ...(key?.files ?? [])],
    values: key?.values ?? new Map(),
    own: await readOwnPackage(),
  });
  context.signal.throwIfAborted();
  await write(root, files, key?.files ?? [], input.options.has('overwrite'));
  const report: Report = { start, files, losses, said, from: relative(folder, root) };
  if (input.options.has('json')) printJson(asJson(report), context);
  else tellFiles(report, context);
  for (const sentence of said) talk(`${sentence}\n`);
  tellLosses(losses, context);
  talk(
    nextSteps({
      ...report,
      project: files,
      ...(keyCommand !== undefined && { keyCommand }),
      ...(key !== undefined && { key }),
    }),
  );
  return 0;
};
/** The command `init`. */
export const initCommand: CommandModule = { ...command, run: execute };
