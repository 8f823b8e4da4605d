/** How the examination comes to a token without costing anybody theirs: which way it takes, and with which values. */

import type { LoginConfiguration, WayConfiguration } from '../../scripts/login/configuration.ts';
import { withValues, type PostmanEnvironment } from '../format/environment.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { PostsmithError } from '../errors.ts';
import type { Authorization, AuthorizationCode } from '../oauth/grants.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import {
  openSession,
  placeholderValues,
  tokenValues,
  tokenVariablesOf,
  type OpenSession,
} from '../session/open-session.ts';
import { loginCommandOf, type SessionPlace } from '../session/token-file.ts';
import type { Values } from '../values/placeholders.ts';

/** Milliseconds for which another process may have the session. */
const LONGEST_WAIT = 5000;

/** What a login is tried with. */
export interface Access {
  readonly way: WayConfiguration;
  readonly environment: PostmanEnvironment;
  /** Why no token is asked for. */
  readonly withoutLogin?: string;
  readonly onVariables?: (changes: Values) => void;
  /** To be called at the end, however it ends. */
  release(): void;
}

/** Who wants access to what. */
export interface Applicant {
  readonly authorization: Authorization;
  readonly collection: CollectionDeclaration;
  readonly login: LoginConfiguration;
  readonly environment: PostmanEnvironment;
  readonly place: SessionPlace;
  readonly signal: AbortSignal;
  /** Tells, as a sentence, what went wrong beside the examination. */
  warn(sentence: string): void;
}

const nothing = (): void => undefined;

const isFilled = (values: Values, name: string | undefined): boolean =>
  name !== undefined && (values[name] ?? '').trim() !== '';

/** The same way without its refresh token: whose client it is can still be looked at. */
const withoutRefreshToken = (way: WayConfiguration): WayConfiguration => {
  const { refreshToken, opener: _opener, ...rest } = way;
  const { refresh_token: _sent, ...secretParameters } = way.secretParameters;
  return { ...rest, secretParameters, reads: way.reads.filter((name) => name !== refreshToken) };
};

/** No token is kept from an earlier login: it is this one that is looked at. */
const afresh = ({ environment, authorization: { variables } }: Applicant): PostmanEnvironment => {
  const own = [variables.accessToken, variables.expires, variables.accessTokenFor];
  return withValues(environment, Object.fromEntries(own.map((name) => [name, ''])));
};

const unspent = (name: string): string =>
  `The refresh token in "${name}" was not used: a server may give another one for it, which could not be put back. postsmith run uses it.`;

const firstWay = ({ login }: Applicant): WayConfiguration => {
  const [way] = login.ways;
  if (way === undefined) throw new TypeError('There is no way to log in');
  return way;
};

/** Opens what there is. @throws PostsmithError USAGE, OUTPUT_FAILED when the file of a session can't be read */
export const openAccess = async (applicant: Applicant): Promise<Access> => {
  const { authorization, environment, collection, login } = applicant;
  if (isAuthorizationCode(authorization)) return openPersons(applicant, authorization);
  const values = placeholderValues(collection, environment);
  const way = login.ways.find(({ opener }) => opener === undefined || isFilled(values, opener));
  const chosen = way ?? firstWay(applicant);
  return {
    way: chosen,
    environment: afresh(applicant),
    release: nothing,
    ...(chosen.refreshToken !== undefined && { withoutLogin: unspent(chosen.refreshToken) }),
  };
};

const openPersons = async (applicant: Applicant, authorization: AuthorizationCode): Promise<Access> => {
  const { environment, collection, login } = applicant;
  const values = placeholderValues(collection, environment);
  const names = tokenVariablesOf(authorization);
  const way = withoutRefreshToken(firstWay(applicant));
  const spared = withValues(environment, { [names.refreshToken]: '' });
  if (isFilled(values, names.accessToken)) return { way, environment: spared, release: nothing };
  const session = isFilled(values, names.refreshToken)
    ? unspent(names.refreshToken)
    : await openOwn(applicant, authorization);
  if (typeof session !== 'string') return session;
  const service = login.ways.find(
    ({ opener, refreshToken }) => refreshToken === undefined && isFilled(values, opener),
  );
  if (service !== undefined)
    return {
      way: service,
      environment: withValues(afresh(applicant), { [names.refreshToken]: '' }),
      release: nothing,
    };
  return { way, environment: spared, withoutLogin: session, release: nothing };
};

/** The session of a sign-in, or why there is none, as whole sentences. */
const openOwn = async (applicant: Applicant, authorization: AuthorizationCode): Promise<Access | string> => {
  const { environment, collection, place, signal } = applicant;
  const values = placeholderValues(collection, environment);
  const waiting = { timeout: LONGEST_WAIT, signal, onWait: nothing };
  const found = await openSession(authorization, place, values, waiting, 'doctor').catch((error: unknown) => {
    if (error instanceof PostsmithError && error.code === 'SESSION_BUSY') return { reason: error.message };
    throw error;
  });
  const advice = `A person must sign in: ${loginCommandOf(place)}.`;
  if (!('session' in found)) return found.reason === undefined ? advice : `${found.reason} ${advice}`;
  const tokens = tokenValues(authorization, found.session);
  const way = firstWay(applicant);
  return {
    way: isFilled(tokens, tokenVariablesOf(authorization).refreshToken) ? way : withoutRefreshToken(way),
    environment: withValues(environment, tokens),
    // A new refresh token is kept as soon as it is there.
    onVariables: keeping(found, applicant),
    release: found.release,
  };
};

/** An exception here would end the engine, not the examination. */
const keeping =
  ({ save }: OpenSession, { warn }: Applicant) =>
  (changes: Values): void => {
    try {
      save(changes);
    } catch (error) {
      const why = error instanceof PostsmithError ? error.message : String(error);
      warn(`Renewed tokens could not be kept, so sign in again before the next run. ${why}`);
    }
  };
