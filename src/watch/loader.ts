/** Loads the declaring files of a watched project: those of which something has changed, in a thread that waits for it. */

import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../check/check.ts';
import { Stamp, withSurroundings } from '../disk/stamp.ts';
import { tellModuleFailure } from '../project/module-failure.ts';
import type { FileReading, Transpiled } from '../project/project.ts';
import { findScripts } from '../project/source-files.ts';
import type { LoadingJob, LoadingNews } from './loading-thread.ts';
import { unpack } from './parcel.ts';
import { besides } from './project-folders.ts';

/** Milliseconds after which somebody should hear which file keeps everything waiting. */
const SLOW = 5000;

interface Kept {
  readonly reading: FileReading;
  readonly inputs: ReadonlySet<string>;
  readonly stamp: Stamp;
}

const startThread = (): Worker => {
  const own = import.meta.url;
  return new Worker(new URL(`./loading-thread${extname(own)}`, own), { execArgv: [] });
};

/** Resolves when `hear` returns true, or when the thread has ended: with the error that ended it. */
const listen = (thread: Worker, hear: (news: LoadingNews) => boolean): Promise<Error | undefined> =>
  new Promise((resolve) => {
    thread.once('error', resolve).once('exit', () => resolve(undefined));
    thread.on('message', (news: LoadingNews) => {
      if (hear(news)) resolve(undefined);
    });
  });

/** Loads declaring files, and keeps what they exported as long as nothing of it changes. */
export class Loader {
  readonly #onSlow: (file: string) => void;
  readonly #kept = new Map<string, Kept>();
  readonly #transpiled: Transpiled = new Map();
  #waiting: Worker | undefined;
  #working: Worker | undefined;
  #isSlow = false;
  #isInterrupted = false;

  constructor(onSlow: (file: string) => void) {
    this.#onSlow = onSlow;
  }

  /** True when what was read last is not to be trusted, as its thread was ended. */
  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** Has a thread ready for the next time. */
  prepare(): void {
    this.#waiting ??= startThread();
  }

  /** Ends a thread that has been at work for long: what it does is out of date. */
  interruptSlow(): void {
    if (!this.#isSlow) return;
    this.#isInterrupted = true;
    void this.#working?.terminate();
  }

  async close(): Promise<void> {
    this.#isInterrupted = true;
    await Promise.all([this.#waiting?.terminate(), this.#working?.terminate()]);
  }

  /** Paths of all that was read, as a `Stamp` takes them. */
  inputs(): string[] {
    return [...this.#kept.values()].flatMap(({ inputs }) => [...inputs]);
  }

  /** What became of each file. */
  readonly read = async (root: string, sources: readonly SourceFile[]): Promise<FileReading[]> => {
    this.#isInterrupted = false;
    const names = new Set(sources.map(({ file }) => file));
    for (const file of this.#kept.keys()) if (!names.has(file)) this.#kept.delete(file);
    let stale: readonly SourceFile[] = sources.filter(
      ({ file }) => this.#kept.get(file)?.stamp.isFresh() !== true,
    );
    while (stale.length > 0 && !this.#isInterrupted) stale = await this.#load(root, stale);
    return sources.map(({ file }) => this.#kept.get(file)?.reading ?? { problems: [] });
  };

  /** Returns those to which the thread did not come: one broke it down, of which is known now what it did. */
  async #load(root: string, sources: readonly SourceFile[]): Promise<readonly SourceFile[]> {
    const thread = this.#waiting ?? startThread();
    this.#waiting = undefined;
    this.#working = thread;
    const begun = Date.now();
    const left = new Map(sources.map((source) => [source.file, source]));
    let current = sources[0]?.file ?? '';
    const slow = setTimeout(() => {
      this.#isSlow = true;
      this.#onSlow(current);
    }, SLOW);
    thread.postMessage({
      root,
      sources,
      scripts: findScripts(root),
      transpiled: this.#transpiled,
    } satisfies LoadingJob);
    const failure = await listen(thread, (news) => {
      if ('begun' in news) current = news.begun;
      else {
        this.#keepNews(root, news, left.get(news.file), begun);
        left.delete(news.file);
      }
      return left.size === 0;
    });
    clearTimeout(slow);
    this.#isSlow = false;
    this.#working = undefined;
    await thread.terminate();
    if (left.delete(current)) this.#keep(root, current, { problems: [told(failure, current, root)] }, [], 0);
    return [...left.values()];
  }

  #keepNews(
    root: string,
    { file, parcel, problems, reads, transpiled }: Exclude<LoadingNews, { begun: string }>,
    source: SourceFile | undefined,
    begun: number,
  ): void {
    for (const [name, each] of transpiled) this.#transpiled.set(name, each);
    const loaded =
      parcel === undefined || source === undefined ? undefined : { ...source, value: unpack(parcel) };
    // What failed may have failed for another reason than what it read: it is tried again each time.
    const since = problems.length > 0 ? 0 : begun;
    const all = [...reads, ...besides(reads, root, this.#transpiled)];
    this.#keep(root, file, { problems, ...(loaded !== undefined && { loaded }) }, all, since);
  }

  #keep(root: string, file: string, reading: FileReading, reads: readonly string[], since: number): void {
    const inputs = withSurroundings([...reads, join(root, file)]);
    this.#kept.set(file, { reading, inputs, stamp: new Stamp(inputs, since) });
  }
}

const told = (failure: Error | undefined, file: string, root: string): string =>
  failure === undefined ? `${file}: was ended before it had loaded` : tellModuleFailure(failure, file, root);
