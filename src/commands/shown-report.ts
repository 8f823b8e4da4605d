/** What the terminal shows of a run that is over: the table, and the failures. */

import { formatFailures } from '../report/failures.ts';
import { summarize, type RunReport } from '../report/run-report.ts';
import { formatCount, formatSeconds, formatTable, styleOf } from '../report/terminal.ts';
import type { CommandContext } from './command.ts';
import type { WantedReports } from './reporter-options.ts';

const tableOf = (report: RunReport): string => {
  const { sent, skipped, assertions, failures } = summarize(report);
  return formatTable(
    [
      ['collection', 'engine', 'sent', 'skipped', 'assertions', 'failures', 'time'],
      [
        report.collection,
        `${report.engine} ${report.engineVersion}`,
        ...[sent, skipped, assertions, failures].map(formatCount),
        formatSeconds(report.duration),
      ],
    ],
    new Set([2, 3, 4, 5, 6]),
  );
};

/** @returns true when nothing has failed */
export const showReport = (
  report: RunReport,
  { isQuiet, reports }: { readonly isQuiet: boolean; readonly reports: WantedReports },
  { out, talk, terminal }: CommandContext,
): boolean => {
  const { sent, failures } = summarize(report);
  const say = reports.terminal ? out : talk;
  if (reports.terminal && !isQuiet) out(`${tableOf(report)}\n`);
  // A part of a run may well be empty.
  const nothingSent =
    sent === 0 && failures === 0 && report.shard === undefined && report.interrupted !== true;
  const shown = nothingSent
    ? [{ path: [], source: 'Nothing was sent', message: 'No request left, and no test says why.' }]
    : report.failures;
  if (shown.length === 0) return true;
  const layout = {
    requests: report.requests,
    style: styleOf(terminal.colours && reports.terminal),
    width: terminal.width,
  };
  if (reports.terminal || !reports.json) say(`\n${formatFailures(shown, layout)}\n`);
  return false;
};
