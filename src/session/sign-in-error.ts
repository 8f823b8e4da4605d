/** Why nobody was signed in, in words that say what to do (RFC 6749 §4.1.2.1, RFC 9207 §2.4, OpenID Connect Core §3.1.3.7). */

import {
  AuthorizationResponseError,
  OperationProcessingError,
  UnsupportedOperationError,
} from 'oauth4webapi';
import { causeList } from '../../scripts/login/messages/causes.ts';
import { clean } from '../../scripts/login/redact.ts';
import { PostsmithError } from '../errors.ts';
import { isRecord } from '../values/json.ts';
import type { SessionSettings } from './settings.ts';

/** True when the person, or the server for them, said no. */
export const isDenial = (error: unknown): boolean =>
  error instanceof AuthorizationResponseError && error.error === 'access_denied';

/** What oauth4webapi threw → what a person is told. Errors of ours, and bugs, stay what they are. */
export const explainError = (error: unknown, settings: SessionSettings): unknown => {
  if (error instanceof AuthorizationResponseError) return rejectedByServer(error, settings);
  const isResponse = error instanceof OperationProcessingError || error instanceof UnsupportedOperationError;
  return isResponse ? invalidResponse(error, settings) : error;
};

const failed = (...sentences: readonly (string | undefined)[]): PostsmithError =>
  new PostsmithError('SIGN_IN_FAILED', sentences.filter((sentence) => sentence !== undefined).join(' '));

/** Text of a server without what a terminal might obey, and without a full stop. */
const show = (text: string): string => clean(text, []).replace(/\.$/, '');

const rejectedByServer = (
  { error, error_description: description }: AuthorizationResponseError,
  settings: SessionSettings,
): PostsmithError => {
  if (error === 'access_denied') {
    return failed(
      'The consent was denied, so nothing was granted.',
      description === undefined ? undefined : `The server says: ${show(description)}.`,
      'Run the command again to ask once more; --scope asks for less.',
    );
  }
  const told = description === undefined ? show(error) : `${show(error)}: ${show(description)}`;
  return failed(`The authorization server rejected the sign-in. It says ${told}.`, causesOf(error, settings));
};

/** The provider's own causes, else those that the error's meaning suggests. */
const causesOf = (
  error: string,
  { authorization, redirectUri, scope }: SessionSettings,
): string | undefined => {
  const { provider } = authorization;
  const own = provider?.likelyCauses[error] ?? [];
  if (own.length > 0) return causeList(provider?.name, own);
  const hints: Readonly<Record<string, string>> = {
    invalid_scope: `Asked for was ${scope === '' ? 'no scope' : `the scope ${scope}`}. Check which of it the client may ask for; --scope asks for other.`,
    unauthorized_client:
      'The server does not allow this client the authorization code grant. Allow it in the settings of the client.',
    invalid_request: `Check that the redirect URI ${redirectUri.href} (any port) is registered for the client.`,
    redirect_uri_mismatch: `Register the redirect URI ${redirectUri.href} (any port) for the client.`,
  };
  return hints[error];
};

/** The scope was asked for, so that the ID token's absence means something. */
export const noIdToken = (): PostsmithError =>
  failed(
    'The scope openid was asked for, but no ID token came.',
    'Grant it on the consent page, or leave openid out with --scope.',
  );

/** The callback or the ID token is no such thing, or somebody else's. */
const invalidResponse = (error: Error, settings: SessionSettings): PostsmithError => {
  const { parameters, claims, claim }: Readonly<Record<string, unknown>> = isRecord(error.cause)
    ? error.cause
    : {};
  if (parameters instanceof URLSearchParams && error.message.includes('"iss"')) {
    return foreignIssuer('response', parameters.get('iss') ?? '', settings);
  }
  if (parameters instanceof URLSearchParams) {
    return failed(
      `The response of the authorization server is none that can be used: ${show(error.message)}.`,
    );
  }
  if (isRecord(claims) && claim === 'iss') return foreignIssuer('ID token', String(claims['iss']), settings);
  return failed(
    `The ID token was not accepted: ${show(error.message)}.`,
    'It may be meant for another client, or the clock of this computer is wrong.',
  );
};

const foreignIssuer = (what: string, name: string, { issuer }: SessionSettings): PostsmithError =>
  failed(
    `The ${what} names the issuer ${show(name)} instead of ${issuer ?? 'none'}: it may come from another server (RFC 9207 §2.4), so nothing of it was used.`,
    'Check `issuer` of the authorization, letter by letter.',
  );
