/**
 * Wakes when something happens in some folders. It is a wake-up call only: what has changed is found by looking, so that it
 * does not matter how an editor saves, or what a system tells.
 */

import { statSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';

/** The folder, or the nearest around it that is there. */
const nearest = (folder: string): { readonly folder: string; readonly id: string } | undefined => {
  try {
    const { dev, ino } = statSync(folder);
    return { folder, id: `${dev} ${ino} ${folder}` };
  } catch {
    const parent = dirname(folder);
    return parent === folder ? undefined : nearest(parent);
  }
};

export class FolderWatch {
  readonly #onEvent: () => void;
  /** By folder and what makes it that folder: one that was removed and made anew is another. */
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(onEvent: () => void) {
    this.#onEvent = onEvent;
  }

  /** Watches these folders, and no others any more. Not what lies in folders below. */
  follow(folders: Iterable<string>): void {
    const wanted = new Map(
      [...new Set(folders)].flatMap((each) => {
        const found = nearest(each);
        return found === undefined ? [] : [[found.id, found.folder] as const];
      }),
    );
    for (const [id, watcher] of this.#watchers) {
      if (wanted.has(id)) continue;
      watcher.close();
      this.#watchers.delete(id);
    }
    for (const [id, folder] of wanted) if (!this.#watchers.has(id)) this.#open(id, folder);
  }

  #open(id: string, folder: string): void {
    try {
      const watcher = watch(folder, this.#onEvent);
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(id);
        this.#onEvent();
      });
      this.#watchers.set(id, watcher);
    } catch {
      // The system watches no more folders, or not this one: whoever looks from time to time sees what happens there.
    }
  }

  close(): void {
    this.follow([]);
  }
}
