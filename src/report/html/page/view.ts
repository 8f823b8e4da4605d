/** What a person is looking at. It stands in the address, so that a link leads to the same request and the same filter. */

import type { RowData } from '../page-data.ts';

/** Empty texts stand for everything. */
export interface View {
  readonly search: string;
  /** An outcome, or `flaky`: passed when it was tried again. */
  readonly outcome: string;
  readonly method: string;
  /** First digit of the status, or `none`. */
  readonly status: string;
  /** Index of the open request. */
  readonly request: number | undefined;
}

/** Reads the part of an address behind `#`; what leads nowhere is left out. */
export const readView = (hash: string, rows: readonly RowData[]): View => {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const read = (name: string, isKnown: (value: string) => boolean): string => {
    const value = parameters.get(name) ?? '';
    return isKnown(value) ? value : '';
  };
  const number = Number(parameters.get('request'));
  return {
    search: parameters.get('search') ?? '',
    outcome: read('outcome', (value) => /^(?:failed|passed|skipped|flaky)$/.test(value)),
    method: read('method', (value) => rows.some(({ method }) => method === value)),
    status: read('status', (value) => /^(?:[1-5]|none)$/.test(value)),
    request: rows[number - 1] === undefined ? undefined : number - 1,
  };
};

/** Writes it; `#` alone when everything is shown. */
export const writeView = ({ request, ...filter }: View): string => {
  const parameters = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  if (request !== undefined) parameters.set('request', String(request + 1));
  return `#${parameters}`;
};

const hasOutcome = ({ outcome, retry }: RowData, wanted: string): boolean =>
  wanted === '' || (wanted === 'flaky' ? retry !== undefined && outcome === 'passed' : outcome === wanted);

const hasStatus = ({ status }: RowData, wanted: string): boolean =>
  wanted === '' || (status === undefined ? wanted === 'none' : String(status).startsWith(wanted));

/** Which rows a filter shows, apart from its outcome: the counts of the outcomes hold for these. */
export const matchRows = (
  rows: readonly RowData[],
  texts: readonly string[],
  { search, method, status }: View,
): ReadonlySet<number> => {
  const wanted = search.trim().toLowerCase();
  const matching = new Set<number>();
  for (const [index, row] of rows.entries()) {
    if ((method !== '' && row.method !== method) || !hasStatus(row, status)) continue;
    if ((texts[index] ?? '').includes(wanted)) matching.add(index);
  }
  return matching;
};

/** Those of `matching` that have the view's outcome. */
export const withOutcome = (
  rows: readonly RowData[],
  matching: ReadonlySet<number>,
  outcome: string,
): ReadonlySet<number> =>
  new Set(
    [...matching].filter((index) => {
      const row = rows[index];
      return row !== undefined && hasOutcome(row, outcome);
    }),
  );
