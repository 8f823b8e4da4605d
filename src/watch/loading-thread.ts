/**
 * A thread that loads declaring files once and ends: every rebuild has modules that nobody has used before, and a
 * declaration that never ends is ended with its thread.
 */

import { sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { checkProject, type SourceFile } from '../check/check.ts';
import type { ScriptNames } from '../check/check-scripts.ts';
import { prepareTranspiler, readFile, type Transpiled } from '../project/project.ts';
import { pack, type Parcel } from './parcel.ts';
import { recordReads } from './recorded-reads.ts';

/** What the thread is sent, once. */
export interface LoadingJob {
  readonly root: string;
  readonly sources: readonly SourceFile[];
  readonly scripts: ScriptNames;
  readonly transpiled: Transpiled;
}

/** What the thread sends: a file when it begins with it, and what became of it. */
export type LoadingNews =
  | { readonly begun: string }
  | {
      readonly file: string;
      /** Absent when the file could not be loaded. */
      readonly parcel?: Parcel;
      readonly problems: readonly string[];
      /** All that was read for it, as a `Stamp` takes it. */
      readonly reads: readonly string[];
      /** What was transpiled for it, and was not known. */
      readonly transpiled: Transpiled;
    };

const tell = (news: LoadingNews): void => parentPort?.postMessage(news);

const notData = (file: string): string =>
  `${file}: exports functions or objects of a class, which can't be watched; export plain objects, as the constructors of postsmith return them`;

const load = async ({ root, scripts, transpiled }: LoadingJob, source: SourceFile, reads: Set<string>) => {
  const known = new Set(transpiled.values());
  const { loaded, problems } = await readFile(root, source, transpiled);
  const fresh = new Map([...transpiled].filter(([, each]) => !known.has(each)));
  const news = { file: source.file, problems, reads: [...reads], transpiled: fresh };
  if (loaded === undefined || problems.length > 0) return tell(news);
  const parcel = pack(loaded.value);
  if (parcel !== undefined) return tell({ ...news, parcel });
  const checked = checkProject([loaded], scripts).problems;
  tell({ ...news, problems: checked.length > 0 ? checked : [notData(source.file)] });
};

let reads = new Set<string>();

const run = async (job: LoadingJob): Promise<void> => {
  recordReads((path) => reads.add(path));
  for (const source of job.sources) {
    // A package that is there already is not read again.
    reads = new Set([...reads].filter((path) => path.includes(`${sep}node_modules${sep}`)));
    tell({ begun: source.file });
    await load(job, source, reads);
  }
};

parentPort?.once('message', (job: LoadingJob) => {
  // A declaration that waits for nothing is noticed when nothing is left that could happen.
  parentPort?.unref();
  void run(job);
});
prepareTranspiler();
