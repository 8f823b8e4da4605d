/** Gets what a live service responds with, patiently. */

import { setTimeout as wait } from 'node:timers/promises';
import { sendHttp, type HttpResponse } from '../../http-request.ts';

/** How a service is asked. */
export interface Connection {
  readonly headers: Readonly<Record<string, string>>;
  /** Path of a PEM file with authorities to trust besides the known ones. */
  readonly caFile: string | undefined;
  readonly signal: AbortSignal;
  /** Told of each time that the service asks for patience, in seconds. */
  readonly onWait: (seconds: number) => void;
}

/** Bytes: a list of all schemas of a large service has a million. */
const LONGEST = 50_000_000;
/** Milliseconds. */
const TIMEOUT = 60_000;
const MOST_TRIES = 8;
const LONGEST_WAIT = 120;

const getOnce = (url: string, { headers, caFile, signal }: Connection): Promise<HttpResponse> =>
  sendHttp(url, {
    method: 'GET',
    headers: { Accept: 'application/json', ...headers },
    caFile,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    longest: LONGEST,
  });

/** Seconds that the service asks for (RFC 9110 §10.2.3), else twice as many each time. */
const secondsOf = (retryAfter: string, tries: number): number => {
  const date = Date.parse(retryAfter);
  const asked = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Number.isNaN(date)
      ? 2 ** tries
      : (date - Date.now()) / 1000;
  return Math.min(Math.max(Math.ceil(asked), 1), LONGEST_WAIT);
};

/** Statuses after which a service may be asked again (RFC 6585 §4, RFC 9110 §15.6.4). */
const isBusy = (status: number): boolean => status === 429 || status === 503;

/**
 * Returns the response, whatever its status; waits where the service asks for that. A redirect is not followed.
 *
 * @throws whatever Node's own request throws, or the signal's reason
 */
export const getPatiently = async (url: string, connection: Connection): Promise<HttpResponse> => {
  for (let tries = 0; ; tries += 1) {
    const received = await getOnce(url, connection);
    if (!isBusy(received.status) || tries >= MOST_TRIES) return received;
    const seconds = secondsOf(received.retryAfter, tries);
    connection.onWait(seconds);
    await wait(seconds * 1000, undefined, { signal: connection.signal });
  }
};
