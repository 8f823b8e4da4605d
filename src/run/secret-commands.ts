/** Values by reference: `CLIENT_SECRET_COMMAND="op read …"` names a command whose output is the value of `client_secret`. */

import { spawn } from 'node:child_process';
import { PostsmithError } from '../errors.ts';
import { variableNames } from '../values/variable-name.ts';
import { oneLine } from '../values/one-line.ts';

const SUFFIX = '_COMMAND';
/** Milliseconds: somebody may have to unlock a password store. */
const TIMEOUT = 120_000;
/** Bytes that a value may have. */
const LONGEST = 1_000_000;

type Read = (name: string) => string | undefined;

/** The command for a variable, and the name under which it was given. */
const commandOf = (key: string, sources: readonly Read[]): { name: string; command: string } | undefined => {
  for (const read of sources) {
    for (const name of variableNames(key).map((each) => `${each}${SUFFIX}`)) {
      const command = read(name);
      if (command !== undefined && command.trim() !== '') return { name, command };
    }
  }
  return undefined;
};

interface Place {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** From now on a text is hidden. */
  hide(secret: string): void;
  redact(text: string): string;
}

const outputOf = (
  name: string,
  command: string,
  { folder, environment, signal, hide, redact }: Place,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const failed = (why: string, cause?: unknown): void =>
      reject(new PostsmithError('USAGE', `The command of ${name} ${why}`, { cause }));
    const child = spawn(command, {
      shell: true,
      cwd: folder,
      env: { ...environment },
      stdio: ['inherit', 'pipe', 'pipe'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    });
    let value = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      value += text;
      if (value.length > LONGEST) child.kill();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
    child.once('error', (error) => {
      if (signal.aborted) reject(signal.reason);
      else
        failed(
          error.name === 'AbortError'
            ? `did not end within ${TIMEOUT / 1000} seconds.`
            : 'could not be started.',
          error,
        );
    });
    child.once('close', (code) => {
      if (value.length > LONGEST) return failed('printed more than a value: it was stopped after 1 MB.');
      if (code !== 0) {
        // It may say on stderr as well what it has printed.
        for (const line of value.split(/\s+/)) hide(line);
        const words = oneLine(redact(said)).slice(-300);
        const how = code === null ? 'was ended by a signal' : `ended with exit code ${code}`;
        return failed(`${how}${words === '' ? '.' : `: ${words}`}`);
      }
      // As `$(command)` does in a shell.
      const trimmed = value.replace(/[\r\n]+$/, '');
      if (trimmed === '') return failed('printed nothing, so there is no value.');
      resolve(trimmed);
    });
  });

/**
 * Runs the commands of these variables, one after another, as a password store may ask something.
 *
 * @param sources of the commands, the first one first
 * @returns values by variable; variables without a command are not among them
 * @throws PostsmithError USAGE when a command fails or prints nothing; never with what it printed
 */
export const runSecretCommands = async (
  keys: readonly string[],
  sources: readonly Read[],
  place: Place,
): Promise<ReadonlyMap<string, string>> => {
  const values = new Map<string, string>();
  for (const key of keys) {
    const found = commandOf(key, sources);
    if (found !== undefined) values.set(key, await outputOf(found.name, found.command, place));
  }
  return values;
};
