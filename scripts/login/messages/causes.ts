/** What a rejection most likely means, in the words of the configuration. */

import type { WayConfiguration } from '../configuration.ts';

/** A list, most likely first. */
export const causeList = (provider: string | undefined, causes: readonly string[]): string =>
  `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

/** What a server said of an error, word for word: no part of it is shown here. */
interface SaidError {
  readonly status: number;
  /** RFC 6749 §5.2; '' when the response names none. */
  readonly error: string;
  readonly description: string;
}

/** The likely causes of a rejection as one sentence, most likely first; '' where nothing is known of them. */
export function likelyCauses(
  { causes, hints = [] }: WayConfiguration,
  provider: string | undefined,
  { status, error, description }: SaidError,
): string {
  if (status > 499) return 'The server has a problem of its own: try again later.';
  if (status > 299 && status < 400) {
    return 'The server redirects, which a token endpoint does not do: compare its address letter by letter.';
  }
  const hinted = hints
    .filter(([pattern]) => new RegExp(pattern, 'i').test(description))
    .map(([, cause]) => cause);
  const causesOf = (code: string) => Object.entries(causes).find(([known]) => known === code)?.[1];
  // A 400 says no more than the error that it names.
  const ofStatus = error !== '' && status === 400 ? [] : causesOf(String(status));
  const all = [...new Set([...hinted, ...(causesOf(error) ?? ofStatus ?? [])])];
  return all.length === 0 ? '' : causeList(provider, all);
}
