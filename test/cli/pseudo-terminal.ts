/** Runs the program in a real pseudo-terminal, as a person who answers its questions does. Needs python3. */

import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const DRIVER = fileURLToPath(new URL('pseudo-terminal.py', import.meta.url));

const canRun = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** False where there is no pseudo-terminal to be had. */
export const hasPseudoTerminal = canRun();

/** Keys as a terminal sends them. */
export const KEYS = {
  enter: '\r',
  down: '\u001B[B',
  up: '\u001B[A',
  ctrlC: '\u0003',
  left: '\u001B[D',
} as const;

/** A text to wait for, and the keys that are then pressed. */
export type Step = readonly [waitFor: string, keys: string];

export interface TerminalRun {
  /** All that the terminal got, without its escape sequences. */
  readonly shown: string;
  /** The exit code; negative for a signal. */
  readonly code: number;
  /** Steps for which the program gave no occasion. */
  readonly left: readonly Step[];
}

const ESCAPES = new RegExp(String.raw`\u001B(?:\[[\d;?]*[A-Za-z]|[78=>])|\r`, 'g');

/** Runs a command in the folder. */
export const runInTerminal = (
  parameters: readonly string[],
  folder: string,
  steps: readonly Step[],
  columns = 80,
): Promise<TerminalRun> =>
  new Promise((resolve, reject) => {
    const order = {
      command: [process.execPath, CLI, ...parameters],
      folder,
      environment: { PATH: process.env['PATH'] ?? '', HOME: folder, TERM: 'xterm-256color' },
      columns,
      steps,
    };
    execFile('python3', [DRIVER, JSON.stringify(order)], { maxBuffer: 1e8 }, (failure, stdout) => {
      if (failure !== null) return reject(failure);
      // What our own driver prints.
      const run = JSON.parse(stdout) as TerminalRun;
      resolve({ ...run, shown: run.shown.replaceAll(ESCAPES, '') });
    });
  });
