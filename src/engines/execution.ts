/** A request that is being executed: what is known of it so far, and the report that becomes of it. */

import type {
  AssertionReport,
  ConsoleLine,
  ExchangeReport,
  RequestReport,
  SentParameter,
} from '../report/run-report.ts';
import type { EventItem } from './event-types.ts';

/** What is known of the request that is being executed. */
export interface Execution {
  readonly id: string;
  readonly path: readonly string[];
  readonly position: number;
  readonly iteration: number;
  readonly start: number;
  method: string;
  url?: string;
  parameters?: readonly SentParameter[];
  status?: number;
  responseTime?: number;
  exchange?: ExchangeReport;
  readonly sentByScripts: ExchangeReport[];
  readonly said: ConsoleLine[];
  sent: boolean;
  readonly errors: string[];
  /** Errors of scripts, with the scripts' ids: engines tell some a second time when the script ends. */
  readonly thrown: Set<string>;
  /** Those of them that the copy of a script told. */
  readonly strays: Set<string>;
  readonly assertions: AssertionReport[];
}

/** Nothing of it has happened yet. */
export const newExecution = (
  { id, request: { method } }: EventItem,
  known: Pick<Execution, 'path' | 'position' | 'iteration' | 'start'>,
): Execution => ({
  ...known,
  id,
  method,
  sent: false,
  sentByScripts: [],
  said: [],
  errors: [],
  thrown: new Set(),
  strays: new Set(),
  assertions: [],
});

/** @param now milliseconds since the run began */
export const reportOf = (
  { errors, said, sent, thrown: _thrown, strays: _strays, start, ...known }: Execution,
  now: number,
): RequestReport => ({
  ...known,
  console: said,
  start: Math.round(start),
  duration: Math.round(now - start),
  skipped: !sent,
  ...(errors.length > 0 && { error: errors.join('; ') }),
});
