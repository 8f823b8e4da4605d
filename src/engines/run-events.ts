/** The events that both generations of postman-runtime raise, told to a recorder. */

import type { EventAssertion, EventItem, EventRequest, EventResponse, ScriptError } from './event-types.ts';
import type { AssertionReport } from '../report/run-report.ts';
import type { Recorder } from './recorder.ts';
import type { RequestError } from './request-error.ts';

/** A request ended, with a response or an error: the item's own, or one that a script sent. */
export const recordRequest = (
  recorder: Recorder,
  item: EventItem,
  request: EventRequest,
  {
    error,
    response,
  }: { readonly error?: RequestError | null; readonly response?: EventResponse | undefined },
): void => {
  const failure = response === undefined && error ? error : undefined;
  if (recorder.isCurrent(item.id)) recorder.requested(request, response, failure);
  else recorder.scriptRequested(request, response, failure);
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
