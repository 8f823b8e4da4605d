/** Understands what people put into a host variable: often a copied address instead of a host (RFC 3986 §3.2). */

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
