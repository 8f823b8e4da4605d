/** Whether a file is in danger of being committed. */

import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

/** Milliseconds; a repository on a slow disk is not worth more. */
const TIMEOUT = 5000;

/** What `git check-ignore` ends with for a file of the work tree that no rule ignores. */
const NOT_IGNORED = 1;

/** True when the file lies in a git work tree that does not ignore it. Without git, nobody commits: false. */
export const canBeCommitted = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const options = { cwd: dirname(path), timeout: TIMEOUT };
    execFile('git', ['check-ignore', '--quiet', '--', path], options, (failure) =>
      resolve(failure?.code === NOT_IGNORED),
    );
  });
