/** `postsmith build`: writes the project's collections and environments, or tells what is stale. */

import { PostsmithError } from '../errors.ts';
import type { Stale, Written } from '../output/output.ts';
import type { Loss } from '../model/described.ts';
import { printJson } from './json.ts';
import { tellLosses } from './losses.ts';
import { projectOf } from './project.ts';
import { renamedLines, writtenLine } from './written-lines.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';

/** What `--json` prints. */
export type BuildJson =
  | { readonly files: readonly Written[]; readonly losses: readonly Loss[] }
  /** With --check; nothing is stale where the exit code is 0. */
  | { readonly stale: readonly Stale[]; readonly losses: readonly Loss[] };

const command = {
  name: 'build',
  parameters: '[--check | --watch] [--overwrite]',
  description: `Every file in collections/ becomes dist/collections/<name>.postman_collection.json, every file in environments/
becomes dist/environments/<name>.postman_environment.json, with all scripts inside. Two builds of the same
sources are the same to the byte. A file that would hold a secret is not written.

dist/postsmith-build.json lists what was written; it belongs beside the other files in the repository. Whatever else lies
in dist/ is left alone, and so is a file that was written earlier, has been changed since, and is not declared any more.
An environment with values that somebody filled in is not overwritten: build ends with 2 and names the variables.

With --watch it goes on: it builds again what a change of a declaration, a script, a source or anything that they import or
read touches, says in one line what is different, and survives mistakes. Ctrl-C ends it, with exit code 0.`,
  exitCodes: {
    0: 'done; with --watch, it was ended by Ctrl-C or a signal',
    1: 'with --check, a file is stale',
    2: 'a declaration or script is wrong, nothing was written',
  },
  examples: [
    { what: 'Write dist/', command: 'postsmith build' },
    { what: 'Build again whenever a source changes', command: 'postsmith build --watch' },
    { what: 'In CI, fail where dist/ is not as declared', command: 'postsmith build --check' },
  ],
  json: { prints: '{ files, losses }, with --check { stale, losses }' },
  options: [
    { name: 'check', description: 'Write nothing; list the files that are stale, with the reason.' },
    { name: 'watch', description: 'Build again whenever a source changes, until Ctrl-C.' },
    { name: 'overwrite', description: 'Overwrite environments in dist/ whose values somebody filled in.' },
  ],
  maxPositionals: 0,
} satisfies Omit<CommandModule, 'run'>;

const notWith = (option: string): PostsmithError =>
  new PostsmithError(
    'USAGE',
    `--${option} tells of one look at the project, and --watch goes on. Leave one of them out.`,
  );

const execute = async ({ options }: CommandInput, context: CommandContext): Promise<0 | 1> => {
  if (options.has('watch')) {
    const other = ['check', 'json'].find((name) => options.has(name));
    if (other !== undefined) throw notWith(other);
    const { watch } = await import('./build-watch.ts');
    await watch({ ...context, folder: projectOf(context) }, options.has('overwrite'));
    return 0;
  }
  // Loaded here, so that --help and a mistake on the command line show at once.
  const [{ buildProject }, { compareArtifacts, writeArtifacts }] = await Promise.all([
    import('../build/build.ts'),
    import('../output/output.ts'),
  ]);
  const { project, artifacts, losses } = await buildProject(projectOf(context));
  tellLosses(losses, context);
  const print = (document: BuildJson): void => printJson(document, context);
  if (options.has('check')) {
    const stale = compareArtifacts(project.root, artifacts);
    if (options.has('json')) print({ stale, losses });
    else for (const each of stale) context.out(staleLine(each));
    context.talk(
      stale.length === 0
        ? 'Everything in dist/ is as declared.\n'
        : 'Run `postsmith build` to bring dist/ up to date.\n',
    );
    return stale.length === 0 ? 0 : 1;
  }
  const written = writeArtifacts(project.root, artifacts, { overwrite: options.has('overwrite') });
  if (options.has('json')) print({ files: written, losses });
  else for (const each of written) context.out(`${writtenLine(each)}\n`);
  for (const line of written.flatMap(renamedLines)) context.talk(line);
  return 0;
};

const staleLine = ({ path, reason, detail }: Stale): string =>
  `${path}: ${REASONS[reason]}${detail === undefined ? '' : `: ${detail}`}\n`;

const REASONS: Readonly<Record<Stale['reason'], string>> = {
  missing: 'is missing',
  differs: 'differs from what is declared',
  'not declared': 'is not declared any more',
};

/** The command `build`. */
export const buildCommand: CommandModule = { ...command, run: execute };
