/** What a rejection most likely means, in the words of the configuration. */

import type { WayConfiguration } from '../configuration.ts';

/** A list, most likely first. */
export const causeList = (provider: string | undefined, causes: readonly string[]): string =>
  `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

/**
 * The likely causes of a rejection as one sentence, most likely first.
 *
 * @param error RFC 6749 §5.2; '' when the response names none
 */
export function likelyCauses(
  { causes, hints = [] }: WayConfiguration,
  provider: string | undefined,
  status: number,
  error: string,
  description: string,
): string {
  if (status > 499) return 'The server has a problem of its own: try again later.';
  if (status > 299 && status < 400) {
    return 'The server redirects, which a token endpoint does not do: compare its address letter by letter.';
  }
  const hinted = hints
    .filter(([pattern]) => new RegExp(pattern, 'i').test(description))
    .map(([, cause]) => cause);
  const found = Object.entries(causes).find(([code]) => code === (error || String(status)))?.[1];
  const all = [...new Set([...hinted, ...(found ?? causes[status] ?? [])])];
  return all.length === 0 ? '' : causeList(provider, all);
}
