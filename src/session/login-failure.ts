/** Why nobody was logged in, in words that say what to do (RFC 6749 §4.1.2.1 and §5.2, RFC 9207 §2.4). */

import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { describeRequestError } from '../engines/request-error.ts';
import { isRecord } from '../model/json.ts';
import { PostsmithError } from '../errors.ts';
import type { LoginSettings } from './settings.ts';

/** True when the person, or the server for them, said no. */
export const isDenial = (error: unknown): boolean =>
  error instanceof AuthorizationResponseError && error.error === 'access_denied';

/** What openid-client threw → what a person is told. Errors of ours, and bugs, stay what they are. */
export const explainFailure = (
  error: unknown,
  settings: LoginSettings,
  attempt: 'login' | 'renewal',
): unknown => {
  if (error instanceof AuthorizationResponseError) return refusedByPerson(error, settings);
  if (error instanceof ResponseBodyError) {
    return failure(
      `The token endpoint refused the ${attempt} with HTTP ${error.status}: ${told(error.error, error.error_description)}`,
      attempt === 'renewal' && error.error === 'invalid_grant'
        ? 'The refresh token has expired, was revoked or was used before: log in again.'
        : hintOf(error.error, settings),
    );
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return failure(
      `The token endpoint ${settings.tokenEndpoint} answered ${error.status} and demands another client authentication than is declared (${settings.clientAuthentication.kind}).`,
    );
  }
  return error instanceof ClientError ? invalidAnswer(error, settings) : error;
};

const failure = (...sentences: readonly (string | undefined)[]): PostsmithError =>
  new PostsmithError('LOGIN_FAILED', sentences.filter((sentence) => sentence !== undefined).join(' '));

const refusedByPerson = (
  { error, error_description: description }: AuthorizationResponseError,
  settings: LoginSettings,
): PostsmithError => {
  if (error === 'access_denied') {
    const reason = description === undefined ? '' : ` The server says: ${clean(description)}.`;
    return failure(
      `The consent was denied, so nothing was granted.${reason}`,
      'Run the command again to ask once more; --scope asks for less.',
    );
  }
  return failure(
    `The authorization server refused the login: ${told(error, description)}`,
    hintOf(error, settings),
  );
};

const told = (error: string, description: string | undefined): string =>
  description === undefined ? `${clean(error)}.` : `${clean(error)} (${clean(description)}).`;

/** The provider's own causes, else those that the error's meaning suggests. */
const hintOf = (
  error: string,
  { redirectUri, clientAuthentication, scope, provider }: LoginSettings,
): string | undefined => {
  const causes = provider?.likelyCauses[error] ?? [];
  if (provider !== undefined && causes.length > 0) {
    return `Likely causes with ${provider.name}: ${causes.join('; ')}.`;
  }
  const hints: Readonly<Record<string, string>> = {
    invalid_client: `Check client id and secret or key, and that the server knows the client for ${clientAuthentication.kind}.`,
    invalid_grant: `The code may have expired, or the redirect URI ${redirectUri.href} (any port) is not the registered one.`,
    invalid_scope: `Asked for was: ${scope === '' ? 'no scope' : scope}. Check which of it the client may ask for; --scope asks for other.`,
    unauthorized_client: 'The server does not allow this client the authorization code grant.',
    redirect_uri_mismatch: `Register ${redirectUri.href} for the client.`,
  };
  return hints[error];
};

/** What came back is no answer, is somebody else's, or nothing came. */
const invalidAnswer = (error: ClientError, settings: LoginSettings): PostsmithError => {
  const network = networkCause(error);
  if (network !== undefined) {
    return failure(
      `The token endpoint ${settings.tokenEndpoint} could not be asked: ${describeRequestError(network)}.`,
    );
  }
  if (error.cause instanceof Response) {
    const { status, headers } = error.cause;
    const type = headers.get('content-type') ?? 'no content type';
    return failure(
      `The token endpoint ${settings.tokenEndpoint} answered HTTP ${status} with ${clean(type)}, which is no token answer; check its address.`,
    );
  }
  const details = detailsOf(error);
  if (details.includes('"iss"')) return foreignIssuer(error, settings);
  if (error.code === 'OAUTH_TIMEOUT') {
    return failure(`The token endpoint ${settings.tokenEndpoint} did not answer in time.`);
  }
  if (details.includes('id_token')) {
    return failure(
      'The scope openid was asked for, but no ID token came. Grant it on the consent page, or leave openid out with --scope.',
    );
  }
  return failure(`The authorization server's answer was not accepted: ${clean(details)}.`);
};

/** Whether it is the authorization response or the ID token that names another issuer. */
const foreignIssuer = (error: ClientError, { issuer }: LoginSettings): PostsmithError => {
  const { where, name } = issuerIn(error.cause);
  const names = `The ${where} names the issuer ${clean(name)}`;
  if (issuer === undefined) {
    return failure(
      `${names}, but the authorization declares none, so nobody can tell whether it is the right one (RFC 9207).`,
      `If it is, declare it: issuer: ${JSON.stringify(clean(name))}.`,
    );
  }
  return failure(
    `${names} instead of ${issuer}: it may come from another server (RFC 9207 §2.4), so nothing of it was used.`,
    'Check `issuer` of the authorization.',
  );
};

const issuerIn = (cause: unknown): { readonly where: string; readonly name: string } => {
  const details = cause instanceof Error && isRecord(cause.cause) ? cause.cause : {};
  const { parameters, claims } = details;
  if (parameters instanceof URLSearchParams) {
    return { where: 'answer', name: parameters.get('iss') ?? '' };
  }
  return { where: 'ID token', name: isRecord(claims) ? String(claims['iss']) : '' };
};

const detailsOf = (error: Error): string =>
  error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;

/** An error of Node's network or TLS code, however deep. */
const networkCause = (error: unknown): { code: string; message: string } | undefined => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && !cause.code.startsWith('OAUTH_')) {
      return { code: cause.code, message: cause.message };
    }
  }
  return undefined;
};

const LONGEST = 300;
/** What a terminal might obey. */
const CONTROL = /\p{C}+/gu;

/** Text of a server, fit for a terminal. */
const clean = (text: string): string => {
  const line = text.replaceAll(CONTROL, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};
