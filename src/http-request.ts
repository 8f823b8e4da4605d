/** Requests of the tool itself, on `node:https`, as Node's own `fetch` cannot be told of a further certificate authority. */

import { readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request as requestPlain } from 'node:http';
import { request } from 'node:https';
import type { Duplex } from 'node:stream';
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
  /** An open connection to send it on, in place of a new one; encrypted where the address is https. */
  readonly connection?: Duplex;
}

/** What came back. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** '' where the server says none. */
  readonly retryAfter: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Returns the response, whatever its status; a redirect is not followed.
 *
 * @throws whatever Node's own request throws, with its `code`, or the signal's reason
 */
export const sendHttp = (
  url: string,
  { method, headers, body, caFile, signal, longest, connection }: HttpRequest,
): Promise<HttpResponse> => {
  const ca = authoritiesWith(caFile);
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers,
      signal,
      ...(connection === undefined ? { agent: false } : { createConnection: () => connection }),
    };
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
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    sent.end(body);
  });
};

/** The known authorities and those of a file; undefined: no file, so Node's own. @throws when the file can't be read */
export const authoritiesWith = (caFile: string | undefined): string[] | undefined =>
  caFile === undefined ? undefined : [...knownAuthorities(), readFileSync(caFile, 'utf8')];

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
