/** Keeps secrets, control characters and endless texts out of messages: servers may echo what they were sent. */

import { encode } from './form.ts';

/** What no message may show. A script runs once for a request, so this is the execution's own list. */
export const secrets: string[] = [];

const HIDDEN = '[hidden]';

/** A PEM block, the beginning of a JWT, or anything as long as a key: hidden whoever's it is. */
const SECRET_LOOKING = /-----BEGIN[^]*?(-----END[^-]*-----|$)|\beyJ[\w-]{8,}[\w.-]*|[\w+=-]{48,}/g;

/** A secret in the forms in which a server could echo it: whole, or line by line, or segment by segment. */
const formsOf = (secret: string): string[] => [
  ...[secret, encode(secret)].filter((form) => form.length > 3),
  ...secret.split(/[^\w+/=-]+/).filter((form) => form.length > 7),
];

/** `text` on one line per paragraph, without secrets, and not longer than `limit` characters. */
export function clean(text: string, limit = 300): string {
  let result = text;
  for (const form of secrets.flatMap(formsOf).sort((a, b) => b.length - a.length)) {
    result = result.split(form).join(HIDDEN);
  }
  result = result
    .replace(SECRET_LOOKING, HIDDEN)
    .replace(/(?:(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu, ' ')
    .trim();
  return result.length > limit ? `${result.slice(0, limit)}…` : result;
}
