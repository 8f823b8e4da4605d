/** How outcomes, counts, times and sizes are written, in the page and in its head. */

import type { Outcome, RowData } from './page-data.ts';

/** A sign of its own for each outcome, so that nobody needs its colour. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  failed: '✗',
  skipped: '–',
  passed: '✓',
};

/** `1,024` */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** `3 requests` */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** `120 ms`, `1.2 s`, `2 min 5 s` */
export const timeText = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
};

/** `512 B`, `3.4 KB` */
export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
};

/** The request's own name. */
export const nameOf = ({ path }: Pick<RowData, 'path'>): string => path.at(-1) ?? 'the whole run';

/** `200`, or why there is none. */
export const statusText = ({ status, outcome }: RowData): string => {
  if (status !== undefined) return String(status);
  return outcome === 'skipped' ? 'not sent' : 'no response';
};
