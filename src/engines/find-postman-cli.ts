/** Where the official Postman CLI is. It is proprietary and big, so it is never a dependency of this package. */

import { access, constants, stat } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { PostsmithError } from '../errors.ts';

const NAMES = process.platform === 'win32' ? ['postman.cmd', 'postman.exe'] : ['postman'];

/**
 * The path of the binary: the variable POSTMAN_CLI, else `postman` on the PATH, else the nearest node_modules/.bin.
 *
 * @throws PostsmithError ENGINE_UNAVAILABLE, with how to get it.
 */
export const findPostmanCli = async (
  environment: NodeJS.ProcessEnv = process.env,
  folder = process.cwd(),
): Promise<string> => {
  const given = environment['POSTMAN_CLI'];
  if (given !== undefined && given !== '') {
    if (await isExecutable(given)) return resolve(given);
    throw new PostsmithError(
      'ENGINE_UNAVAILABLE',
      `POSTMAN_CLI names ${given}, which is no executable file.`,
    );
  }
  for (const candidate of candidates(environment, folder)) {
    if (await isExecutable(candidate)) return candidate;
  }
  throw new PostsmithError(
    'ENGINE_UNAVAILABLE',
    'The Postman CLI is not installed. Get it with `npm install --global postman-cli` (237 MB), or install it into ' +
      'any folder and set POSTMAN_CLI to its node_modules/.bin/postman; no account is needed.',
  );
};

function* candidates(environment: NodeJS.ProcessEnv, folder: string): Generator<string> {
  for (const place of (environment['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    for (const name of NAMES) yield join(place, name);
  }
  for (let place = resolve(folder); ; place = dirname(place)) {
    for (const name of NAMES) yield join(place, 'node_modules', '.bin', name);
    if (dirname(place) === place) return;
  }
}

const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
};
