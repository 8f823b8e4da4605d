/** The file of `--data`: a run of the requests for each row. newman's own parser reads it, so that CI and app see the same values. */

import { readFile } from 'node:fs/promises';
import parseCsv from '#vendor/csv-parse';
import { PostsmithError } from '../errors.ts';
import { inputError } from '../system-error.ts';
import { isRecord, parseJson } from '../values/json.ts';

/** The values of one iteration, by name. */
export type Row = Readonly<Record<string, unknown>>;

/** Numbers without quotes are numbers, as in newman. */
const valueOf = (value: string, { quoting }: { readonly quoting: boolean }): string | number => {
  if (quoting || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(value)) return value;
  // An account number that begins with a zero, or is longer than a number can be, is none.
  const number = Number(value);
  return String(number) === value ? number : value;
};

const readCsv = (text: string, path: string): unknown => {
  try {
    return parseCsv(text, {
      columns: true,
      escape: '"',
      cast: valueOf,
      trim: true,
      relax: true,
      relax_column_count: true,
      skip_empty_lines: true,
      bom: true,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new PostsmithError('USAGE', `${path} is no CSV that can be read: ${why}`, { cause });
  }
};

/**
 * A list of objects (JSON), or lines of values below a line of names (CSV).
 *
 * @throws PostsmithError USAGE when the file cannot be read, or holds no row
 */
export const readIterationData = async (path: string): Promise<readonly Row[]> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw inputError(`The data file ${path}`, cause);
  });
  const isJson = /\.json$/i.test(path) || /^\s*[[{]/.test(text);
  const rows = isJson ? parseJson(text) : readCsv(text, path);
  if (!Array.isArray(rows)) {
    throw new PostsmithError(
      'USAGE',
      `${path} is no JSON list of objects, such as [{ "name": "one" }, { "name": "two" }].`,
    );
  }
  if (rows.length === 0) {
    throw new PostsmithError(
      'USAGE',
      `${path} holds no row, so nothing would be sent. A CSV file has the names of the variables on its first line, and the values of an iteration on each further one.`,
    );
  }
  const wrong = rows.findIndex((row) => !isRecord(row));
  if (wrong === -1) return rows as readonly Row[];
  throw new PostsmithError('USAGE', `Row ${wrong + 1} of ${path} is no object of names and values.`);
};
