/** Puts a file in place as a whole: a reader finds the old text or the new one, never half of it, also after a power failure. */

import { randomUUID } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownPrefix } from './left-behind.ts';

/** A text that is on the disk, but not yet under its name. */
export interface StagedFile {
  /** Puts it in place of whatever has its name. A symbolic link is replaced, not followed. */
  place(): void;
  /** Removes it, unless it is in place. */
  discard(): void;
}

/**
 * Writes a text beside its place; nobody sees it there before `place` is called.
 *
 * @param mode such as 0o600, whatever the umask says; as the umask says when it is absent
 */
export const stageFile = (path: string, text: string, mode?: number): StagedFile => {
  const temporary = join(dirname(path), `.${ownPrefix('write')}${randomUUID()}.tmp`);
  const discard = (): void => rmSync(temporary, { force: true });
  try {
    // Exclusive: nobody else can have prepared the file, or a link in its place.
    const file = openSync(temporary, 'wx', mode ?? 0o666);
    try {
      if (mode !== undefined) fchmodSync(file, mode);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    discard();
    throw error;
  }
  return { place: () => renameSync(temporary, path), discard };
};
