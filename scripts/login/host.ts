/** Understands what people put into a host variable: often a copied address instead of a host (RFC 3986 §3.2). */

import { hostProblem, hostUnderstood } from './messages/inputs.ts';
import { clean } from './redact.ts';
import { fill, remember, valueOf } from './variables.ts';

/** What stands around a host in a copied address: quotes, scheme, path; and 443, which https means anyway. */
const AROUND = /^["']?(https?:)?(\/\/)?|\.?(:0*443)?([/?#][^]*)?["']?$/gi;

/** A name that is not just digits, or an IPv6 address; and a port up to 65535. */
const HOST = /^((?=.*[^\d:])[\p{L}\p{N}_](\.?[\p{L}\p{N}_-])*|\[[\da-f:.]+\])(:(6[0-4]|[1-5]?\d)?\d{1,3})?$/u;

/** Longer than any host with a scheme and a path: a key, perhaps. */
const LONGEST = 2000;

/** Returns the host in a text that people may have copied from anywhere; undefined when there is none. */
export function hostIn(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const host = text.trim().replace(AROUND, '').toLowerCase();
  return HOST.test(host) ? host : undefined;
}

/** A local variable that outlives the request: what the login put into `host`, where the user's value was another. */
const NOTE = 'postsmith.host';

/**
 * Understands a variable that is the host of a token endpoint, and sets it for the login and the request. Returns what is
 * wrong with it, as a sentence.
 */
export function settleHost(name: string): string | undefined {
  // The user's value again, not what was put before it for an earlier request of the run.
  if (valueOf(name) === valueOf(NOTE)) pm.variables.unset(name);
  const { text, missing } = fill(`{{${name}}}`);
  // What is missing is reported where the endpoint is filled in.
  if (missing.length > 0) return undefined;
  const host = hostIn(text);
  const given = clean(text.includes('@') ? '…@…' : text, [], 60);
  if (host === undefined) return hostProblem(name, given);
  if (host === text) return undefined;
  remember(name, host);
  remember(NOTE, host);
  console.info(hostUnderstood(name, given, host));
  return undefined;
}
