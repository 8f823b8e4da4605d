/** The report as JSON, and back: what machines read, and what `postsmith report merge` takes. */

import type { RunReport } from './run-report.ts';

/** The shape of the document: `RunReport` with the number of its format before it. */
const FORMAT = 1;

/** @param report without secrets */
export const jsonReport = (report: RunReport): string =>
  `${JSON.stringify({ format: FORMAT, ...report }, null, 2)}\n`;
