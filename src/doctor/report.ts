/** What is printed of an examination: lines for a person, or a document for a program. */

import type { Style } from '../report/terminal.ts';
import { wrapText } from '../report/wrap.ts';
import type { StepReport } from './examine.ts';
import type { Cause, Details, Subject } from './step.ts';

/** The first thing that is wrong. */
export const firstError = (reports: readonly StepReport[]): StepReport | undefined =>
  reports.find(({ finding }) => finding.outcome === 'error');

/** What `--json` prints. */
export type DoctorJson = Subject['names'] & {
  /** True when nothing is wrong. */
  readonly ok: boolean;
  /** The step that is wrong first; null when none is. */
  readonly first: string | null;
  readonly steps: readonly {
    readonly step: string;
    readonly outcome: 'ok' | 'warning' | 'error' | 'skipped';
    readonly message: string;
    readonly mend?: string;
    readonly cause?: Cause;
    readonly details: Details;
  }[];
};

/** An examination for programs. */
export const reportJson = (names: Subject['names'], reports: readonly StepReport[]): DoctorJson => ({
  ...names,
  ok: firstError(reports) === undefined,
  first: firstError(reports)?.step.name ?? null,
  steps: reports.map(({ step, finding: { outcome, message, mend, cause, details = {} } }) => ({
    step: step.name,
    outcome,
    message,
    ...(mend !== undefined && { mend }),
    ...(cause !== undefined && outcome !== 'ok' && { cause }),
    details,
  })),
});

const WORDS = { ok: 'ok', warning: 'warning', error: 'wrong', skipped: '-' } as const;
const OUTCOME_WIDTH = 7;
/** Characters of a line below which nobody wants one broken. */
const NARROWEST = 40;

/** How it is shown. */
interface Layout {
  readonly style: Style;
  /** Characters per line. */
  readonly width: number;
  /** Hides secrets, before lines are broken: a secret may have blanks. */
  guard(text: string): string;
}

/** For each step what it has found, and how to mend what is wrong; at the end what is wrong first. */
export const formatText = (
  names: Subject['names'],
  reports: readonly StepReport[],
  { style, width, guard }: Layout,
): string => {
  const titles = Math.max(...reports.map(({ step }) => step.title.length));
  const indent = OUTCOME_WIDTH + titles + 4;
  const rest = Math.max(width - indent, NARROWEST);
  const lines = reports.flatMap(({ step, finding: { outcome, message, mend } }) => {
    const paint = { ok: style.green, error: style.red, warning: style.bold, skipped: style.dim }[outcome];
    const head = `${paint(WORDS[outcome].padEnd(OUTCOME_WIDTH))}  ${step.title.padEnd(titles)}  `;
    const told = mend === undefined || outcome === 'ok' ? [] : wrapText(guard(`To mend it: ${mend}`), rest);
    const [first = '', ...further] = [...wrapText(guard(message), rest), ...told];
    return [`${head}${first}`, ...further.map((line) => `${' '.repeat(indent)}${line}`)];
  });
  const first = firstError(reports);
  const login = `the login of ${names.collection} in ${names.environment}`;
  const end =
    first === undefined
      ? `Nothing is wrong with ${login}.`
      : `The first thing that is wrong with ${login}: ${style.bold(first.step.title)}. Mend that, and run postsmith doctor again.`;
  return `${lines.join('\n')}\n\n${end}`;
};
