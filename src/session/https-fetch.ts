/** `fetch` for openid-client on `node:https`, as Node's own cannot be told of a further certificate authority. */

import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { CustomFetch } from 'openid-client';

/** Bytes; a token answer has a few thousand. */
const LONGEST_ANSWER = 1_000_000;

/**
 * @param caFile path of a PEM file with authorities to trust besides the known ones
 * @throws whatever Node's own request throws, with its `code`
 */
export const httpsFetch = (caFile: string | undefined): CustomFetch => {
  const ca = caFile === undefined ? undefined : [...knownAuthorities(), readFileSync(caFile, 'utf8')];
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const options = { method, headers, agent: false, ...(signal && { signal }) } as const;
      // Plain http is for loopback addresses alone, which the settings have been checked for.
      const sent = url.startsWith('http:')
        ? requestPlain(url, options)
        : request(url, { ...options, ...(ca && { ca }) });
      // Why it was given up says more than that it was.
      sent.once('error', (error) => reject(signal?.aborted === true ? signal.reason : error));
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length > LONGEST_ANSWER) response.destroy(new Error('the answer is too long'));
        });
        response.once('error', reject);
        response.once('end', () => {
          const { statusCode = 500, headersDistinct } = response;
          const isEmpty = statusCode === 204 || statusCode === 304;
          const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          resolve(
            new Response(isEmpty ? null : Buffer.concat(chunks), { status: statusCode, headers: pairs }),
          );
        });
      });
      // openid-client sends forms.
      sent.end(body instanceof URLSearchParams || typeof body === 'string' ? String(body) : undefined);
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
