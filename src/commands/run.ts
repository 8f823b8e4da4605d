/** `postsmith run`: a collection against the real server. */

import { requestsIn } from '../format/read-collection.ts';
import { resolve } from 'node:path';
import type { EngineName } from '../engines/engine.ts';
import { loadEngine } from '../engines/load-engine.ts';
import { refuseMissingFiles } from '../engines/sent-files.ts';
import { formatFailures } from '../report/failures.ts';
import { createProgress } from '../report/progress.ts';
import { summarize, type RunReport } from '../report/run-report.ts';
import { formatCount, formatSeconds, formatTable, styleOf } from '../report/terminal.ts';
import { checkAuthorityFile } from '../run/authority-file.ts';
import type { ResolvedRun } from '../run/resolve-run.ts';
import { missingVariables, requiredVariables } from '../run/missing-variables.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { enginesOf } from './engine-option.ts';
import { coverageCheck, coverageOptions, wantedCoverage } from './run-coverage.ts';
import { envFileOf, fill, refuseMissing, valuesOption } from './environment-values.ts';

/** Milliseconds. */
const DEFAULT_TIMEOUT = 60_000;
/** Milliseconds on top of those for one request that a script may take, before it is cut off as one that never ends. */
const SCRIPT_TIME = 15_000;

const command = {
  name: 'run',
  parameters: '<collection> -e <environment> [options]',
  description: `<collection> and <environment> are names of files in collections/ and environments/ (without .ts), or paths
of generated .json files.

Values and secrets come from the process environment, and from the file of --values (else .env in this
folder, when there is one); the process environment wins. A variable is looked for under its upper-case name, with _ for
everything that is no letter or digit, and with or without POSTSMITH_ before it: CLIENT_PRIVATE_KEY and
POSTSMITH_CLIENT_PRIVATE_KEY fill client_private_key. Names that systems set themselves, such as HOST and USER, are taken
from the process environment only with POSTSMITH_. Only variables that the environment declares are filled. A key of
several lines goes between quotes. There is no option for a secret: every process of a machine can read a command line.

Where a person must sign in, tokens that are not given so come from \`postsmith login\`. Renewed ones are put back as soon as
a script has got them; a second run waits for the first.`,
  exitCodes: {
    0: 'every request was sent and every test passed',
    1: 'something failed',
    2: 'the input is wrong, nothing was sent',
  },
  examples: [
    { what: 'Run a collection of this project', command: 'postsmith run orders -e lab' },
    {
      what: 'Run one folder, with values of a file',
      command: 'postsmith run orders -e lab --folder Read --values lab.env',
    },
    {
      what: 'Run built files, as somebody has who was given them',
      command: 'postsmith run orders.postman_collection.json -e lab.postman_environment.json',
    },
  ],
  json: { none: 'its lines are made for people' },
  options: [
    { name: 'environment', short: 'e', value: '<environment>', description: 'The environment to run in.' },
    valuesOption,
    {
      name: 'folder',
      value: '<folder>',
      description: 'Run this folder or request only: its name, or a path such as Status/Alarms.',
    },
    {
      name: 'ca',
      value: '<file>',
      description: 'Certificate authorities (PEM) to trust besides the known ones.',
    },
    { name: 'engine', value: '<engine>', description: 'newman (the default), runtime or postman-cli.' },
    ...coverageOptions,
    {
      name: 'timeout',
      value: '<ms>',
      description: 'Milliseconds that one request may take; 60000 unless given.',
    },
  ],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const option = (name: string): string | undefined => input.options.get(name)?.[0];
  const path = (name: string): string | undefined => {
    const given = option(name);
    return given === undefined ? undefined : resolve(context.folder, given);
  };
  const engineName = engineOf(input);
  const requestTimeout = timeoutOf(option('timeout'));
  const coverage = wantedCoverage(command, input.options);
  const [caFile, folder] = [path('ca'), option('folder')];
  if (caFile !== undefined) await checkAuthorityFile(caFile);
  const envFile = await envFileOf(path('values'), context);
  // Loaded here, so that --help and a mistake on the command line show at once.
  const { resolveRun } = await import('../run/resolve-run.ts');
  const chosen = await resolveRun(context.folder, {
    collection: input.positionals[0],
    environment: option('environment'),
    folder,
  });
  const filled = fill(chosen.environment, envFile, context);
  const isCovered = coverageCheck(command, coverage, chosen, filled);
  refuseMissingParts(chosen, filled, context.folder);
  const engine = await loadEngine(engineName);
  const { useSessions } = await import('./run-session.ts');
  const session = await useSessions({ chosen, environment: filled, engine, caFile }, context);
  try {
    const progress = createProgress({ talk: context.talk, ...context.terminal });
    progress.start(`Running ${chosen.name} on ${engineName}`, [...requestsIn(chosen.items)].length);
    const report = await engine.run({
      collection: chosen.collection,
      environment: session.environment,
      workingFolder: context.folder,
      requestTimeout,
      scriptTimeout: SCRIPT_TIME + requestTimeout,
      signal: context.signal,
      onRequest: progress.request,
      onConsole: ({ path: names, level, text }) =>
        progress.say(`${names.join(' › ')} (${level}): ${context.redactor.redact(text)}`),
      tellPlace: chosen.tellPlace,
      onCredential: (credential) => context.redactor.add(credential),
      ...(session.onVariables !== undefined && { onVariables: session.onVariables }),
      ...(folder !== undefined && { folder }),
      ...(caFile !== undefined && { caFile }),
    });
    progress.end(formatSeconds(report.duration));
    const code = show(report, context);
    return isCovered(report, context) ? code : 1;
  } finally {
    session.release();
  }
};

const engineOf = ({ options }: CommandInput): EngineName => {
  const [name, ...others] = enginesOf(command, options.get('engine'));
  if (name === undefined || others.length > 0) throw usage(command, 'A run takes one engine.');
  return name;
};

/** A run that lacks a value or a file would send something else than is declared. */
const refuseMissingParts = (
  { items, identities }: ResolvedRun,
  environment: ResolvedRun['environment'],
  root: string,
): void => {
  refuseMissing(missingVariables(environment, requiredVariables(items, identities)));
  refuseMissingFiles(items, root);
};

const timeoutOf = (given: string | undefined): number => {
  if (given === undefined) return DEFAULT_TIMEOUT;
  const milliseconds = Number(given);
  if (Number.isSafeInteger(milliseconds) && milliseconds > 0) return milliseconds;
  throw usage(command, `--timeout takes milliseconds, a whole number above 0, not ‘${given}’.`);
};

const show = (report: RunReport, context: CommandContext): 0 | 1 => {
  const { sent, skipped, assertions, failures } = summarize(report);
  const table = formatTable(
    [
      ['collection', 'engine', 'sent', 'skipped', 'assertions', 'failures', 'time'],
      [
        report.collection,
        `${report.engine} ${report.engineVersion}`,
        ...[sent, skipped, assertions, failures].map(formatCount),
        formatSeconds(report.duration),
      ],
    ],
    new Set([2, 3, 4, 5, 6]),
  );
  context.out(`${table}\n`);
  const nothingSent = sent === 0 && failures === 0;
  const shown = nothingSent
    ? [{ path: [], source: 'Nothing was sent', message: 'No request left, and no test says why.' }]
    : report.failures;
  if (shown.length === 0) return 0;
  const layout = {
    style: styleOf(context.terminal.colours),
    width: context.terminal.width,
    redact: (text: string) => context.redactor.redact(text),
  };
  context.out(`\n${formatFailures(shown, layout)}\n`);
  return 1;
};

/** The command `run`. */
export const runCommand: CommandModule = { ...command, run: execute };
