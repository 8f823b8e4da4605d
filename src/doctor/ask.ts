/** Requests of the examination itself: GET, without anything that belongs to the login. */

import { sendHttp, type HttpResponse } from '../http-request.ts';
import { isRecord, parseJson } from '../values/json.ts';
import { connectTo } from './network.ts';
import type { Subject } from './step.ts';

/** Bytes; metadata has some thousand. */
const LONGEST = 1_000_000;

/** What came back, and when it was asked for: both in milliseconds since 1970. */
export interface Asked extends HttpResponse {
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Undefined when no whole response came in time; a redirect is not followed. @throws the signal's reason */
export const ask = async (address: string, subject: Subject): Promise<Asked | undefined> => {
  const { caFile, timeout, signal } = subject;
  try {
    const connection = await connectTo(new URL(address), subject);
    try {
      const sentAt = Date.now();
      const response = await sendHttp(address, {
        method: 'GET',
        headers: { Accept: 'application/json', Connection: 'close' },
        caFile,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
        longest: LONGEST,
        connection,
      });
      return { ...response, sentAt, receivedAt: Date.now() };
    } finally {
      connection.destroy();
    }
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
};

/** The JSON object at an address that is safe to ask; undefined when there is none. */
export const askJson = async (
  address: string,
  subject: Subject,
): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const response = await ask(address, subject);
  const fields = response?.status === 200 ? parseJson(response.body) : undefined;
  return isRecord(fields) ? fields : undefined;
};
