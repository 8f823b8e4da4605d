/** Gets JSON of a live service, on `node:http` and `node:https`, as Node's own `fetch` cannot be told of a further certificate authority. */

import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';

/** How a service is asked. */
export interface Connection {
  readonly headers: Readonly<Record<string, string>>;
  /** Path of a PEM file with authorities to trust besides the known ones. */
  readonly caFile: string | undefined;
  readonly signal: AbortSignal;
  /** Told of each time that the service asks for patience, in seconds. */
  readonly onWait: (seconds: number) => void;
}

/** A response. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Received extends Answer {
  readonly retryAfter: string;
}

/** Bytes: a list of all schemas of a large service has a million. */
const LONGEST = 50_000_000;
/** Milliseconds. */
const TIMEOUT = 60_000;
const MOST_TRIES = 8;
const LONGEST_WAIT = 120;

const getOnce = (url: string, { headers, caFile, signal }: Connection): Promise<Received> => {
  const ca = caFile === undefined ? undefined : [...rootCertificates, readFileSync(caFile, 'utf8')];
  return new Promise((resolve, reject) => {
    const options = {
      method: 'GET',
      headers: { Accept: 'application/json', ...headers },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    };
    const sent = /^http:/i.test(url)
      ? requestPlain(url, options)
      : request(url, { ...options, ...(ca && { ca }) });
    sent.once('error', (error) => reject(signal.aborted ? signal.reason : error));
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST) response.destroy(new Error('the response is too long'));
      });
      response.once('error', reject);
      response.once('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          retryAfter: response.headers['retry-after'] ?? '',
        });
      });
    });
    sent.end();
  });
};

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
export const getPatiently = async (url: string, connection: Connection): Promise<Answer> => {
  for (let tries = 0; ; tries += 1) {
    const received = await getOnce(url, connection);
    if (!isBusy(received.status) || tries >= MOST_TRIES) return received;
    const seconds = secondsOf(received.retryAfter, tries);
    connection.onWait(seconds);
    await wait(seconds * 1000, undefined, { signal: connection.signal });
  }
};
