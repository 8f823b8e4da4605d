/** Walks through the steps in their order, and says which of what they have found is wrong first. */

import { assertionStep } from './assertion.ts';
import { clockStep } from './clock.ts';
import { keyStep } from './key.ts';
import { metadataStep } from './metadata.ts';
import { networkStep } from './network.ts';
import { requestStep } from './request.ts';
import { scopeStep } from './scope.ts';
import { skip, type Cause, type Facts, type Finding, type Step, type Subject } from './step.ts';
import { tokenStep } from './token.ts';
import { variablesStep } from './variables.ts';

/** In their order. */
const STEPS: readonly Step[] = [
  variablesStep,
  keyStep,
  networkStep,
  clockStep,
  metadataStep,
  assertionStep,
  tokenStep,
  scopeStep,
  requestStep,
];

/** What a step has found. */
export interface StepReport {
  readonly step: Pick<Step, 'name' | 'title'>;
  readonly finding: Finding;
}

/** Rejections that a value with something around it explains. */
const OF_VALUES = new Set<Cause | undefined>([
  'unknown-client',
  'wrong-key',
  'client-rejected',
  'refresh-token',
  'missing-scope',
  'other',
]);

/** True when what was only odd before explains why the server rejects the login. */
const explains = (suspect: Finding, rejection: Finding): boolean => {
  if (suspect.isSuspect !== true) return false;
  if (rejection.isVague === true || suspect.cause === rejection.cause) return true;
  if (suspect.cause === 'variable') return OF_VALUES.has(rejection.cause);
  return suspect.cause === 'key-of-another-client' && rejection.cause === 'wrong-key';
};

/** What was a warning is the error, where it explains the server's rejection. */
const judge = (reports: readonly StepReport[]): readonly StepReport[] => {
  const rejection = reports.find(({ step }) => step.name === tokenStep.name)?.finding;
  if (rejection?.outcome !== 'error') return reports;
  return reports.map(({ step, finding }) =>
    explains(finding, rejection) ? { step, finding: { ...finding, outcome: 'error' } } : { step, finding },
  );
};

/**
 * Examines a login. Nothing that changes anything is sent, but for the token request itself.
 *
 * @returns a report for each step; the first with the outcome `error` is what is wrong first
 * @throws the signal's reason
 */
export const examine = async (subject: Subject): Promise<readonly StepReport[]> => {
  const facts: Facts = {};
  const reports: StepReport[] = [];
  const failed = new Set<string>();
  for (const step of STEPS) {
    const missed = step.needs.find((name) => failed.has(name));
    const finding =
      missed === undefined
        ? await step.examine(subject, facts)
        : skip(`Not looked at, as the step before it has failed: ${missed}.`);
    if (missed !== undefined || finding.outcome === 'error') failed.add(step.name);
    reports.push({ step, finding });
    subject.signal.throwIfAborted();
  }
  return judge(reports);
};
