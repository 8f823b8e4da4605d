/**
 * Temporary folders for files that another program must read. Only this user may enter them, and they end with the
 * process.
 */

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownPrefix, removeLeftBehind } from './left-behind.ts';

/** A folder that exists until it is removed, or until the process exits. */
interface PrivateFolder {
  readonly path: string;
  remove(): void;
}

const folders = new Set<string>();

const erase = (path: string): void => rmSync(path, { recursive: true, force: true });

const eraseAll = (): void => folders.forEach(erase);

/** Makes a new folder below the system's own for temporary files; `kind`, one word in small letters, is in its name. */
export const createPrivateFolder = async (kind: string): Promise<PrivateFolder> => {
  // `mkdtemp` gives its folders the mode 0700.
  const path = await mkdtemp(join(tmpdir(), ownPrefix(kind)));
  // One listener however many folders there are: Node warns of a leak when it sees eleven.
  if (folders.size === 0) process.once('exit', eraseAll);
  folders.add(path);
  return {
    path,
    remove: () => {
      erase(path);
      folders.delete(path);
      if (folders.size === 0) process.off('exit', eraseAll);
    },
  };
};

/** Removes the private folders of processes that were killed. */
export const removeForgottenFolders = (): void => removeLeftBehind(tmpdir());
