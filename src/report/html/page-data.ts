/** What a report's page has inside itself: the rows of the list, which it reads first, and the details of each request. */

import type { AssertionReport, BodyReport, ConsoleLine, ExchangeReport, SourcePlace } from '../run-report.ts';

/** How the execution of a request went. */
export type Outcome = 'failed' | 'skipped' | 'passed';

/** A request that a script sent, as the timeline shows it. */
export interface ScriptRequest {
  /** Milliseconds since the run began. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
  /** `POST https://login.example/token → 200` */
  readonly label: string;
  /** It asked for a token. */
  readonly isToken: boolean;
  /** It got no response, or an error. */
  readonly isBad: boolean;
}

/** One execution of a request, as the list shows it. */
export interface RowData {
  readonly path: readonly string[];
  readonly iteration: number;
  /** How often it had failed before. */
  readonly retry?: number;
  /** Milliseconds since the run began, of the request itself where it was sent. */
  readonly start: number;
  /** Milliseconds, of the response where there was one. */
  readonly duration: number;
  readonly method: string;
  readonly url?: string;
  readonly status?: number;
  readonly outcome: Outcome;
  readonly assertions: number;
  readonly failedAssertions: number;
  readonly consoleLines: number;
  readonly byScripts: readonly ScriptRequest[];
}

/** One failure out of those with the same cause. */
interface FailureData {
  /** Index into the rows. */
  readonly row?: number;
  readonly path: readonly string[];
  /** Where it differs from its cause's. */
  readonly message?: string;
}

/** Failures that have the same cause. */
export interface CauseData {
  /** What failed: the assertion's name, or words for it. */
  readonly title: string;
  readonly message: string;
  readonly place?: SourcePlace;
  readonly failures: readonly FailureData[];
}

/** What the page reads before it shows anything. */
export interface IndexData {
  /** Milliseconds. */
  readonly duration: number;
  readonly rows: readonly RowData[];
  readonly causes: readonly CauseData[];
  /** How many requests' details are in each chunk. */
  readonly chunkSize: number;
}

export interface BodyData extends BodyReport {
  /** Less of it is here than there was. */
  readonly isCut?: true;
}

export interface ExchangeData extends ExchangeReport {
  readonly requestBody?: BodyData;
  readonly responseBody?: BodyData;
}

/** What the list does not need of a request. */
export interface DetailData {
  readonly error?: string;
  readonly assertions: readonly AssertionReport[];
  readonly exchange?: ExchangeData;
  readonly sentByScripts: readonly ExchangeData[];
  readonly console: readonly ConsoleLine[];
}
