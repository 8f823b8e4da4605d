#!/usr/bin/env node
/** argv → command → exit code. The only file that prints or exits. */

import { parseArguments } from './commands/arguments.ts';
import type { CommandContext } from './commands/command.ts';
import { closest } from './did-you-mean.ts';
import { commandHelp, generalHelp } from './commands/help.ts';
import { COMMANDS } from './commands/index.ts';
import { PostsmithError } from './errors.ts';
import { Redactor } from './report/redact.ts';

/** What ends the program from outside (128 + the signal's number): closed terminal, Ctrl-C, `kill`. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** 0 done; 1 the answer is no; 2 your input is wrong; 3 our bug; or that of a signal. */
type ExitCode = 0 | 1 | 2 | 3 | (typeof SIGNALS)[keyof typeof SIGNALS];

/** Milliseconds that a command has to clean up after a signal. */
const CLEAN_UP_TIMEOUT = 5000;
const DEFAULT_WIDTH = 100;
const ERASE_LINE = '\r\u001B[K';
const READER_GONE = new Set<string | undefined>(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);
const REPORT_A_BUG =
  'This is a bug of Postsmith. Please report it to its maintainers, with what you ran and the lines below.';

const redactor = new Redactor();
const interruption = new AbortController();

const context: CommandContext = {
  folder: process.cwd(),
  environment: process.env,
  out: (text) => void process.stdout.write(redactor.redact(text)),
  talk: (text) => void process.stderr.write(redactor.redact(text)),
  redactor,
  terminal: {
    interactive: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    colours: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    // 0 where a terminal does not know; stderr's when stdout goes into a file.
    width: process.stdout.columns || process.stderr.columns || DEFAULT_WIDTH,
  },
  signal: interruption.signal,
};

const main = async ([name, ...parameters]: readonly string[]): Promise<ExitCode> => {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.out(generalHelp());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    context.out(`${await readVersion()}\n`);
    return 0;
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry === undefined) throw unknownCommand(name);
  const command = await entry.load();
  if (asksForHelp(parameters)) {
    context.out(commandHelp(command));
    return 0;
  }
  return command.run(parseArguments(command, parameters), context);
};

/** `--help` before a `--` that ends the options. */
const asksForHelp = (parameters: readonly string[]): boolean => {
  const end = parameters.indexOf('--');
  const options = end === -1 ? parameters : parameters.slice(0, end);
  return options.includes('--help') || options.includes('-h');
};

const unknownCommand = (name: string): PostsmithError => {
  const meant = closest(name, [...COMMANDS.map((command) => command.name), '--help', '--version']);
  const hint = meant === undefined ? '' : ` Did you mean \`postsmith ${meant}\`?`;
  const kind = name.startsWith('-') ? 'option' : 'command';
  return new PostsmithError('USAGE', `There is no ${kind} ${name}.${hint} See \`postsmith --help\`.`);
};

const readVersion = async (): Promise<string> => {
  const { readFile } = await import('node:fs/promises');
  // Compiled, this file is dist/src/cli.js; both it and src/cli.ts may ask.
  for (const place of ['../../package.json', '../package.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    // Our own package.json always has a version.
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  return 'unknown';
};

const report = (error: unknown): ExitCode => {
  // Progress stands on the last line, which no line feed has ended.
  if (context.terminal.interactive) context.talk(ERASE_LINE);
  if (interruption.signal.aborted) return interruptedWith;
  if (error instanceof PostsmithError) {
    const problems = error.problems.map((problem) => `  ${problem.replaceAll('\n', '\n  ')}\n`);
    context.talk(`${error.message}\n${problems.join('')}`);
    return 2;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.talk(`${REPORT_A_BUG}\n\n${stack}\n`);
  return 3;
};

/** Waits for what was printed, then ends: an engine's idle connections would keep the process alive. */
const exit = async (code: ExitCode): Promise<never> => {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise((resolve) => stream.write('', resolve));
  }
  process.exit(code);
};

let interruptedWith: ExitCode = SIGNALS.SIGINT;

const interrupt = (code: ExitCode): void => {
  // Whoever asks twice does not want to wait.
  if (interruption.signal.aborted) process.exit(code);
  interruptedWith = code;
  interruption.abort(new Error('interrupted'));
  setTimeout(() => process.exit(code), CLEAN_UP_TIMEOUT).unref();
};

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has gone (`postsmith verify | head`, a closed terminal): the exit code still tells how it ended.
    if (!READER_GONE.has(error.code)) throw error;
  });
}
// `Object.entries` forgets what its keys are.
for (const [signal, code] of Object.entries(SIGNALS) as [keyof typeof SIGNALS, ExitCode][]) {
  process.on(signal, () => interrupt(code));
}

await exit(await main(process.argv.slice(2)).catch(report));
