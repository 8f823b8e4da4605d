/** The access token of one identity: from a person's session, from the cache, or asked for by the login's script. */

import { PostsmithError } from '../errors.ts';
import { withValues, type PostmanEnvironment } from '../format/environment.ts';
import type { AuthorizationCode } from '../oauth/authorization.ts';
import { configureLogin } from '../oauth/configuration.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import { logIn } from '../run/login-headers.ts';
import { authorizationVariables, missingVariables } from '../run/missing-variables.ts';
import type { ResolvedToken } from '../run/resolve-login.ts';
import { describeHolder, waitForLock, type Lock } from '../session/lock.ts';
import { openSession, peekSession, tokenVariablesOf } from '../session/open-session.ts';
import {
  cacheLockOf,
  inputsOf,
  isServing,
  openCache,
  type CachedToken,
  type CacheEntry,
} from '../session/token-cache.ts';
import { tokenFileOf, type SessionPlace, type Tokens } from '../session/token-file.ts';
import type { Values } from '../values/placeholders.ts';
import type { CommandContext } from './command.ts';
import { refuseMissing } from './environment-values.ts';
import { refuseNobody, renewSession, warnOfReaders } from './run-session.ts';

/** A token, for whoever may have it. */
export interface AccessToken {
  readonly accessToken: string;
  /** What was granted; '' where nobody said. */
  readonly scope: string;
  /** Unix time in seconds up to which it is used; NaN where nobody said. */
  readonly expires: number;
}

/** Whose token is wanted. */
export interface Asked extends ResolvedToken {
  /** With its values filled in. */
  readonly environment: PostmanEnvironment;
  /** The same, with the collection's own. */
  readonly values: Values;
  readonly caFile: string | undefined;
  /** Unix time in milliseconds of the question. */
  readonly startedAt: number;
  /** One that was got before does not do. */
  readonly isFresh: boolean;
  /** Called before a server is asked, or what is missing is told. */
  onAsk(): void;
}

/** Milliseconds for which one waits for another that uses the same tokens. */
const LONGEST_WAIT = 600_000;
/** Seconds that a token of a session must still have. */
const MARGIN = 30;

/**
 * Returns a token that lives long enough to be used. Of several that ask at once, one asks the server.
 *
 * @throws PostsmithError SIGN_IN_FAILED with what the login says, USAGE where a person must sign in first or a value is
 *   missing, SESSION_BUSY, OUTPUT_FAILED
 */
export const accessTokenOf = async (asked: Asked, context: CommandContext): Promise<AccessToken> => {
  const { authorization } = asked;
  const persons = isAuthorizationCode(authorization)
    ? await personsToken({ ...asked, authorization }, context)
    : undefined;
  const token = persons ?? (await scriptsToken(asked, context));
  context.redactor.add(token.accessToken);
  return token;
};

const hasTime = ({ expires }: Pick<AccessToken, 'expires'>): boolean => expires - Date.now() / 1000 > MARGIN;

const waiting = (context: CommandContext) => ({
  timeout: LONGEST_WAIT,
  signal: context.signal,
  onWait: (holder: Parameters<typeof describeHolder>[0]) =>
    context.talk(`Waiting for ${describeHolder(holder)}, which uses the same login; 10 minutes at most.\n`),
});

/** The one that somebody has put into the environment, while it may live. */
const givenToken = (authorization: AuthorizationCode, values: Values): AccessToken | undefined => {
  const names = tokenVariablesOf(authorization);
  const accessToken = (values[names.accessToken] ?? '').trim();
  const token = {
    accessToken,
    scope: values[names.scope] ?? '',
    expires: Number(values[names.expires] || NaN),
  };
  return accessToken !== '' && (Number.isNaN(token.expires) || hasTime(token)) ? token : undefined;
};

const tokenIn = ({ accessToken, scope, expires }: Tokens): AccessToken => ({
  accessToken,
  scope,
  expires: Number(expires),
});

/** From the session of `postsmith login`; undefined where the login's script can do without. */
const personsToken = async (
  asked: Asked & { readonly authorization: AuthorizationCode },
  context: CommandContext,
): Promise<AccessToken | undefined> => {
  const { authorization, place, values, isFresh } = asked;
  const given = isFresh ? undefined : givenToken(authorization, values);
  if (given !== undefined) return given;
  if ((values[authorization.refreshToken] ?? '').trim() !== '') return undefined;
  const seen = peekSession(authorization, place, values);
  const isGood = (expires: string): boolean => !isFresh && hasTime({ expires: Number(expires) });
  if (seen?.readableByOthers === true) warnOfReaders(tokenFileOf(place), context);
  if (seen !== undefined && isGood(seen.expires)) return tokenIn(seen);
  asked.onAsk();
  const open = await openSession(authorization, place, values, waiting(context), 'token');
  if (!('session' in open)) {
    if (open.reason !== undefined) context.talk(`${open.reason}\n`);
    refuseNobody(asked);
    return undefined;
  }
  try {
    const { session } = open;
    // Whoever held the lock has renewed it.
    const isRenewed = seen !== undefined && session.accessToken !== seen.accessToken;
    if (isRenewed || isGood(session.expires)) return tokenIn(session);
    if (session.refreshToken !== '') return tokenIn(await renewSession(asked, open, context));
    if (!isFresh) return tokenIn(session);
    throw new PostsmithError(
      'USAGE',
      'The session has no refresh token, so nobody but a person gets a fresh token: sign in again with `postsmith login`.',
    );
  } finally {
    open.release();
  }
};

/** @throws PostsmithError SESSION_BUSY */
const takeLock = async (place: SessionPlace, context: CommandContext): Promise<Lock> => {
  const path = cacheLockOf(place);
  const attempt = await waitForLock(path, 'token', waiting(context));
  if ('lock' in attempt) return attempt.lock;
  throw new PostsmithError(
    'SESSION_BUSY',
    `Nothing was sent: ${describeHolder(attempt.holder)} still asks for a token. Try again when it has ended; if there is no such process, remove ${path}.`,
  );
};

/** From the cache; else the login's script asks for one. */
const scriptsToken = async (asked: Asked, context: CommandContext): Promise<AccessToken> => {
  const { authorization, place, values, isFresh, startedAt } = asked;
  const inputs = inputsOf(authorization, values);
  const { path, entry, readableByOthers } = openCache(place, inputs);
  if (readableByOthers) warnOfReaders(path, context);
  if (!isFresh && entry.token !== undefined && isServing(entry.token)) return entry.token;
  asked.onAsk();
  const required = authorizationVariables(authorization);
  refuseMissing(missingVariables(asked.environment, required));
  const lock = await takeLock(place, context);
  try {
    const cache = openCache(place, inputs);
    const { token, failure } = cache.entry;
    const isAnother = token?.accessToken !== entry.token?.accessToken;
    if (token !== undefined && isServing(token) && (!isFresh || isAnother)) return token;
    // Whoever asked while this one waited has the response to the same question.
    if (failure !== undefined && failure.at >= startedAt) throw noToken(failure.problems);
    return await ask(asked, cache.entry, cache.keep, context);
  } finally {
    lock.release();
  }
};

const noToken = (problems: readonly string[]): PostsmithError =>
  new PostsmithError('SIGN_IN_FAILED', 'The login has brought no token:', { problems });

/** Lets the login's script ask, and keeps what it got. */
const ask = async (
  { authorization, environment, values, caFile }: Asked,
  entry: CacheEntry,
  keep: (entry: CacheEntry) => void,
  context: CommandContext,
): Promise<AccessToken> => {
  const { accessToken, expires, scope, accessTokenFor } = authorization.variables;
  const rotating = configureLogin(authorization).ways.flatMap(({ refreshToken }) => refreshToken ?? []);
  const nothing = { [accessToken]: '', [expires]: '', [accessTokenFor]: '' };
  const known = entry.token?.refreshTokens ?? {};
  const askedAt = Math.floor(Date.now() / 1000);
  const input = {
    environment: withValues(environment, { ...values, ...nothing, ...known }),
    caFile,
    // A server that rotates refresh tokens takes the old one no more, so its response is waited for.
    signal: rotating.length > 0 ? new AbortController().signal : context.signal,
  };
  const got = await logIn(authorization, input).catch((error: unknown) => {
    context.signal.throwIfAborted();
    if (!(error instanceof PostsmithError) || error.code !== 'SIGN_IN_FAILED') throw error;
    const problems = error.problems.map((problem) => context.redactor.redact(problem));
    keep({ ...entry, failure: { at: Date.now(), problems } });
    throw noToken(problems);
  });
  const refreshTokens = Object.fromEntries(
    rotating.flatMap((name) => ((got[name] ?? '') === '' ? [] : [[name, got[name] ?? ''] as const])),
  );
  for (const each of Object.values(refreshTokens)) context.redactor.add(each);
  const token: CachedToken = {
    accessToken: got[accessToken] ?? '',
    scope: got[scope] ?? '',
    askedAt,
    expires: Number(got[expires]),
    refreshTokens: { ...known, ...refreshTokens },
  };
  keep({ token });
  context.signal.throwIfAborted();
  return token;
};
