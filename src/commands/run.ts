/** `postsmith run`: a collection against the real server. */

import { loadEngine } from '../engines/load-engine.ts';
import { refuseMissingFiles } from '../engines/sent-files.ts';
import { createProgress, type Progress } from '../report/progress.ts';
import { learnExchange, redactReport, redactText } from '../report/redact-report.ts';
import type { RunReport } from '../report/run-report.ts';
import { formatExchange } from '../report/show-request.ts';
import { formatCount, formatSeconds } from '../report/terminal.ts';
import type { RunInput } from '../run/execute-run.ts';
import type { ResolvedRun } from '../run/resolve-run.ts';
import { missingVariables, requiredVariables } from '../run/missing-variables.ts';
import { withProxy } from '../run/proxy.ts';
import { optionOf, pathOf } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { projectOf } from './project.ts';
import { envFileOf, fill, refuseMissing } from './environment-values.ts';
import { learnGiven, learnVariables } from './learn-secrets.ts';
import { prepareReports, writeReports } from './reporter-options.ts';
import { coverageCheck } from './run-coverage.ts';
import { readRunOptions, runOptions, type RunOptions } from './run-options.ts';
import { showReport } from './shown-report.ts';

const command = {
  name: 'run',
  parameters: '<collection> -e <environment> [options]',
  description: `<collection> and <environment> are names of files in collections/ and environments/ (without .ts), or paths
of generated .json files.

Values and secrets come from the process environment, and from the file of --values (else .env in the project's
folder, when there is one); the process environment wins. A variable is looked for under its upper-case name, with _ for
everything that is no letter or digit, and with or without POSTSMITH_ before it: CLIENT_PRIVATE_KEY and
POSTSMITH_CLIENT_PRIVATE_KEY fill client_private_key. Names that systems set themselves, such as HOST and USER, are taken
from the process environment only with POSTSMITH_. Only variables that the environment declares are filled. A key of
several lines goes between quotes. There is no option for a secret: every process of a machine can read a command line.

Where a person must sign in, tokens that are not given so come from \`postsmith login\`. Renewed ones are put back as soon as
a script has got them; a second run waits for the first.

A secret may be given by reference: CLIENT_SECRET_COMMAND names a command that prints the value of client_secret, in the
process environment or in the file. It runs in the project's folder, only where the value itself is not given, and what it
prints is never shown.

With --workers, and with --shard, what must stay in order is a unit: a top-level folder, with every other one that reads a
variable which its scripts set and it does not set first itself. All workers have the token of one login, and there is one report. Machines with the same files
mean the same requests by \`--shard 1/4\`; \`postsmith report merge\` makes one report of all parts.`,
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
    {
      what: 'Run a part of four on each of four machines, with reports for the CI',
      command: 'postsmith run orders -e lab --shard 1/4 --reporter terminal,json,junit',
    },
    {
      what: 'Try a live system without changing it, and see what is sent',
      command: 'postsmith run orders -e live --safe --show',
    },
  ],
  json: { prints: 'the report: what was sent, what came back, and what failed, without secrets' },
  options: runOptions,
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const options = await readRunOptions(command, input, context);
  const root = projectOf(context);
  const envFile = await envFileOf(pathOf(input, 'values', context), root);
  // Loaded here, so that --help and a mistake on the command line show at once.
  const [{ resolveRun }, { selectRequests }] = await Promise.all([
    import('../run/resolve-run.ts'),
    import('../run/select-requests.ts'),
  ]);
  const chosen = await resolveRun(
    context.folder,
    { collection: input.positionals[0], environment: optionOf(input, 'environment') },
    (index) => selectRequests(index, options),
  );
  const filled = await fill(chosen.environment, envFile, context);
  learnGiven({ environment: filled, data: options.data, collection: chosen.index.collection }, context);
  const isCovered = coverageCheck(command, options.coverage, chosen, filled);
  const units = await takeUnits(chosen, options, context);
  refuseMissingParts(chosen, filled, root);
  await prepareReports(options.reports);
  const report = await runAndReport({ chosen, filled, units, options, root }, context);
  const isGreen = showReport(report, options, context);
  // What is said of the coverage is data, as the table is.
  const isEnough = options.reports.terminal
    ? isCovered(report, context)
    : isCovered(report, { out: context.talk });
  await writeReports(report, options.reports, { ...context, folder: root });
  context.signal.throwIfAborted();
  return isGreen && isEnough ? 0 : 1;
};

interface Prepared {
  readonly chosen: ResolvedRun;
  readonly filled: ResolvedRun['environment'];
  readonly units: RunInput['units'];
  readonly options: RunOptions;
  /** The project's folder. */
  readonly root: string;
}

/** The units of this machine's part, and what is said of it. */
const takeUnits = async (
  { index, requests }: ResolvedRun,
  { unit, shard, workers }: RunOptions,
  { talk }: CommandContext,
): Promise<RunInput['units']> => {
  if (shard === undefined && workers === 1) return [requests];
  const { dealOut, unitsOf } = await import('../run/units.ts');
  const all = unitsOf(index.collection.item, requests, unit);
  const units = shard === undefined ? all : (dealOut(all, shard.total)[shard.index - 1] ?? []);
  if (shard !== undefined) {
    const from = shard.from === undefined ? '' : `, from ${shard.from}`;
    talk(
      `Part ${shard.index} of ${shard.total}${from}: ${formatCount(units.flat().length)} of ${formatCount(requests.length)} requests.\n`,
    );
  }
  if (workers > 1 && units.length < workers) {
    const how =
      unit === 'folder'
        ? ' With --unit request, folders are taken apart too, but for requests that hand variables on.'
        : '';
    talk(
      `There ${units.length === 1 ? 'is 1 unit' : `are ${units.length} units`} for ${workers} workers.${how}\n`,
    );
  }
  return units;
};

/** @returns what ran, without secrets */
const runAndReport = async (prepared: Prepared, context: CommandContext): Promise<RunReport> => {
  const { chosen, filled, units, options } = prepared;
  const [engine, { useSessions }, { executeRun }] = await Promise.all([
    loadEngine(options.engine),
    import('./run-session.ts'),
    import('../run/execute-run.ts'),
  ]);
  if (options.insecure) {
    context.talk(
      'Warning: --insecure: whoever answers is believed, so that secrets and tokens can be stolen on their way.\n',
    );
  }
  const session = await useSessions({ chosen, environment: filled, engine, caFile: options.caFile }, context);
  try {
    const requests = units.flat();
    const progress = createProgress({
      talk: options.isQuiet ? () => undefined : context.talk,
      ...context.terminal,
    });
    progress.start(`Running ${chosen.name} on ${engine.name}`, requests.length * iterationsOf(options));
    const report = await withProxy(options.proxy, () =>
      executeRun({
        engine,
        index: chosen.index,
        requests,
        units,
        workers: options.workers,
        retries: options.retries,
        unshared: session.unshared,
        onChange: (changes) => learnVariables(session.environment, changes, context),
        input: engineInput(
          { ...prepared, environment: session.environment, onVariables: session.onVariables },
          progress,
          context,
        ),
      }),
    );
    progress.end(formatSeconds(report.duration));
    const { shard } = options;
    const part = shard && { shard: { index: shard.index, total: shard.total } };
    return redactReport({ ...report, ...part }, context.redactor);
  } finally {
    session.release();
  }
};

const iterationsOf = ({ data, iterations }: RunOptions): number => iterations ?? data?.length ?? 1;

const engineInput = (
  {
    chosen,
    options,
    environment,
    onVariables,
    root,
  }: Prepared &
    Pick<RunInput['input'], 'environment'> & {
      readonly onVariables: RunInput['input']['onVariables'] | undefined;
    },
  progress: Progress,
  context: CommandContext,
): RunInput['input'] => ({
  environment,
  workingFolder: root,
  requestTimeout: options.requestTimeout,
  scriptTimeout: options.scriptTimeout,
  insecure: options.insecure,
  bail: options.bail,
  signal: context.signal,
  onRequest: (request) => {
    progress.request(request);
    if (!options.isShown) return;
    for (const text of formatExchange(request, context)) progress.say(text);
  },
  onConsole: ({ path: names, level, text }) =>
    progress.say(`${names.join(' › ')} (${level}): ${redactText(text, context.redactor)}`),
  tellPlace: chosen.tellPlace,
  onExchange: (exchange, isByScript) => learnExchange(exchange, isByScript, context.redactor),
  ...(onVariables !== undefined && { onVariables }),
  ...(options.caFile !== undefined && { caFile: options.caFile }),
  ...(options.clientCertificate !== undefined && { clientCertificate: options.clientCertificate }),
  ...(options.data !== undefined && { data: options.data }),
  ...(options.iterations !== undefined && { iterations: options.iterations }),
  ...(options.delay !== undefined && { delay: options.delay }),
});

/** A run that lacks a value or a file would send something else than is declared. */
const refuseMissingParts = (
  { requests, identities }: ResolvedRun,
  environment: ResolvedRun['environment'],
  root: string,
): void => {
  refuseMissing(missingVariables(environment, requiredVariables(requests, identities)));
  refuseMissingFiles(requests, root);
};

/** The command `run`. */
export const runCommand: CommandModule = { ...command, run: execute };
