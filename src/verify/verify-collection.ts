/** One collection on one engine: the positive side, then the negative one. */

import { summarize, type Failure, type RequestReport } from '../report/run-report.ts';
import { negativeChecks } from './negative/checks.ts';
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
  /** Those to which the failures point. */
  readonly reports: readonly RequestReport[];
  /** Hosts that scripts asked for, and that were not reached. */
  readonly held: readonly string[];
}

/** Who is told how far it is. */
interface Listeners {
  readonly onRequest: (request: RequestReport) => void;
  /** Called before each check of the negative side. */
  readonly onCheck: (name: string) => void;
}

/** @param given what it is run with; hosts that are held back are in the verdict */
export const verifyCollection = async (
  given: Omit<Run, 'onHeld'>,
  listeners: Listeners,
): Promise<Verdict> => {
  const start = performance.now();
  const held = new Set<string>();
  const run: Run = { ...given, onHeld: (host) => held.add(host) };
  const { report, tokens, failures } = await verifyPositive(run, listeners.onRequest);
  const checks = await negativeSide(run, listeners.onCheck);
  const { sent, assertions } = summarize(report);
  return {
    collection: run.plan.title,
    engine: `${report.engine} ${report.engineVersion}`,
    requests: sent,
    assertions,
    tokens,
    checks,
    duration: Math.round(performance.now() - start),
    reports: report.requests,
    failures: [...failures, ...checks.flatMap((check) => check.failures)],
    held: [...held],
  };
};

const negativeSide = async (run: Run, onCheck: Listeners['onCheck']): Promise<readonly Check[]> => {
  const checks: Check[] = [];
  for (const { name, check } of negativeChecks(run.plan)) {
    onCheck(name);
    checks.push({ name, failures: await check(name, run) });
  }
  return checks;
};
