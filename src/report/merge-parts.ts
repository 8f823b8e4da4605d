/** One report of the reports of a divided run, which somebody has gathered: what is missing is a failure. */

import { PostsmithError } from '../errors.ts';
import { mergeReports } from './merge.ts';
import { plainLine } from './plain-text.ts';
import type { Failure, RunReport } from './run-report.ts';

/** A report, and the file in which it was. */
export interface GatheredReport {
  readonly path: string;
  readonly report: RunReport;
}

/** The whole, and sentences about its parts. */
export interface MergedParts {
  readonly report: RunReport;
  readonly notes: readonly string[];
}

const SHOWN_PARTS = 10;

/** Files by a property of their reports; of reports that have none, nothing. */
const filesBy = (
  gathered: readonly GatheredReport[],
  property: (report: RunReport) => string | undefined,
): ReadonlyMap<string, readonly string[]> => {
  const files = new Map<string, readonly string[]>();
  for (const { path, report } of gathered) {
    const value = property(report);
    if (value !== undefined) files.set(value, [...(files.get(value) ?? []), path]);
  }
  return files;
};

const refuseSeveral = (files: ReadonlyMap<string, readonly string[]>, sentence: string): void => {
  if (files.size < 2) return;
  throw new PostsmithError('USAGE', sentence, {
    problems: [...files].map(([value, paths]) => `${plainLine(value)}: ${paths.map(plainLine).join(', ')}`),
  });
};

const missingParts = (gathered: readonly GatheredReport[]): readonly Failure[] => {
  const parts = new Set(gathered.flatMap(({ report }) => report.shard?.index ?? []));
  const total = gathered.find(({ report }) => report.shard !== undefined)?.report.shard?.total ?? 0;
  const missing: number[] = [];
  for (let part = 1; part <= total && missing.length < SHOWN_PARTS; part += 1) {
    if (!parts.has(part)) missing.push(part);
  }
  const more = total - parts.size - missing.length;
  return [
    ...missing.map((part) => `Part ${part} of ${total} is missing`),
    ...(more > 0 ? [`${more} more parts of ${total} are missing`] : []),
  ].map((source) => ({
    path: [],
    source,
    message: 'It did not run, or its report was not given. Name its report too, or run it again.',
  }));
};

/**
 * Merges reports of one collection. The same report counts once; a part that is there in two reports counts twice, so that
 * no failure gets lost.
 *
 * @param gathered at least one
 * @throws PostsmithError USAGE for reports that do not belong together
 */
export const mergeParts = (gathered: readonly GatheredReport[]): MergedParts => {
  refuseSeveral(
    filesBy(gathered, ({ collection }) => collection),
    'These are reports of different collections. Merge those of each by themselves:',
  );
  refuseSeveral(
    filesBy(gathered, ({ shard }) => (shard === undefined ? undefined : `1/${shard.total}`)),
    'These are parts of runs that were divided differently. Merge those of each by themselves:',
  );
  const own = new Map<string, GatheredReport>();
  const notes: string[] = [];
  for (const each of gathered) {
    const content = JSON.stringify(each.report);
    const same = own.get(content);
    if (same === undefined) own.set(content, each);
    else notes.push(`${plainLine(each.path)} is the same report as ${plainLine(same.path)}. It counts once.`);
  }
  const reports = [...own.values()];
  for (const [part, paths] of filesBy(reports, ({ shard }) => shard && `${shard.index} of ${shard.total}`)) {
    if (paths.length > 1) {
      const files = paths.map(plainLine).join(', ');
      notes.push(`Part ${part} is there ${paths.length} times, and each counts: ${files}.`);
    }
  }
  for (const { path, report } of reports) {
    if (report.interrupted === true) notes.push(`${plainLine(path)} is of a run that was interrupted.`);
  }
  const merged = mergeReports(reports.map(({ report }) => report));
  return { report: { ...merged, failures: [...merged.failures, ...missingParts(reports)] }, notes };
};
