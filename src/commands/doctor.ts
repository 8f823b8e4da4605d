/** `postsmith doctor`: examines a login step by step, and says the first thing that is wrong and how to mend it. */

import { withProxy } from '../run/proxy.ts';
import { styleOf } from '../report/terminal.ts';
import { optionOf, pathOf, wholeNumberOf } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { authorityFileOf, caOption, proxyOf, proxyOption } from './connection-options.ts';
import { printJson } from './json.ts';
import { projectOf } from './project.ts';
import { envFileOf, fill, valuesOption } from './environment-values.ts';

/** Milliseconds. */
const DEFAULT_TIMEOUT = 20_000;
/** Milliseconds. */
const LONGEST_TIMEOUT = 600_000;

const command = {
  name: 'doctor',
  parameters: '<collection> -e <environment> [options]',
  description: `Walks through the login of a collection: its variables, its key, the network and the server's certificate, both clocks,
the server's metadata, what is signed, the token response, the granted scope, and one GET of the collection. It says the first
thing that is wrong, and how to mend it. Values and secrets come from where \`postsmith run\` takes them. What it prints holds no
secret, so it can be pasted into a ticket.

It logs in with the program that is in the collection. Where a person signs in, it uses the session of \`postsmith login\`, and puts
renewed tokens back; without one it checks what it can.`,
  exitCodes: {
    0: 'nothing is wrong',
    1: 'something is wrong',
    2: 'the input is wrong, nothing was examined',
  },
  examples: [
    { what: 'Say what is wrong with a login', command: 'postsmith doctor orders -e lab' },
    { what: 'Trust an authority of your own', command: 'postsmith doctor orders -e lab --ca company-ca.pem' },
    { what: 'All details, for a ticket', command: 'postsmith doctor orders -e lab --json' },
  ],
  json: { prints: '{ ok, first, steps }: what each step has found, with its cause and details' },
  options: [
    {
      name: 'environment',
      short: 'e',
      value: '<environment>',
      description: 'The environment whose login is examined.',
    },
    valuesOption,
    {
      name: 'identity',
      value: '<name>',
      description: 'Of several identities of the collection this one; the first unless given.',
    },
    caOption,
    proxyOption,
    {
      name: 'timeout',
      value: '<ms>',
      description: 'Milliseconds that each request may take; 20000 unless given.',
    },
  ],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const timeout =
    wholeNumberOf(command, input, 'timeout', { least: 1, most: LONGEST_TIMEOUT, unit: 'milliseconds' }) ??
    DEFAULT_TIMEOUT;
  const proxy = proxyOf(input);
  const caFile = await authorityFileOf(input, context);
  const envFile = await envFileOf(pathOf(input, 'values', context), projectOf(context));
  // Loaded here, so that --help and a mistake on the command line show at once.
  const [{ resolveExamined }, { prepareSubject }, { examine }, { firstError, formatText, reportJson }] =
    await Promise.all([
      import('../run/resolve-login.ts'),
      import('../doctor/subject.ts'),
      import('../doctor/examine.ts'),
      import('../doctor/report.ts'),
    ]);
  const [collection] = input.positionals;
  const environment = optionOf(input, 'environment');
  const named = await resolveExamined(context.folder, {
    collection,
    environment,
    identity: optionOf(input, 'identity'),
  });
  const names = { collection: collection ?? '', environment: environment ?? '' };
  const { subject, release } = await prepareSubject(named, await fill(named.environment, envFile, context), {
    names,
    caFile,
    timeout,
    signal: context.signal,
    process: proxy === undefined ? context.environment : withProxyIn(context.environment, proxy),
    redact: (text) => context.redactor.redact(text),
    hide: (secret) => context.redactor.add(secret),
    warn: (sentence) => context.talk(`Warning: ${sentence}\n`),
  });
  const layout = {
    style: styleOf(context.terminal.colours),
    width: context.terminal.width,
    guard: (text: string) => context.redactor.guard(text),
  };
  try {
    const reports = await withProxy(proxy, () => examine(subject));
    if (input.options.has('json')) printJson(reportJson(names, reports), context);
    else context.out(`${formatText(names, reports, layout)}\n`);
    return firstError(reports) === undefined ? 0 : 1;
  } finally {
    release();
  }
};

/** As `withProxy` sets them for the engine. */
const withProxyIn = (environment: CommandContext['environment'], proxy: string) => ({
  ...environment,
  HTTP_PROXY: proxy,
  HTTPS_PROXY: proxy,
});

/** The command `doctor`. */
export const doctorCommand: CommandModule = { ...command, run: execute };
