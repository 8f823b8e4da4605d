/** What is read of the events that both generations of postman-runtime raise. */

import type { PostmanUrl } from './request-url.ts';

/** An error of a script as the sandboxes hand it out: plain data, not always an `Error`. */
export interface ScriptError {
  readonly name?: string;
  readonly message?: string;
}

/** What is read of an item; a request that a script sends has no name. */
export interface EventItem {
  readonly id: string;
  readonly name: string;
  readonly request: { readonly method: string };
}

/** A header, or a part of a form. */
export interface EventHeader {
  readonly key: string;
  readonly value?: unknown;
  readonly disabled?: boolean;
}

/** A body as the SDK writes it. */
export interface EventBody {
  readonly mode?: string;
  readonly raw?: string;
  readonly urlencoded?: readonly EventHeader[] | string;
  readonly formdata?: readonly (EventHeader & { readonly type?: string; readonly src?: unknown })[];
  readonly graphql?: object;
  readonly file?: { readonly src?: unknown };
}

/** What is read of a request, as it was sent. */
export interface EventRequest {
  readonly method: string;
  readonly url: { toJSON(): PostmanUrl; toString(): string };
  readonly headers: { get(name: string): unknown; all(): readonly EventHeader[] };
  readonly body?: { toJSON(): EventBody };
}

/** What is read of a response. */
export interface EventResponse {
  readonly code: number;
  /** The reason phrase. */
  readonly status?: string;
  readonly responseTime: number;
  readonly headers?: { all(): readonly EventHeader[] };
  /** The body. */
  readonly stream?: Uint8Array;
}

/** What is read of the cursor of an event. */
export interface EventCursor {
  readonly scriptId?: string;
  /** Counts from 0. */
  readonly iteration?: number;
}

/** One `pm.test`. */
export interface EventAssertion {
  readonly name: string;
  readonly passed: boolean;
  readonly skipped: boolean;
  readonly error?: ScriptError | null;
}
