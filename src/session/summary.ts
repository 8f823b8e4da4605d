/** What is said of a session: until when it lives, what was not granted, and how to go on. Never a token. */

import { lackingScope, leastLacking } from '../../scripts/login/scope.ts';
import type { RequestDeclaration } from '../model/collection.ts';
import type { AuthorizedRequest } from '../model/identities.ts';
import type { Tokens } from './token-file.ts';

/** When the access token ends. */
export const expiryOf = ({ expires }: Pick<Tokens, 'expires'>): Date => new Date(Number(expires) * 1000);

/** `2026-11-24 14:03:20`, in local time. */
export const formatTime = (date: Date): string =>
  Number.isNaN(date.getTime()) ? 'an unknown time' : date.toLocaleString('sv-SE');

/** A request that cannot be sent with what was granted. */
interface DeprivedRequest {
  /** Names of its folders, then its own. */
  readonly path: readonly string[];
  /** Scope tokens that it lacks; of alternatives, those of the one that lacks fewest. */
  readonly lacks: readonly string[];
}

/** A request that is sent with the session's token. */
type SessionRequest = Pick<AuthorizedRequest, 'path' | 'item'>;

/** The requests for which `granted` is not enough, in the collection's order. */
export const deprivedRequests = (
  requests: readonly SessionRequest[],
  granted: string,
): readonly DeprivedRequest[] =>
  requests
    .map(({ path, item }) => ({ path, lacks: lackOf(item, granted) }))
    .filter(({ lacks }) => lacks.length > 0);

const lackOf = ({ scope = [] }: RequestDeclaration, granted: string): readonly string[] =>
  leastLacking([scope].flat(), granted);

/** What a summary tells of. */
interface NewSession {
  readonly tokens: Tokens;
  /** The scope that was asked for. */
  readonly asked: string;
  readonly requests: readonly SessionRequest[];
  /** `orders -e lab` */
  readonly names: string;
}

/** A new session as data: never a token. */
export interface SessionSummary {
  /** When the access token ends, in UTC (`2026-11-24T14:03:20.000Z`); null where nobody knows. */
  readonly expires: string | null;
  /** Whether there is a refresh token, with which runs renew it by themselves. */
  readonly isRenewable: boolean;
  /** As it was granted. */
  readonly scope: string;
  /** Scope tokens that were asked for. */
  readonly notGranted: readonly string[];
  readonly deprived: readonly DeprivedRequest[];
}

/** The same for programs. */
export const sessionSummary = ({ tokens, asked, requests }: Omit<NewSession, 'names'>): SessionSummary => {
  const expiry = expiryOf(tokens);
  return {
    expires: Number.isNaN(expiry.getTime()) ? null : expiry.toISOString(),
    isRenewable: tokens.refreshToken !== '',
    scope: tokens.scope,
    notGranted: lackingScope(asked, tokens.scope),
    deprived: deprivedRequests(requests, tokens.scope),
  };
};

/** Requests that are named one by one. */
const SHOWN = 5;

/** Lines for a terminal. */
export const summarizeSession = ({ tokens, asked, requests, names }: NewSession): string =>
  [
    `Signed in. The access token lives until ${formatTime(expiryOf(tokens))}.`,
    tokens.refreshToken === ''
      ? 'There is no refresh token, so sign in again after that. Where the server gives one for the scope offline_access, ask for it, in the declaration or with --scope.'
      : 'There is a refresh token, with which runs renew it by themselves.',
    ...lackLines(asked, tokens.scope, requests),
    `Go on with: postsmith run ${names}`,
    '',
  ].join('\n');

const lackLines = (
  asked: string,
  granted: string,
  requests: readonly SessionRequest[],
): readonly string[] => {
  const lacking = lackingScope(asked, granted);
  const deprived = deprivedRequests(requests, granted);
  const head = lacking.length === 0 ? [] : [`Not granted: ${lacking.join(' ')}.`];
  if (deprived.length === 0) return head;
  const shown = deprived
    .slice(0, SHOWN)
    .map(({ path, lacks }) => `  ${path.join(' › ')} (${lacks.join(' ')})`);
  const more = deprived.length > SHOWN ? [`  and ${deprived.length - SHOWN} more`] : [];
  const what = deprived.length === 1 ? 'This request needs' : `These ${deprived.length} requests need`;
  return [...head, `${what} more than was granted, and will not be sent:`, ...shown, ...more];
};
