/** Why an address gave no metadata, in words. */

import { issuerDiffers } from './check-metadata.ts';

/** Node's codes for certificates that it doesn't trust. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_|CERT_UNTRUSTED/;
const OTHER_CERTIFICATE_TROUBLE = /CERT|TLS|SSL/;

const describeTransport = (code: string): string => {
  if (UNTRUSTED.test(code)) {
    return `has a certificate that this computer doesn't trust (${code}); name the file of its authority in the process environment: NODE_EXTRA_CA_CERTS=<file>`;
  }
  if (OTHER_CERTIFICATE_TROUBLE.test(code)) return `has a certificate that is not valid for it (${code})`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `is no host that this computer can find (${code})`;
  return `could not be reached${code === '' ? '' : ` (${code})`}`;
};

/** What a thrown value and its causes say of themselves: Node's `fetch` wraps what really happened. */
const codesOf = (thrown: unknown): string[] => {
  if (!(thrown instanceof Error)) return [];
  const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
  return [...own, ...codesOf(thrown.cause)];
};

/** No response came. `timeout` is in milliseconds. */
export const transportProblem = (thrown: unknown, host: string, timeout: number): string => {
  const timedOut = thrown instanceof Error && thrown.name === 'TimeoutError';
  if (timedOut) return `${host} did not respond within ${timeout / 1000} s`;
  return `${host} ${describeTransport(codesOf(thrown)[0] ?? '')}`;
};

/** A response that is no success; undefined for one whose body is to be read. */
export const responseProblem = (response: Response): string | undefined => {
  const { status, type, headers, url } = response;
  if (status === 200) return undefined;
  // A browser tells nothing of a redirect that it was told not to follow.
  if (type !== 'opaqueredirect' && (status < 300 || status > 399)) return `responded with ${status}`;
  const location = headers.get('location');
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : undefined;
  // Without its query, which may say more than a log should.
  const where = target === undefined ? 'elsewhere' : `to ${target.origin}${target.pathname}`;
  return `redirects ${where}, which discovery does not follow`;
};

/** A body that is no metadata, by the library's code for it. */
export const bodyProblem = (thrown: unknown): string => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') return issuerDiffers(issuerIn(thrown));
  return /PARSE|NOT_JSON/.test(code)
    ? 'responded with something that is no JSON'
    : 'responded with JSON that names no valid issuer';
};

/** The library hands the body over as the cause. */
const issuerIn = (thrown: unknown): string => {
  const cause: unknown = thrown instanceof Error ? thrown.cause : undefined;
  const body: unknown =
    typeof cause === 'object' && cause !== null && 'body' in cause ? cause.body : undefined;
  return typeof body === 'object' && body !== null && 'issuer' in body ? String(body.issuer) : '';
};
