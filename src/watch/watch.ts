/** Builds a project again whenever something changes of which it is made, until somebody ends it. */

import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildProject, type Build } from '../build/build.ts';
import { bundleInputs } from '../bundle/kept-bundles.ts';
import { lookAt, Stamp, SURROUNDING } from '../disk/stamp.ts';
import type { Loss } from '../model/described.ts';
import { writeArtifacts, type Written } from '../output/output.ts';
import { readProject } from '../project/project.ts';
import { findSources } from '../project/source-files.ts';
import { recallLast } from '../values/recall.ts';
import { describeChange } from './change.ts';
import { FolderWatch } from './folder-watch.ts';
import { Loader } from './loader.ts';
import { projectInputs } from './project-folders.ts';
import { Waker } from './waker.ts';

/** What became of a change. */
export interface Rebuilt {
  /** Files that have changed, from the project folder; none for the first build. */
  readonly causes: readonly string[];
  /** What a build without `--watch` returns, and what is different in each file that was built before. */
  readonly written: readonly (Written & { readonly difference?: string })[];
  readonly losses: readonly Loss[];
  readonly milliseconds: number;
  /** True when the build before has failed. */
  readonly isMended: boolean;
  /** True when it is not certain that anything has changed since the build before. */
  readonly isDoubtful: boolean;
}

/** Who hears what happens. */
export interface WatchListener {
  readonly onBuilt: (rebuilt: Rebuilt) => void;
  /** Called with what the build has failed with, whatever it is; the watch goes on. */
  readonly onFailed: (failure: unknown, causes: readonly string[]) => void;
  /** Called when a declaration takes long: it may never end. */
  readonly onSlow: (file: string) => void;
}

interface WatchOptions extends WatchListener {
  readonly overwrite: boolean;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

const realFolder = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
};

/** So often nothing is written because something has changed meanwhile; what changes all the time may not hold up everything. */
const MOST_SKIPPED = 5;
/** Milliseconds that the rest of a file may take which is emptied before it is written. */
const EMPTIED = 250;

const isEmptyFile = (path: string): boolean => {
  const found = lookAt(path);
  return found?.isFile() === true && found.size === 0;
};

/** What has changed, and is whole. */
const changedIn = async (stamp: Stamp): Promise<string[]> => {
  const changed = stamp.changed();
  if (!changed.some(isEmptyFile)) return changed;
  await pause(EMPTIED);
  return stamp.changed();
};

class ProjectWatch {
  readonly #root: string;
  readonly #options: WatchOptions;
  readonly #loader: Loader;
  readonly #waker = new Waker();
  readonly #folders = new FolderWatch(() => {
    this.#waker.wake();
    this.#loader.interruptSlow();
  });
  readonly #recall = recallLast();
  /** Contents of artifacts by path, as they were written last. */
  #contents: ReadonlyMap<string, string> = new Map();
  #isBroken = false;
  #isDoubtful = false;
  /** How often nothing was written, one time after the other. */
  #skipped = 0;

  constructor(root: string, options: WatchOptions) {
    this.#root = root;
    this.#options = options;
    this.#loader = new Loader(options.onSlow);
  }

  async run(): Promise<void> {
    const { signal } = this.#options;
    signal.addEventListener('abort', () => this.#waker.end());
    signal.addEventListener('abort', () => void this.#loader.close());
    try {
      let causes: readonly string[] = [];
      while (!signal.aborted) {
        const begun = Date.now();
        this.#follow(projectInputs(this.#root));
        const isDone = await this.#build(causes, begun);
        if (signal.aborted) return;
        const next = await this.#nextCauses(begun);
        this.#isDoubtful &&= isDone;
        causes = isDone ? next : [...new Set([...causes, ...next])];
      }
    } finally {
      this.#folders.close();
      await this.#loader.close();
    }
  }

  #follow(inputs: readonly string[]): void {
    const isOwn = (path: string): boolean => path.startsWith(this.#root + sep);
    const watched = inputs.filter((path) => isOwn(path) || !SURROUNDING.test(path));
    this.#folders.follow([
      this.#root,
      ...watched.map((path) => (path.endsWith('/') ? path.slice(0, -1) : dirname(path))),
    ]);
  }

  /** All that the last build was made of, as a `Stamp` takes it. */
  #inputs(): string[] {
    return [...projectInputs(this.#root), ...this.#loader.inputs(), ...bundleInputs()];
  }

  /** Waits until something has changed since that time (milliseconds since 1970), and until it is quiet. */
  async #nextCauses(begun: number): Promise<readonly string[]> {
    const inputs = this.#inputs();
    this.#follow(inputs);
    const stamp = new Stamp(inputs, begun);
    this.#loader.prepare();
    let changed = await changedIn(stamp);
    while (changed.length === 0 && !this.#options.signal.aborted) {
      const isCalled = await this.#waker.wait();
      changed = await changedIn(stamp);
      // What a broken file would read, nobody knows.
      if (isCalled && this.#isBroken) break;
    }
    this.#isDoubtful = changed.every((path) => stamp.isDoubtful(path));
    return changed
      .filter((path) => !path.endsWith('/'))
      .map((path) => relative(this.#root, path).split(sep).join('/'));
  }

  /** Returns false when something has changed while it was built, so that nothing was written. */
  async #build(causes: readonly string[], since: number): Promise<boolean> {
    const { onBuilt, onFailed, signal } = this.#options;
    const begun = performance.now();
    try {
      const build = await buildProject(this.#root, {
        read: (folder) => readProject(folder, this.#loader.read),
        recall: this.#recall,
      });
      if (signal.aborted) return false;
      const isWhole = new Stamp(this.#inputs(), since).isFresh();
      this.#skipped = isWhole ? 0 : this.#skipped + 1;
      if (!isWhole && this.#skipped < MOST_SKIPPED) return false;
      const written = this.#write(build);
      const isMended = this.#isBroken;
      this.#isBroken = false;
      const milliseconds = performance.now() - begun;
      onBuilt({
        causes,
        written,
        losses: build.losses,
        milliseconds,
        isMended,
        isDoubtful: this.#isDoubtful,
      });
    } catch (failure) {
      if (signal.aborted || this.#loader.isInterrupted) return false;
      this.#isBroken = true;
      onFailed(failure, causes);
    }
    return true;
  }

  #write({ project, artifacts }: Build): Rebuilt['written'] {
    const written = writeArtifacts(project.root, artifacts, { overwrite: this.#options.overwrite });
    const before = this.#contents;
    this.#contents = new Map(artifacts.map(({ path, content }) => [path, content]));
    return written.map((each) => {
      const [old, now] = [before.get(each.path), this.#contents.get(each.path)];
      if (old === undefined || now === undefined || old === now) return each;
      return { ...each, difference: describeChange(old, now) };
    });
  }
}

/**
 * Builds the project and goes on building it; resolves when `signal` has ended it, and then nothing of it is left.
 *
 * @throws PostsmithError INVALID_PROJECT when there is no project to begin with
 */
export const watchProject = async (folder: string, options: WatchOptions): Promise<void> => {
  const root = realFolder(folder);
  findSources(root);
  await new ProjectWatch(root, options).run();
};
