/** Runs the compiled command line, as a user does. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Execution {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExecuteOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Nobody reads what is printed: the pipes are closed at once. */
  readonly deaf?: boolean;
  /** Called with what was printed to stderr so far, and how to send a signal. */
  readonly onTalk?: (talk: string, kill: (signal: NodeJS.Signals) => void) => void;
}

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error('Compile first: npm run compile');

/** Nothing of this process's own environment but what programs need, so that no variable of the developer's gets in. */
export const execute = (parameters: readonly string[], options: ExecuteOptions = {}): Promise<Execution> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...parameters], {
      cwd: options.folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.environment },
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
