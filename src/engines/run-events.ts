/** The events that both generations of postman-runtime raise, told to a recorder. */

import type { AssertionReport } from '../report/run-report.ts';
import type { Recorder, ScriptError } from './recorder.ts';
import type { RequestError } from './request-error.ts';
import type { PostmanUrl, SentHeader } from './request-url.ts';

/** What is read of an item; a request that a script sends has no name. */
export interface EventItem {
  readonly id: string;
  readonly name: string;
  readonly request: { readonly method: string };
}

/** What is read of a request, as it was sent. */
export interface EventRequest {
  readonly method: string;
  readonly url: { toJSON(): PostmanUrl };
  readonly headers: { get(name: string): unknown; all(): readonly SentHeader[] };
}

/** What is read of a response. */
export interface EventResponse {
  readonly code: number;
  readonly responseTime: number;
  /** The body. */
  readonly stream?: Uint8Array;
}

/** What is read of the cursor of an event. */
export interface EventCursor {
  readonly scriptId?: string;
}

/** One `pm.test`. */
export interface EventAssertion {
  readonly name: string;
  readonly passed: boolean;
  readonly skipped: boolean;
  readonly error?: ScriptError | null;
}

/** A request ended, with a response or an error. Requests that scripts send are left out. */
export const recordRequest = (
  recorder: Recorder,
  item: EventItem,
  request: EventRequest,
  outcome: { readonly error?: RequestError | null; readonly response?: EventResponse | undefined },
): void => {
  if (!recorder.isCurrent(item.id)) return;
  recorder.sent(request.method, request.url.toJSON(), request.headers.all());
  const authorization = request.headers.get('authorization');
  if (typeof authorization === 'string') recorder.authorized(authorization);
  if (outcome.response !== undefined) {
    const { code, responseTime, stream } = outcome.response;
    recorder.responded(code, responseTime, stream);
  } else if (outcome.error) {
    recorder.requestFailed(outcome.error);
  }
};

/** A `pm.test` ended. */
export const recordAssertion = (recorder: Recorder, assertion: EventAssertion): void => {
  recorder.asserted(assertionOf(assertion));
};

const assertionOf = ({ name, passed, skipped, error }: EventAssertion): AssertionReport => {
  if (skipped) return { name, outcome: 'skipped' };
  if (passed) return { name, outcome: 'passed' };
  return { name, outcome: 'failed', message: error?.message ?? 'failed without a message' };
};

/** What a script let reject, as far as it can be read from outside its realm. */
export const scriptErrorOf = (reason: unknown): ScriptError => {
  if (typeof reason !== 'object' || reason === null) return { message: String(reason) };
  return {
    ...('name' in reason && typeof reason.name === 'string' && { name: reason.name }),
    ...('message' in reason && typeof reason.message === 'string' && { message: reason.message }),
  };
};
