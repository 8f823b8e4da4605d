/** What is printed of an examination: lines for a person, or JSON for a program. */

import type { Style } from '../report/terminal.ts';
import type { StepReport } from './examine.ts';
import type { Subject } from './step.ts';

/** The first thing that is wrong. */
export const firstError = (reports: readonly StepReport[]): StepReport | undefined =>
  reports.find(({ finding }) => finding.outcome === 'error');

/** One object. */
export const formatJson = (names: Subject['names'], reports: readonly StepReport[]): string =>
  JSON.stringify(
    {
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
    },
    undefined,
    2,
  );

const WORDS = { ok: 'ok', warning: 'warning', error: 'wrong', skipped: '-' } as const;
const OUTCOME_WIDTH = 7;

/** A line for each step, how to mend what is wrong below it, and at the end what is wrong first. */
export const formatText = (names: Subject['names'], reports: readonly StepReport[], style: Style): string => {
  const width = Math.max(...reports.map(({ step }) => step.title.length));
  const indent = ' '.repeat(OUTCOME_WIDTH + width + 4);
  const lines = reports.flatMap(({ step, finding: { outcome, message, mend } }) => {
    const word = WORDS[outcome].padEnd(OUTCOME_WIDTH);
    const painted = { ok: style.green, error: style.red, warning: style.bold, skipped: style.dim }[outcome](
      word,
    );
    const line = `${painted}  ${step.title.padEnd(width)}  ${message}`;
    return mend === undefined || outcome === 'ok' ? [line] : [line, `${indent}To mend it: ${mend}`];
  });
  const first = firstError(reports);
  const told = `The login of ${names.collection} in ${names.environment}`;
  const end =
    first === undefined
      ? `${told}: nothing is wrong.`
      : `${told}: wrong first is ${style.bold(first.step.title)}. Mend that, and run postsmith doctor again.`;
  return `${lines.join('\n')}\n\n${end}`;
};
