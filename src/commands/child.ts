/** A command of the user's that runs in place of this one, with its streams, its signals and its exit code. */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { PostsmithError } from '../errors.ts';
import type { CommandContext } from './command.ts';

const isPosix = process.platform !== 'win32';

/** A shell that a signal reaches as well waits for what it runs, and ends as that does. */
const WAIT_FOR_IT = 'trap exit HUP INT TERM\n';

/**
 * Runs a shell's command line. All that it starts gets the signals that come to this process: it is a group of its own, as
 * the shell alone would not hand them on.
 *
 * @param environment all that it gets
 * @returns its exit code; 128 + the signal's number where a signal has ended it
 * @throws PostsmithError USAGE when there is no shell that could be started
 */
export const runChild = (
  commandLine: string,
  environment: Readonly<Record<string, string | undefined>>,
  { folder, signal, passSignals }: CommandContext,
): Promise<number> => {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(isPosix ? `${WAIT_FOR_IT}${commandLine}` : commandLine, {
      shell: true,
      stdio: 'inherit',
      cwd: folder,
      env: { ...environment },
      detached: isPosix,
    });
    passSignals((each) => {
      if (!isPosix || child.pid === undefined) return void child.kill(each);
      try {
        process.kill(-child.pid, each);
      } catch {
        // All of them have ended meanwhile.
      }
    });
    child.once('error', (cause) =>
      reject(
        new PostsmithError('USAGE', `The command of --exec can't be started: ${cause.message}.`, { cause }),
      ),
    );
    child.once('close', (code, endedBy) =>
      resolve(code ?? 128 + (endedBy === null ? 0 : constants.signals[endedBy])),
    );
  });
};
