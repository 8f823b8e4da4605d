/** Runs the command line: in this process, or as the compiled program that a user starts. Both tell the same of it. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dispatch } from '../../src/commands/dispatch.ts';
import { tellError } from '../../src/commands/tell-error.ts';
import { Redactor } from '../../src/report/redact.ts';

export interface Execution {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExecuteOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with what was printed to stderr so far, and how to send a signal to a program. */
  readonly onTalk?: (talk: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Nothing of this process's own environment but what programs need, so that no variable of the developer's gets in. */
const environmentWith = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  ...more,
});

const refuseSignal = (): never => {
  throw new Error('A signal would end this process: use executeProgram');
};

/** Runs a command in this process: all but what `cli.ts` does for the process. */
export const execute = async (
  parameters: readonly string[],
  { folder = process.cwd(), environment, onTalk }: ExecuteOptions = {},
): Promise<Execution> => {
  let stdout = '';
  let stderr = '';
  const redactor = new Redactor();
  const context = {
    folder,
    environment: environmentWith(environment),
    out: (text: string) => void (stdout += redactor.guard(text)),
    talk: (text: string) => {
      stderr += redactor.guard(text);
      onTalk?.(stderr, refuseSignal);
    },
    reveal: (text: string) => void (stdout += text),
    passSignals: () => undefined,
    redactor,
    terminal: { interactive: false, colours: false, width: 100 },
    signal: new AbortController().signal,
  };
  const code = await dispatch(parameters, context, async () => undefined).catch((error: unknown) =>
    tellError(error, context, parameters),
  );
  return { code, stdout, stderr };
};

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error('Compile first: npm run compile');

/**
 * Runs the program, for what belongs to its process: start, end, signals, streams, environment.
 * When it is `deaf`, nobody reads what is printed: its pipes are closed at once.
 */
export const executeProgram = (
  parameters: readonly string[],
  options: ExecuteOptions & { readonly deaf?: boolean } = {},
): Promise<Execution> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...parameters], {
      cwd: options.folder,
      env: environmentWith(options.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.onTalk?.(stderr, (signal) => void child.kill(signal));
    });
    if (options.deaf === true) for (const stream of [child.stdout, child.stderr]) stream.destroy();
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
