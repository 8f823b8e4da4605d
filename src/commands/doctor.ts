/** `postsmith doctor`: examines a login step by step, and says the first thing that is wrong and how to mend it. */

import { resolve } from 'node:path';
import { checkAuthorityFile } from '../run/authority-file.ts';
import { styleOf } from '../report/terminal.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { envFileOf, fill, valuesOption } from './environment-values.ts';

/** Milliseconds. */
const DEFAULT_TIMEOUT = 20_000;

const command = {
  name: 'doctor',
  parameters: '<collection> -e <environment> [options]',
  description: `Walks through the login of a collection: its variables, its key, the network and the server's certificate, both clocks,
the server's metadata, what is signed, the token response, the granted scope, and one GET of the collection. It says the first
thing that is wrong, and how to mend it. Values and secrets come from where \`postsmith run\` takes them. What it prints holds no
secret, so it can be pasted into a ticket.

It logs in with the program that is in the collection. Where a person signs in, it uses the session of \`postsmith login\`, and puts
renewed tokens back; without one it checks what it can.

Exit codes: 0 nothing is wrong; 1 something is; 2 the input is wrong, nothing was examined; 3 a bug of Postsmith.`,
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
    {
      name: 'ca',
      value: '<file>',
      description: 'Certificate authorities (PEM) to trust besides the known ones.',
    },
    { name: 'json', description: 'Print one JSON object, with all details.' },
    {
      name: 'timeout',
      value: '<ms>',
      description: 'Milliseconds that each request may take; 20000 unless given.',
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
  const timeout = timeoutOf(option('timeout'));
  const caFile = path('ca');
  if (caFile !== undefined) await checkAuthorityFile(caFile);
  const envFile = await envFileOf(path('values'), context);
  // Loaded here, so that --help and a mistake on the command line show at once.
  const [{ findNamed, prepareSubject }, { examine }, { firstError, formatJson, formatText }] =
    await Promise.all([
      import('../doctor/subject.ts'),
      import('../doctor/examine.ts'),
      import('../doctor/report.ts'),
    ]);
  const [collection] = input.positionals;
  const environment = option('environment');
  const named = await findNamed(context.folder, { collection, environment, identity: option('identity') });
  const names = { collection: collection ?? '', environment: environment ?? '' };
  const { subject, release } = await prepareSubject(named, fill(named.environment, envFile, context), {
    names,
    caFile,
    timeout,
    signal: context.signal,
    process: context.environment,
    redact: (text) => context.redactor.redact(text),
    hide: (secret) => context.redactor.add(secret),
  });
  try {
    const reports = await examine(subject);
    const text = input.options.has('json')
      ? formatJson(names, reports)
      : formatText(names, reports, styleOf(context.terminal.colours));
    context.out(`${text}\n`);
    return firstError(reports) === undefined ? 0 : 1;
  } finally {
    release();
  }
};

const timeoutOf = (given: string | undefined): number => {
  if (given === undefined) return DEFAULT_TIMEOUT;
  const milliseconds = Number(given);
  if (Number.isSafeInteger(milliseconds) && milliseconds > 0 && milliseconds <= 600_000) return milliseconds;
  throw usage(command, `--timeout takes milliseconds, a whole number from 1 to 600000, not ‘${given}’.`);
};

/** The command `doctor`. */
export const doctorCommand: CommandModule = { ...command, run: execute };
