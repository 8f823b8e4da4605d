/** The reports that are files, and how each is made of what ran. */

import { jsonReport } from './json.ts';
import type { RunReport } from './run-report.ts';

/** A report that is a file. */
interface FileReporter {
  readonly file: string;
  /** @param report without secrets */
  write(report: RunReport): string;
}

/** By the names that `--reporter` takes. */
export const FILE_REPORTERS = {
  json: { file: 'report.json', write: jsonReport },
} as const satisfies Readonly<Record<string, FileReporter>>;
