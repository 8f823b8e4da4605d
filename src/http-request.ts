/** Requests of the tool itself, on `node:https`, as Node's own `fetch` cannot be told of a further certificate authority. */

import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { rootCertificates } from 'node:tls';

/** What is sent, and how. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Path of a PEM file with authorities to trust besides the known ones. */
  readonly caFile: string | undefined;
  /** Gives the request up. */
  readonly signal: AbortSignal;
  /** Bytes that the response may have. */
  readonly longest: number;
}

/** What came back. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** '' where the server says none. */
  readonly retryAfter: string;
}

/**
 * Returns the response, whatever its status; a redirect is not followed.
 *
 * @throws whatever Node's own request throws, with its `code`, or the signal's reason
 */
export const sendHttp = (
  url: string,
  { method, headers, body, caFile, signal, longest }: HttpRequest,
): Promise<HttpResponse> => {
  const ca = caFile === undefined ? undefined : [...knownAuthorities(), readFileSync(caFile, 'utf8')];
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: false, signal } as const;
    // Whether plain http is allowed, the caller has made sure.
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
        if (length > longest) response.destroy(new Error('the response is too long'));
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
