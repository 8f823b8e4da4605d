/** Counts of a run, as every table of Postsmith shows them. */

import type { RunReport } from './run-report.ts';

export interface RunSummary {
  /** Requests that left; a repeated one counts each time. */
  readonly sent: number;
  readonly skipped: number;
  readonly assertions: number;
  readonly failures: number;
}

export const summarize = ({ requests, failures }: RunReport): RunSummary => ({
  sent: requests.filter(({ skipped }) => !skipped).length,
  skipped: requests.filter(({ skipped }) => skipped).length,
  assertions: requests.reduce((sum, { assertions }) => sum + assertions.length, 0),
  failures: failures.length,
});
