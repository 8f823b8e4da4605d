/** The reports that are files, and how each is made of what ran. What a reporter needs is loaded when it is wanted. */

import type { RunReport } from './run-report.ts';

/** A report that is a file. */
interface FileReporter {
  readonly file: string;
  /** @param report without secrets */
  write(report: RunReport): Promise<string>;
}

/** By the names that `--reporter` takes. */
export const FILE_REPORTERS = {
  json: {
    file: 'report.json',
    write: async (report) => (await import('./json.ts')).jsonReport(report),
  },
  junit: {
    file: 'junit.xml',
    write: async (report) => (await import('./junit.ts')).junitReport(report),
  },
  html: {
    file: 'report.html',
    write: async (report) => (await import('./html/html-report.ts')).htmlReport(report),
  },
  har: {
    file: 'report.har',
    write: async (report) => (await import('./har.ts')).harReport(report),
  },
} as const satisfies Readonly<Record<string, FileReporter>>;
