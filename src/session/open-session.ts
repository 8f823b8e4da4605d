/** The tokens of a person's session, for a run. They are taken from their file under its lock, and put back when scripts renew them. */

import type { AuthorizationCode } from '../oauth/authorization.ts';
import { identitiesOf, identityName } from '../model/identities.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { PostsmithError } from '../errors.ts';
import type { PostmanEnvironment } from '../format/environment.ts';
import { describeHolder, waitForLock, type Lock, type Waiting } from './lock.ts';
import { ownerOf } from './settings.ts';
import type { Values } from '../values/placeholders.ts';
import { expiryOf, formatTime } from './summary.ts';
import {
  lockFileOf,
  makeTokenFolder,
  readTokenFile,
  writeTokenFile,
  type SessionPlace,
  type Session,
  type Tokens,
} from './token-file.ts';

/** A session that a run uses. Whoever opened it releases it. */
export interface OpenSession {
  readonly session: Session;
  /** True when others than the owner could have read the file. */
  readonly readableByOthers: boolean;
  /** Stores what scripts changed, by the names of variables. @throws PostsmithError OUTPUT_FAILED */
  save(changes: Values): void;
  /** Stores tokens that were renewed without a script. @throws PostsmithError OUTPUT_FAILED */
  replace(tokens: Tokens): void;
  release(): void;
}

/** A session, or why there is none that could be used: a sentence, or undefined when nobody has signed in. */
type SessionSearch = OpenSession | { readonly reason: string | undefined };

/** Roles of the variables that hold a session. */
const ROLES = ['accessToken', 'expires', 'scope', 'accessTokenFor', 'refreshToken'] as const;

/** Names of the variables in which an authorization keeps its tokens, by role. */
export const tokenVariablesOf = ({
  variables,
  refreshToken,
}: AuthorizationCode): Readonly<Record<(typeof ROLES)[number], string>> => ({ ...variables, refreshToken });

/**
 * Opens a person's session for a run; nobody else can use it until it is released.
 *
 * @param values of the environment that the session must be for
 * @param command what others are told of who has it
 * @throws PostsmithError SESSION_BUSY when another process has it for longer than `waiting` says, USAGE or OUTPUT_FAILED
 *   when its file cannot be read
 */
export const openSession = async (
  authorization: AuthorizationCode,
  place: SessionPlace,
  values: Values,
  waiting: Waiting,
  command: 'run' | 'token' | 'doctor' = 'run',
): Promise<SessionSearch> => {
  // Without a look at its content: another process may write it just now.
  if (readTokenFile(place) === undefined) return { reason: undefined };
  makeTokenFolder(place);
  const attempt = await waitForLock(lockFileOf(place), command, waiting);
  if ('holder' in attempt) {
    throw new PostsmithError(
      'SESSION_BUSY',
      `Nothing was sent: ${describeHolder(attempt.holder)} still uses the login of ${place.collection}. Run again when it has ended; if there is no such process, remove ${lockFileOf(place)}.`,
    );
  }
  try {
    return openLocked(authorization, place, values, attempt.lock);
  } catch (error) {
    attempt.lock.release();
    throw error;
  }
};

/**
 * The session as it stands in its file, for who only reads it; undefined where none could serve.
 *
 * @throws PostsmithError USAGE or OUTPUT_FAILED when its file cannot be read
 */
export const peekSession = (
  authorization: AuthorizationCode,
  place: SessionPlace,
  values: Values,
): (Session & { readonly readableByOthers: boolean }) | undefined => {
  const stored = readTokenFile(place);
  return stored === undefined || unusable(stored, ownerOf(authorization, values)) !== undefined
    ? undefined
    : stored;
};

const openLocked = (
  authorization: AuthorizationCode,
  place: SessionPlace,
  values: Values,
  { release }: Lock,
): SessionSearch => {
  const stored = readTokenFile(place);
  const reason = stored === undefined ? undefined : unusable(stored, ownerOf(authorization, values));
  if (stored === undefined || reason !== undefined) {
    release();
    return { reason };
  }
  const { readableByOthers, ...first } = stored;
  let session: Session = first;
  const replace = (tokens: Partial<Tokens>): void => {
    const next = { ...session, ...tokens };
    writeTokenFile(place, next);
    session = next;
  };
  const names = tokenVariablesOf(authorization);
  return {
    session,
    readableByOthers,
    replace,
    save: (changes) => {
      const changed = ROLES.filter((role) => changes[names[role]] !== undefined)
        .map((role): [string, string] => [role, changes[names[role]] ?? ''])
        // A script that gives up a refresh token may be wrong; who loses it must sign in again.
        .filter(([role, value]) => role !== 'refreshToken' || value !== '');
      if (changed.length > 0) replace(Object.fromEntries(changed));
    },
    release,
  };
};

/** Why a session cannot serve this run. */
const unusable = (
  session: Session,
  owner: Pick<Session, 'tokenEndpoint' | 'clientId'>,
): string | undefined => {
  const when = formatTime(session.loggedInAt);
  if (session.tokenEndpoint !== owner.tokenEndpoint) {
    return `The login of ${when} is not used: it is for ${session.tokenEndpoint}, not for ${owner.tokenEndpoint}.`;
  }
  if (session.clientId !== owner.clientId) {
    const other = owner.clientId === '' ? 'and here no client is named' : `not for ${owner.clientId}`;
    return `The login of ${when} is not used: it is for the client ${session.clientId}, ${other}.`;
  }
  if (session.refreshToken === '' && !isLive(session)) {
    return `The login of ${when} has ended: its access token lived until ${formatTime(expiryOf(session))}, and it has no refresh token.`;
  }
  return undefined;
};

const isLive = (tokens: Tokens): boolean =>
  tokens.accessToken !== '' && expiryOf(tokens).getTime() > Date.now();

/** Where the session of an identity is kept: under its name where the collection has several for which people sign in. */
export const sessionPlaceOf = (
  place: SessionPlace,
  authorization: AuthorizationCode,
  collection: CollectionDeclaration,
): SessionPlace =>
  identitiesOf(collection).filter(isAuthorizationCode).length > 1
    ? { ...place, identity: identityName(authorization) }
    : place;

/** What placeholders stand for: the environment's values, then the collection's own. */
export const placeholderValues = (
  { variables = [] }: CollectionDeclaration,
  environment: PostmanEnvironment,
): Values =>
  Object.fromEntries([
    ...variables.filter(({ enabled }) => enabled !== false).map(({ name, value }) => [name, String(value)]),
    ...environment.values.filter(({ enabled }) => enabled).map(({ key, value }) => [key, value]),
  ]);

/** The tokens under the names of their variables, without what is empty or has ended. */
export const tokenValues = (authorization: AuthorizationCode, tokens: Tokens): Values => {
  const names = tokenVariablesOf(authorization);
  const serving = isLive(tokens) ? tokens : { ...tokens, accessToken: '', expires: '', accessTokenFor: '' };
  return Object.fromEntries(
    ROLES.map((role) => [names[role], serving[role]]).filter(([, value]) => value !== ''),
  );
};
