/** Posts to a token endpoint on `node:https`, as Node's own `fetch` cannot be told of a further certificate authority. */

import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { ReceivedResponse } from '../../scripts/login/response.ts';

/** Bytes; a token response has a few thousand. */
const LONGEST_RESPONSE = 1_000_000;

interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Path of a PEM file with authorities to trust besides the known ones. */
  readonly caFile: string | undefined;
  /** Gives the request up. */
  readonly signal: AbortSignal;
}

/**
 * Returns the response, whatever its status; a redirect is not followed.
 *
 * @throws whatever Node's own request throws, with its `code`, or the signal's reason
 */
export const post = (
  url: string,
  { headers, body, caFile, signal }: PostOptions,
): Promise<ReceivedResponse> => {
  const ca = caFile === undefined ? undefined : [...knownAuthorities(), readFileSync(caFile, 'utf8')];
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, agent: false, signal } as const;
    // Plain http is for loopback addresses, and where it is declared: the settings have been checked for it.
    const sent = /^http:/i.test(url)
      ? requestPlain(url, options)
      : request(url, { ...options, ...(ca && { ca }) });
    // Why it was given up says more than that it was.
    sent.once('error', (error) => reject(signal.aborted ? signal.reason : error));
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST_RESPONSE) response.destroy(new Error('the response is too long'));
      });
      response.once('error', reject);
      response.once('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    sent.end(body);
  });
};

/** As Node itself does, which forgets its extra ones as soon as any are named. */
const knownAuthorities = (): readonly string[] => {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (extra === undefined || extra === '') return rootCertificates;
  try {
    return [...rootCertificates, readFileSync(extra, 'utf8')];
  } catch {
    return rootCertificates;
  }
};
