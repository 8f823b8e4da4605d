#!/usr/bin/env node
/** The process around a command: its streams, signals, stray rejections and end. The only file that prints or exits. */

import { isatty } from 'node:tty';
import type { CommandContext } from './commands/command.ts';
import { dispatch } from './commands/dispatch.ts';
import { tellError } from './commands/tell-error.ts';
import { PostsmithError } from './errors.ts';
import { Redactor } from './report/redact.ts';
import { withoutCommands } from './report/workflow-commands.ts';
import { wantsColours } from './report/terminal.ts';

/** What ends the program from outside (128 + the signal's number): closed terminal, Ctrl-C, `kill`. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** 0 done; 1 the answer is no; 2 your input is wrong; 3 our bug; or that of a signal, or of a program that ran in our place. */
type ExitCode = number;

/** Milliseconds for which one piece of code may keep everything else waiting. */
const LONGEST_BUSY = 90_000;
/** Milliseconds that a command has to clean up after a signal. */
const CLEAN_UP_TIMEOUT = 5000;
const DEFAULT_WIDTH = 100;
const ERASE_LINE = '\r\u001B[K';
const READER_GONE = new Set<string | undefined>(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

const redactor = new Redactor();
/** What may be printed of a text, wherever it comes from. */
const guard = (text: string): string => {
  const guarded = redactor.guard(text);
  return process.env['GITHUB_ACTIONS'] === 'true' ? withoutCommands(guarded) : guarded;
};
/** Who gets the signals to this process in its place. */
let receiveSignal: ((signal: NodeJS.Signals) => void) | undefined;
const interruption = new AbortController();

const context: CommandContext = {
  folder: process.cwd(),
  environment: process.env,
  out: (text) => void process.stdout.write(guard(text)),
  talk: (text) => void process.stderr.write(guard(text)),
  reveal: (text) => void process.stdout.write(text),
  passSignals: (receive) => (receiveSignal = receive),
  redactor,
  terminal: {
    interactive: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    colours: wantsColours(process.stdout, process.env),
    // 0 where a terminal does not know; stderr's when stdout goes into a file.
    width: process.stdout.columns || process.stderr.columns || DEFAULT_WIDTH,
  },
  // Only when somebody is to be asked: to open stdin costs time.
  person: () =>
    isatty(0) && context.terminal.interactive
      ? { input: process.stdin, output: process.stderr, leave: () => interrupt('SIGINT') }
      : undefined,
  signal: interruption.signal,
};

/** What a command needs of the process, loaded when one runs. */
const prepare = async (): Promise<void> => {
  const [{ removeForgottenFolders }, { watchForEndlessLoops }] = await Promise.all([
    import('./disk/private-folder.ts'),
    import('./watchdog.ts'),
  ]);
  removeForgottenFolders();
  watchForEndlessLoops(LONGEST_BUSY, onStuck);
};

const report = (error: unknown): ExitCode => {
  // Progress stands on the last line, which no line feed has ended.
  if (context.terminal.interactive) context.talk(ERASE_LINE);
  return interruption.signal.aborted ? interruptedWith : tellError(error, context, process.argv.slice(2));
};

/** An error that nobody waited for. One of a declaration or of what it imports is no bug of ours. */
const reportStray = async (error: unknown): Promise<ExitCode> => {
  const { placeIn, tellModuleFailure } = await import('./project/module-failure.ts');
  const place = error instanceof Error ? placeIn(error.stack ?? '', context.folder) : undefined;
  if (place === undefined || place.startsWith('dist/src/')) return report(error);
  const told = tellModuleFailure(error, place, context.folder);
  return report(
    new PostsmithError('INVALID_PROJECT', `Code of this project failed while nothing waited for it: ${told}`),
  );
};

// While a project is loaded, `process.exit` is one that throws.
const leave: (code: ExitCode) => never = process.exit.bind(process);

let isDone = false;
/** Something failed that nobody waited for: whatever else there is to say, it did not end well. */
let isStrayed = false;

const endNow = (code: ExitCode): never => {
  isDone = true;
  leave(code === 0 && isStrayed ? 2 : code);
};

/** Waits for what was printed, then ends: an engine's idle connections would keep the process alive. */
const exit = async (code: ExitCode): Promise<never> => {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
  // A stream tells in the next turn that it could not write.
  await new Promise((resolve) => setImmediate(resolve));
  return endNow(code);
};

const endStray = async (error: unknown): Promise<never> => {
  isStrayed = true;
  return exit(await reportStray(error));
};

let interruptedWith: ExitCode = SIGNALS.SIGINT;

const interrupt = (signal: keyof typeof SIGNALS): void => {
  if (receiveSignal !== undefined) return receiveSignal(signal);
  const code = SIGNALS[signal];
  // Whoever asks twice does not want to wait.
  if (interruption.signal.aborted) endNow(code);
  interruptedWith = code;
  interruption.abort(new Error('interrupted'));
  setTimeout(() => endNow(code), CLEAN_UP_TIMEOUT).unref();
};

const onStuck = (place: string | undefined): void => {
  const where = place === undefined ? 'a script that it runs' : place;
  context.talk(
    `\nPostsmith was ended, because nothing but one piece of code has run for ${LONGEST_BUSY / 1000} seconds: an endless loop in ${where}.\n`,
  );
  endNow(2);
};

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has gone (`postsmith verify | head`, a closed terminal): the exit code still tells how it ended.
    if (!READER_GONE.has(error.code)) throw error;
  });
}
// `Object.entries` forgets what its keys are.
for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
  process.on(signal, () => interrupt(signal));
}
process.on('uncaughtException', (error) => void endStray(error));
process.on('exit', () => {
  if (isDone) return;
  // Neither `process.exit(0)` in somebody's code nor a promise that never settles may look like success.
  context.talk(
    'Postsmith was ended before it had finished, by code of this project or by a promise that never settles.\n',
  );
  process.exitCode = 2;
});

await exit(await dispatch(process.argv.slice(2), context, prepare).catch(report));
