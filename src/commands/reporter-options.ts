/** `--reporter`, `--output-dir` and `--json`: which reports there are to be, and writing them. */

import { appendFile, mkdir } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { didYouMean } from '../did-you-mean.ts';
import { stageFile } from '../disk/replace-file.ts';
import { FILE_REPORTERS } from '../report/reporters.ts';
import type { RunReport } from '../report/run-report.ts';
import { fileError } from '../system-error.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule, OptionSpec } from './command.ts';

type FileReporterName = keyof typeof FILE_REPORTERS;

const NAMES = ['terminal', ...Object.keys(FILE_REPORTERS), 'github'];
const DEFAULT_FOLDER = 'postsmith-report';

/** As commands declare them. */
export const reporterOptions: readonly OptionSpec[] = [
  {
    name: 'reporter',
    value: '<names>',
    multiple: true,
    description: `${NAMES.join(', ')}; several with commas. terminal unless given.`,
  },
  {
    name: 'output-dir',
    value: '<directory>',
    description: `The folder of the reports that are files; ${DEFAULT_FOLDER} unless given.`,
  },
];

/** What the options ask for. */
export interface WantedReports {
  readonly files: readonly FileReporterName[];
  readonly terminal: boolean;
  readonly github: boolean;
  readonly json: boolean;
  /** Absolute. */
  readonly folder: string;
}

const isFileReporter = (name: string): name is FileReporterName => Object.hasOwn(FILE_REPORTERS, name);

/** @throws PostsmithError USAGE */
export const readReporters = (
  command: Pick<CommandModule, 'name'>,
  { options }: CommandInput,
  { folder }: Pick<CommandContext, 'folder'>,
): WantedReports => {
  const names = (options.get('reporter') ?? ['terminal'])
    .flatMap((value) => value.split(','))
    .map((name) => name.trim());
  for (const name of names) {
    if (NAMES.includes(name)) continue;
    throw usage(
      command,
      `There is no reporter ‘${name}’.${didYouMean(name, NAMES)} There are ${NAMES.join(', ')}.`,
    );
  }
  const json = options.has('json');
  return {
    files: [...new Set(names.filter(isFileReporter))],
    terminal: names.includes('terminal') && !json,
    github: names.includes('github'),
    json,
    folder: resolve(folder, options.get('output-dir')?.[0] ?? DEFAULT_FOLDER),
  };
};

/** Paths of the files that will be written. */
export const reportPaths = ({ files, folder }: WantedReports): readonly string[] =>
  files.map((name) => join(folder, FILE_REPORTERS[name].file));

/**
 * Makes the folder of the reports, so that a run does not end without them.
 *
 * @throws PostsmithError OUTPUT_FAILED
 */
export const prepareReports = async ({ files, folder }: WantedReports): Promise<void> => {
  if (files.length === 0) return;
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw fileError(`The folder of the reports ${folder}`, 'made', cause);
  });
};

/**
 * @param report without secrets
 * @param context whose folder is the one from which paths are told, and from which the report's own places begin
 */
export const writeReports = async (
  report: RunReport,
  { files, github, json, folder }: WantedReports,
  context: CommandContext,
): Promise<void> => {
  for (const name of files) {
    const { file, write } = FILE_REPORTERS[name];
    const path = join(folder, file);
    const text = await write(report);
    try {
      stageFile(path, text).place();
    } catch (cause) {
      throw fileError(`The report ${path}`, 'written', cause);
    }
    context.talk(`Report: ${relative(context.folder, path) || path}\n`);
  }
  if (json) context.out(await FILE_REPORTERS.json.write(report));
  if (github) await tellGithub(report, context, json);
};

/** Annotations are lines of the log; the summary is a file that GitHub names. */
const tellGithub = async (report: RunReport, context: CommandContext, json: boolean): Promise<void> => {
  const { githubAnnotations, githubSummary } = await import('../report/github.ts');
  const { GITHUB_WORKSPACE: workspace = '', GITHUB_STEP_SUMMARY: file = '' } = context.environment;
  // GitHub reads both streams.
  (json ? context.talk : context.out)(githubAnnotations(report, folderBelow(workspace, context.folder)));
  if (file === '') return;
  await appendFile(file, githubSummary(report)).catch((cause: unknown) => {
    throw fileError(`The step summary ${file}`, 'written', cause);
  });
};

/** The project folder, seen from the repository's; '' where it is not below. */
const folderBelow = (workspace: string, folder: string): string => {
  const path = workspace === '' ? '' : relative(workspace, folder);
  return path.startsWith('..') || isAbsolute(path) ? '' : path.replaceAll(sep, '/');
};
