/** `postsmith report merge`: one report of those of the parts of a run. */

import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { didYouMean } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { readJsonReport } from '../report/json.ts';
import { mergeParts, type GatheredReport } from '../report/merge-parts.ts';
import { redactReport } from '../report/redact-report.ts';
import { FILE_REPORTERS } from '../report/reporters.ts';
import { inputError } from '../system-error.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import {
  prepareReports,
  readReporters,
  reporterOptions,
  reportPaths,
  writeReports,
  type WantedReports,
} from './reporter-options.ts';
import { showReport } from './shown-report.ts';

const FILE = FILE_REPORTERS.json.file;

const command = {
  name: 'report',
  parameters: 'merge <file>… [options]',
  description: `Makes one report of the reports that the parts of a run wrote with \`--reporter json\`: name the files, or folders in which
a ${FILE} lies, or whose folders have one each, as a CI unpacks what its jobs have kept.

The same report counts once. A part of which there is no report is a failure, as is an interrupted run. What is written
is redacted again.`,
  exitCodes: {
    0: 'every part is there, and nothing failed in any',
    1: 'something failed, a part is missing, or a run was interrupted',
    2: 'a report cannot be used, or the reports do not belong together; nothing was written',
  },
  examples: [
    {
      what: 'One report for the CI of the parts that four jobs have run',
      command: 'postsmith report merge parts --reporter terminal,junit --output-dir merged',
    },
    {
      what: 'Name each report',
      command: 'postsmith report merge 1/report.json 2/report.json',
    },
  ],
  json: { prints: 'the merged report, as `run --json` prints one' },
  options: reporterOptions,
  maxPositionals: Number.POSITIVE_INFINITY,
} satisfies Omit<CommandModule, 'run'>;

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The report of a folder, or those of the folders in it. */
const reportsIn = async (folder: string): Promise<readonly string[]> => {
  const own = join(folder, FILE);
  if (await isFile(own)) return [own];
  const inner = (await readdir(folder)).toSorted().map((name) => join(folder, name, FILE));
  const found = await Promise.all(inner.map(isFile));
  return inner.filter((_path, index) => found[index]);
};

/** Absolute paths. */
const findReports = async (name: string, { folder }: CommandContext): Promise<readonly string[]> => {
  const path = resolve(folder, name);
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const found = await reportsIn(path);
    if (found.length > 0) return found;
  } catch (cause) {
    throw inputError(`The report ${name}`, cause);
  }
  throw new PostsmithError('USAGE', `The folder ${name} has no ${FILE}, nor have the folders in it.`);
};

const gather = async (path: string, { folder }: CommandContext): Promise<GatheredReport> => {
  const name = relative(folder, path) || path;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw inputError(`The report ${name}`, cause);
  });
  return { path: name, report: readJsonReport(text, name) };
};

/** All that is wrong, at once. */
const settle = async <T>(work: readonly Promise<T>[]): Promise<readonly T[]> => {
  const results = await Promise.allSettled(work);
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const [first] = errors;
  if (errors.length > 1 && errors.every((error) => error instanceof PostsmithError)) {
    throw new PostsmithError('USAGE', 'Some of the reports cannot be used:', {
      problems: errors.flatMap(({ message, problems }) => [message, ...problems.map((each) => `  ${each}`)]),
    });
  }
  if (first !== undefined) throw first;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
};

const real = (path: string): Promise<string> => realpath(path).catch(() => path);

/** A report that was read is not overwritten with the merged one. */
const refuseOverwriting = async (paths: readonly string[], reports: WantedReports): Promise<void> => {
  const read = new Set(await Promise.all(paths.map(real)));
  for (const path of reportPaths(reports)) {
    if (read.has(await real(path))) {
      throw usage(command, `${path} is one of the reports to merge. Name another folder with --output-dir.`);
    }
  }
};

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const [verb, ...names] = input.positionals;
  if (verb !== 'merge') {
    const hint = verb === undefined ? '' : didYouMean(verb, ['merge']);
    throw usage(
      command,
      `What is to be done with reports?${hint} There is \`postsmith report merge <file>…\`.`,
    );
  }
  if (names.length === 0) throw usage(command, 'Name the reports that are to be merged.');
  const reports = readReporters(command, input, context);
  const paths = [...new Set((await settle(names.map((name) => findReports(name, context)))).flat())];
  await refuseOverwriting(paths, reports);
  const { report, notes } = mergeParts(await settle(paths.map((path) => gather(path, context))));
  const redacted = redactReport(report, context.redactor);
  await prepareReports(reports);
  for (const note of notes) context.talk(`${note}\n`);
  const isGreen = showReport(redacted, { isQuiet: false, reports }, context);
  await writeReports(redacted, reports, context);
  return isGreen && redacted.interrupted !== true ? 0 : 1;
};

/** The command `report`. */
export const reportCommand: CommandModule = { ...command, run: execute };
