/** The cache key of a token: all that the token was asked for with. Another value of any of it is another login. */

import type { LoginConfiguration, WayConfiguration } from './configuration.ts';
import { fill, literal } from './variables.ts';

/** FNV-1a in two lanes of 32 bits: fast, as it runs before every request. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 13);
  }
  return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}`;
}

/**
 * Everything that a way reads, as one text: never kept, never shown. Dynamic variables, which differ each time, stand in it
 * as placeholders; what is only said to people is left out.
 */
const inputsOf = ({ title: _title, causes: _causes, hints: _hints, ...way }: WayConfiguration): string =>
  JSON.stringify([fill(JSON.stringify(way), false).text, way.reads.map(literal)]);

/** The inputs of the first so many ways: a way that was tried before has decided as well. */
export const inputsOfWays = (ways: readonly WayConfiguration[]): string => ways.map(inputsOf).join('\n');

/** Tells whether inputs are still the same ones. It is not meant to be kept beside what it is made of. */
export const fingerprintOf = hash;

/**
 * Returns the cache key of a token that the last of the ways got. The fingerprint of the secrets is made with the token in
 * front: without the token nobody can try guesses on it.
 *
 * @param lifetime seconds
 */
export function cacheKeyOf(token: string, lifetime: number, ways: readonly WayConfiguration[]): string {
  const way = ways[ways.length - 1];
  const shown = [way?.tokenEndpoint ?? '', `{{${way?.clientId ?? ''}}}`, way?.scope ?? ''].map(
    (text) => fill(text, false).text,
  );
  return JSON.stringify([...shown, hash(`${token}\n${inputsOfWays(ways)}`), lifetime]);
}

/** Seconds that the token of a cache key was to live; NaN when it is none of ours. */
export const lifetimeIn = (cacheKey: string): number => Number(/,(\d+)\]$/.exec(cacheKey)?.[1]);

/** True when the kept cache key is that of the token, got in one of the ways. */
export const isCacheKey = (
  kept: string,
  token: string,
  { ways }: Pick<LoginConfiguration, 'ways'>,
): boolean => ways.some((_way, at) => kept === cacheKeyOf(token, lifetimeIn(kept), ways.slice(0, at + 1)));
