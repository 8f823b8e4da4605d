/** One collection on one engine: the positive side, then the negative one. */

import { summarize, type Failure, type RequestReport } from '../report/run-report.ts';
import { negativeChecks } from './negative/checks.ts';
import { verifyMock } from './negative/probes.ts';
import type { Check, Run } from './plan.ts';
import { verifyPositive } from './positive.ts';

/** A row of the table. */
export interface Verdict {
  /** With the way in which it logged in, where it has more than one. */
  readonly collection: string;
  /** Name and version. */
  readonly engine: string;
  readonly requests: number;
  readonly assertions: number;
  readonly tokens: number;
  /** The negative side; empty for a collection without authorization. */
  readonly checks: readonly Check[];
  /** Milliseconds. */
  readonly duration: number;
  readonly failures: readonly Failure[];
}

/** Who is told how far it is. */
export interface Listeners {
  readonly onRequest: (request: RequestReport) => void;
  /** Called before each check of the negative side. */
  readonly onCheck: (name: string) => void;
}

export const verifyCollection = async (run: Run, listeners: Listeners): Promise<Verdict> => {
  const start = performance.now();
  const { report, tokens, failures } = await verifyPositive(run, listeners.onRequest);
  const checks =
    run.plan.declaration.authorization === undefined ? [] : await negativeSide(run, listeners.onCheck);
  const { sent, assertions } = summarize(report);
  return {
    collection: run.plan.title,
    engine: `${report.engine} ${report.engineVersion}`,
    requests: sent,
    assertions,
    tokens,
    checks,
    duration: Math.round(performance.now() - start),
    failures: [...failures, ...checks.flatMap((check) => check.failures)],
  };
};

const negativeSide = async (run: Run, onCheck: Listeners['onCheck']): Promise<readonly Check[]> => {
  onCheck('What the authorization server refuses');
  const checks = [...(await verifyMock(run.plan))];
  for (const { name, check } of negativeChecks(run.plan)) {
    onCheck(name);
    checks.push({ name, failures: await check(name, run) });
  }
  return checks;
};
