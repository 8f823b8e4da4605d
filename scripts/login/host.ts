/** Understands what people put into a host variable: often a copied address instead of a host (RFC 3986 §3.2). */

import { problems } from './attempt.ts';
import { hostProblem, hostUnderstood } from './messages/host.ts';
import { clean } from './redact-before.ts';
import { resolve, valueOf } from './variables.ts';

/** What stands around a host in a copied address: blanks, quotes, scheme, path; and 443, which https means anyway. */
const AROUND = /^["'\s]*(https?:)?(\/\/)?|\.?(:0*443)?([/?#][^]*)?["'\s]*$/gi;

/** A name that is not just digits, or an IPv6 address; and a port up to 65535. */
const HOST = /^((?=.*[^\d:])[\p{L}\p{N}_](\.?[\p{L}\p{N}_-])*|\[[\da-f:.]+\])(:(6[0-4]|[1-5]?\d)?\d{1,3})?$/u;

/** A local variable that outlives the request: what this script put into `host`, where the user's value was another. */
const NOTE = 'postsmith.host';

/** Understands the host in a variable and sets it for the login and the request; what can't be understood is a problem. */
export const settleHost = (name: string): void => {
  // The user's value again, not what was put before it for an earlier request of the run.
  if (valueOf(name) === valueOf(NOTE)) pm.variables.unset(name);
  const { text, missing } = resolve(valueOf(name));
  // What is missing is reported where the template is filled in.
  if (!text.trim() || missing[0]) return;
  const host = text.replace(AROUND, '').toLowerCase();
  const given = clean(text.includes('@') ? '…@…' : text, 60);
  if (!HOST.test(host)) problems.push(hostProblem(name, given));
  else if (host !== text) {
    for (const key of [name, NOTE]) pm.variables.set(key, host);
    console.info(hostUnderstood(name, given, host));
  }
};
