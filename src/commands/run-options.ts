/** The options of `postsmith run`, and what they mean. */

import { checkClientCertificate } from '../run/client-certificate.ts';
import { readIterationData, type Row } from '../run/iteration-data.ts';
import { readShard, type Shard } from '../run/shard.ts';
import type { ClientCertificate, EngineName } from '../engines/engine.ts';
import type { UnitKind } from '../run/units.ts';
import { optionOf, pathOf, usage, wholeNumberOf } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule, OptionSpec } from './command.ts';
import { authorityFileOf, caOption, proxyOf, proxyOption } from './connection-options.ts';
import { enginesOf } from './engine-option.ts';
import { valuesOption } from './environment-values.ts';
import { readReporters, reporterOptions, type WantedReports } from './reporter-options.ts';
import { coverageOptions, wantedCoverage } from './run-coverage.ts';

/** Milliseconds. */
const DEFAULT_TIMEOUT = 60_000;
/** Milliseconds on top of those for one request that a script may take, before it is cut off as one that never ends. */
const SCRIPT_TIME = 15_000;

/** As the command declares them. */
export const runOptions: readonly OptionSpec[] = [
  { name: 'environment', short: 'e', value: '<environment>', description: 'The environment to run in.' },
  valuesOption,
  {
    name: 'folder',
    value: '<folder>',
    multiple: true,
    description:
      'Run this folder or request only: its name, or a path such as Status/Alarms. May be given several times.',
  },
  {
    name: 'request',
    value: '<name>',
    multiple: true,
    description: 'Run this request only: its name or path. May be given several times.',
  },
  { name: 'safe', description: 'Send only what changes nothing: GET, HEAD and OPTIONS.' },
  { name: 'bail', description: 'End at the first request that fails.' },
  {
    name: 'data',
    value: '<file>',
    description: 'CSV or JSON: run the requests once for each row, with its values as iteration data.',
  },
  { name: 'iterations', value: '<n>', description: 'How often to run the requests.' },
  { name: 'delay', value: '<ms>', description: 'Milliseconds between two requests.' },
  {
    name: 'retries',
    value: '<n>',
    description: 'Send a GET, HEAD or OPTIONS that failed again at the end, up to n times.',
  },
  {
    name: 'workers',
    value: '<n>',
    description: 'Run so many folders at the same time, all with one login.',
  },
  {
    name: 'shard',
    value: '<i/n>',
    description: 'Run the i-th of n parts. auto takes both from the CI, auto/n the part alone.',
  },
  {
    name: 'unit',
    value: '<unit>',
    description:
      'What stays in order with --workers and --shard: folder (the default), or request. What hands a variable on stays together.',
  },
  {
    name: 'timeout',
    value: '<ms>',
    description: 'Milliseconds that one request may take; 60000 unless given.',
  },
  {
    name: 'timeout-script',
    value: '<ms>',
    description:
      'Milliseconds that one script may take, its requests included; 15000 more than --timeout unless given.',
  },
  caOption,
  {
    name: 'client-cert',
    value: '<file>',
    description: 'A certificate (PEM) for servers that want to know who connects (mutual TLS).',
  },
  { name: 'client-key', value: '<file>', description: 'The key (PEM) of --client-cert.' },
  {
    name: 'insecure',
    description: 'Believe whoever answers. A token can then be stolen on its way: for a test machine alone.',
  },
  proxyOption,
  { name: 'engine', value: '<engine>', description: 'newman (the default), runtime or postman-cli.' },
  { name: 'show', description: 'Print each request and its response, without secrets.' },
  { name: 'quiet', description: 'Print failures only.' },
  ...reporterOptions,
  ...coverageOptions,
];

/** What the options ask for. */
export interface RunOptions {
  readonly engine: EngineName;
  readonly folders: readonly string[];
  readonly requests: readonly string[];
  readonly isSafe: boolean;
  readonly bail: boolean;
  readonly data: readonly Row[] | undefined;
  readonly iterations: number | undefined;
  readonly delay: number | undefined;
  readonly retries: number;
  readonly workers: number;
  readonly shard: Shard | undefined;
  readonly unit: UnitKind;
  readonly requestTimeout: number;
  readonly scriptTimeout: number;
  readonly caFile: string | undefined;
  readonly clientCertificate: ClientCertificate | undefined;
  readonly insecure: boolean;
  readonly proxy: string | undefined;
  readonly isShown: boolean;
  readonly isQuiet: boolean;
  readonly reports: WantedReports;
  /** The least percentage of operations that must be touched. */
  readonly coverage: number | undefined;
}

type Named = Pick<CommandModule, 'name'>;

/** @throws PostsmithError USAGE, before anything is sent */
export const readRunOptions = async (
  command: Named,
  input: CommandInput,
  context: CommandContext,
): Promise<RunOptions> => {
  const { options } = input;
  const count = (name: string, least: 0 | 1) => wholeNumberOf(command, input, name, { least });
  const milliseconds = (name: string, least: 0 | 1) =>
    wholeNumberOf(command, input, name, { least, unit: 'milliseconds' });
  const engine = engineOf(command, input);
  const workers = count('workers', 1) ?? 1;
  const retries = count('retries', 0) ?? 0;
  refuseContradictions(command, input, engine, workers);
  const [dataFile, shard] = [pathOf(input, 'data', context), optionOf(input, 'shard')];
  const caFile = await authorityFileOf(input, context);
  const requestTimeout = milliseconds('timeout', 1) ?? DEFAULT_TIMEOUT;
  return {
    engine,
    folders: options.get('folder') ?? [],
    requests: options.get('request') ?? [],
    isSafe: options.has('safe'),
    bail: options.has('bail'),
    data: dataFile === undefined ? undefined : await readIterationData(dataFile),
    iterations: count('iterations', 1),
    delay: milliseconds('delay', 0),
    retries,
    workers,
    shard: shard === undefined ? undefined : readShard(shard, context.environment),
    unit: unitOf(command, optionOf(input, 'unit')),
    requestTimeout,
    scriptTimeout: milliseconds('timeout-script', 1) ?? SCRIPT_TIME + requestTimeout,
    caFile,
    clientCertificate: await certificateOf(
      command,
      pathOf(input, 'client-cert', context),
      pathOf(input, 'client-key', context),
    ),
    insecure: options.has('insecure'),
    proxy: proxyOf(input),
    isShown: options.has('show'),
    isQuiet: options.has('quiet'),
    reports: readReporters(command, input, context),
    coverage: wantedCoverage(command, options),
  };
};

const engineOf = (command: Named, { options }: CommandInput): EngineName => {
  const [name, ...others] = enginesOf(command, options.get('engine'));
  if (name === undefined || others.length > 0) throw usage(command, 'A run takes one engine.');
  return name;
};

const unitOf = (command: Named, given = 'folder'): UnitKind => {
  if (given === 'folder' || given === 'request') return given;
  throw usage(command, `--unit is folder or request, not ‘${given}’.`);
};

const refuseContradictions = (
  command: Named,
  { options }: CommandInput,
  engine: EngineName,
  workers: number,
): void => {
  const both = (one: string, other: string): boolean => options.has(one) && options.has(other);
  if (both('bail', 'retries')) {
    throw usage(
      command,
      '--bail ends at the first failure, so that --retries could try nothing again: give one of them.',
    );
  }
  if (both('quiet', 'show'))
    throw usage(command, '--show prints every request, and --quiet none: give one of them.');
  if (workers > 1 && engine === 'postman-cli') {
    throw usage(
      command,
      'The Postman CLI hands nothing back, so that each worker would log in by itself. For --workers, take --engine newman or runtime.',
    );
  }
};

const certificateOf = async (
  command: Named,
  certFile: string | undefined,
  keyFile: string | undefined,
): Promise<ClientCertificate | undefined> => {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw usage(command, '--client-cert and --client-key belong together: give both.');
  }
  await checkClientCertificate(certFile, keyFile);
  return { certFile, keyFile };
};
