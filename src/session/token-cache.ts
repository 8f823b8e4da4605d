/** Access tokens that logins got, by what they were asked for with: `.postsmith/cache/<collection>/<environment>.json`, for its owner alone. */

import { randomBytes, scryptSync } from 'node:crypto';
import { join } from 'node:path';
import { fillPlaceholders } from '../../scripts/login/placeholders.ts';
import { readPrivateFile, replacePrivateFile } from '../disk/private-file.ts';
import { configureLogin } from '../oauth/configuration.ts';
import type { Authorization } from '../oauth/grants.ts';
import { isRecord, parseJson } from '../values/json.ts';
import type { Values } from '../values/placeholders.ts';
import { literalIn } from './settings.ts';
import { makeOwnFolder, type SessionPlace } from './token-file.ts';

/** A token that was got. All times are Unix times in seconds. */
export interface CachedToken {
  readonly accessToken: string;
  /** What was granted. */
  readonly scope: string;
  /** Before it was asked for. */
  readonly askedAt: number;
  readonly expires: number;
  /** What the server gave in place of refresh tokens that it took, by the names of their variables. */
  readonly refreshTokens: Values;
}

/** Why a login got no token. */
interface CachedFailure {
  /** Unix time in milliseconds. */
  readonly at: number;
  readonly problems: readonly string[];
}

/** What the cache knows of one login: with these values, at this endpoint, for this scope. */
export interface CacheEntry {
  readonly token?: CachedToken;
  readonly failure?: CachedFailure;
}

/** The cache, opened for one login. */
export interface TokenCache {
  /** Its file. */
  readonly path: string;
  readonly entry: CacheEntry;
  /** True when others than the owner could have read the file. */
  readonly readableByOthers: boolean;
  /** Puts the entry in its place. Whoever calls this holds the lock. @throws PostsmithError OUTPUT_FAILED */
  keep(entry: CacheEntry): void;
}

const VERSION = 1;
/** More logins than anybody has with one environment; the oldest go first. */
const MOST_ENTRIES = 20;
/** Seconds that a token must still have; half of its life if that is less. The same as in the login's script. */
const MARGIN = 30;

/** Makes the folder. @throws PostsmithError OUTPUT_FAILED */
const fileOf = (place: SessionPlace, ending: 'json' | 'lock'): string =>
  join(makeOwnFolder(place, 'cache'), `${place.environment}.${ending}`);

/** Where the lock is that whoever writes the cache must hold. @throws PostsmithError OUTPUT_FAILED */
export const cacheLockOf = (place: SessionPlace): string => fileOf(place, 'lock');

/**
 * All that a token is asked for with, as one text that is never kept: endpoint, grant, client, scope, parameters, claims, and
 * the values of every secret, key and refresh token. Dynamic variables differ each time and stand in it as placeholders.
 */
export const inputsOf = (authorization: Authorization, values: Values): string => {
  const ways = configureLogin(authorization).ways.map(
    ({ title: _title, causes: _causes, hints: _hints, ...way }) => way,
  );
  const text = JSON.stringify(ways);
  const filled = fillPlaceholders(text, (name) => (name.startsWith('$') ? undefined : values[name]));
  return JSON.stringify([
    text,
    filled,
    ways.map(({ reads }) => reads.map((name) => literalIn(name, values))),
  ]);
};

/** What stands in the file in place of the inputs. It is slow, so that nobody can try guesses of a short secret on it. */
const fingerprintOf = (inputs: string, salt: string): string =>
  scryptSync(inputs, salt, 24).toString('base64url');

/** True for a token that lives long enough to be used. */
export const isServing = ({ askedAt, expires }: CachedToken): boolean => {
  const left = expires - Date.now() / 1000;
  const lifetime = expires - askedAt;
  // More time left than it ever had: the clock was set back, and nobody knows when the token ends.
  return left > Math.min(MARGIN, lifetime / 2) && left <= lifetime;
};

const parseToken = (value: unknown): CachedToken | undefined => {
  if (!isRecord(value) || typeof value['accessToken'] !== 'string') return undefined;
  const { refreshTokens } = value;
  return {
    accessToken: value['accessToken'],
    scope: String(value['scope'] ?? ''),
    askedAt: Number(value['askedAt']),
    expires: Number(value['expires']),
    refreshTokens: Object.fromEntries(
      Object.entries(isRecord(refreshTokens) ? refreshTokens : {}).map(([name, each]) => [
        name,
        String(each),
      ]),
    ),
  };
};

const parseFailure = (value: unknown): CachedFailure | undefined =>
  isRecord(value) && Array.isArray(value['problems'])
    ? { at: Number(value['at']), problems: value['problems'].map(String) }
    : undefined;

const parseEntry = (value: unknown): CacheEntry => {
  const { token, failure } = isRecord(value) ? value : {};
  const [known, failed] = [parseToken(token), parseFailure(failure)];
  return { ...(known && { token: known }), ...(failed && { failure: failed }) };
};

/** A file that is none of ours is as good as none: all that is in it can be got again. */
const parseFile = (text: string | undefined): { salt: string; entries: Map<string, CacheEntry> } => {
  const file = text === undefined ? undefined : parseJson(text);
  const { version, salt, entries } = isRecord(file) ? file : {};
  if (version !== VERSION || typeof salt !== 'string' || !isRecord(entries))
    return { salt: randomBytes(16).toString('base64url'), entries: new Map() };
  return { salt, entries: new Map(Object.entries(entries).map(([key, each]) => [key, parseEntry(each)])) };
};

/** What can't serve any more goes; a refresh token can't be got again, and stays. */
const isWorthKeeping = ({ token }: CacheEntry): boolean =>
  token !== undefined && (token.expires > Date.now() / 1000 || Object.keys(token.refreshTokens).length > 0);

/**
 * Opens the cache of a collection in an environment for the login with these inputs.
 *
 * @throws PostsmithError OUTPUT_FAILED when the file can't be read, or is somebody else's
 */
export const openCache = (place: SessionPlace, inputs: string): TokenCache => {
  const path = fileOf(place, 'json');
  const found = readPrivateFile(path);
  const { salt, entries } = parseFile(found?.text);
  const key = fingerprintOf(inputs, salt);
  return {
    path,
    entry: entries.get(key) ?? {},
    readableByOthers: found?.readableByOthers ?? false,
    keep: (entry) => {
      const others = [...entries].filter(([each, other]) => each !== key && isWorthKeeping(other));
      const kept = [...others, [key, entry] as const].slice(-MOST_ENTRIES);
      const content = { version: VERSION, salt, entries: Object.fromEntries(kept) };
      replacePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
    },
  };
};
