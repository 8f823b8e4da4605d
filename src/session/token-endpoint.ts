/** Asks the token endpoint for a person's session, with the requests and readings of the script (RFC 6749 §4.1.3, §6). */

import { Attempt } from '../../scripts/login/attempt.ts';
import type { WayConfiguration } from '../../scripts/login/configuration.ts';
import { LoginFailure } from '../../scripts/login/login-failure.ts';
import { networkFailure, timedOut } from '../../scripts/login/messages/network.ts';
import { readResponse, type ReceivedResponse } from '../../scripts/login/response.ts';
import { grantedScope } from '../../scripts/login/scope.ts';
import { encodeRequest, prepareRequest } from '../../scripts/login/token-request.ts';
import { PostsmithError } from '../errors.ts';
import { configureLogin } from '../oauth/configuration.ts';
import { isRecord, parseJson } from '../values/json.ts';
import { sendHttp } from '../http-request.ts';
import { partsFor } from './parts.ts';
import { variablesOf, type SessionSettings } from './settings.ts';
import type { Tokens } from './token-file.ts';

/** Milliseconds. */
const TIMEOUT = 30_000;
/** Bytes; a token response has a few thousand. */
const LONGEST = 1_000_000;

/** How the token endpoint is asked. */
export interface Asking {
  /** Path of a PEM file with authorities to trust besides the known ones. */
  readonly caFile?: string;
  readonly signal?: AbortSignal;
  /** Called with what is odd about a response that is used all the same: a sentence each. */
  onWarning(warning: string): void;
  /** Called with what must not be printed. */
  onSecret(name: string, value: string): void;
}

/** What was granted, and the ID token where there is one. */
export interface Granted {
  readonly tokens: Tokens;
  readonly idToken: unknown;
}

/** Parameters of a token request, taken literally. */
type Parameters = Readonly<Record<string, string>>;

/** What else an error means where a person has just signed in. */
const CODE_CAUSES = {
  invalid_grant: [
    'the redirect URI is not the one that is registered for the client',
    'the code has ended, or was used before: sign in again',
  ],
};

/** The way of a session is that of its refresh token, but for what is exchanged. */
const wayOf = (
  { authorization }: SessionSettings,
  grantType: 'authorization_code' | 'refresh_token',
): WayConfiguration => {
  const [way] = configureLogin(authorization).ways;
  if (way === undefined) throw new TypeError('There is no way to renew a session');
  const { refreshToken, ...rest } = way;
  return {
    ...rest,
    parameters: { ...way.parameters, grant_type: grantType },
    secretParameters: {},
    ...(grantType === 'refresh_token'
      ? refreshToken !== undefined && { refreshToken }
      : { causes: { ...way.causes, ...CODE_CAUSES, ...authorization.provider?.likelyCauses } }),
  };
};

/**
 * Reads what the request needs, its keys above all; returns how to ask.
 *
 * @throws PostsmithError USAGE when something is wrong with a value, SIGN_IN_FAILED when nothing is granted
 */
export const prepareGrant = async (
  settings: SessionSettings,
  grantType: 'authorization_code' | 'refresh_token',
  asking: Asking,
): Promise<(parameters: Parameters) => Promise<Granted>> => {
  const way = wayOf(settings, grantType);
  const { authorization, values, scope } = settings;
  const attempt = new Attempt(configureLogin(authorization), way, variablesOf(values));
  const parts = partsFor(way);
  const makeRequest = await prepareRequest(attempt, parts);
  if (attempt.problems.length > 0) {
    throw new PostsmithError('USAGE', 'Nobody can sign in with these values:', {
      problems: attempt.problems,
    });
  }
  return (parameters) =>
    explaining(async () => {
      for (const [name, value] of Object.entries(parameters)) hide(attempt, asking, name, value);
      const request = await makeRequest();
      Object.assign(request.parameters, parameters);
      const sentAt = Math.floor(Date.now() / 1000);
      const response = await send(attempt, encodeRequest(request, parts.encode), asking);
      const fields = fieldsOf(response);
      for (const name of ['access_token', 'refresh_token', 'id_token']) {
        hide(attempt, asking, name, fields[name]);
      }
      const read = readResponse(response, attempt);
      for (const warning of read.warnings) asking.onWarning(warning);
      const tokens = {
        accessToken: read.token,
        refreshToken: read.refreshToken ?? '',
        expires: String(sentAt + (read.lifetime ?? way.tokenLifetime)),
        // What is not told is what was asked for (RFC 6749 §5.1).
        scope: read.scope ?? grantedScope(scope),
        // Empty: the collection's script takes the token as one that a person put there.
        accessTokenFor: '',
      };
      return { tokens, idToken: fields['id_token'] };
    });
};

const hide = (attempt: Attempt, { onSecret }: Asking, name: string, value: unknown): void => {
  if (typeof value !== 'string' || value === '' || name === 'redirect_uri') return;
  attempt.hide(value);
  onSecret(name, value);
};

/** Empty when the body is no JSON object: what reads the response says so. */
const fieldsOf = ({ body }: ReceivedResponse): Readonly<Record<string, unknown>> => {
  const fields = parseJson(body);
  return isRecord(fields) ? fields : {};
};

const send = async (
  attempt: Attempt,
  { headers, body }: ReturnType<typeof encodeRequest>,
  { caFile, signal }: Asking,
): Promise<ReceivedResponse> => {
  const { endpoint } = attempt;
  const late = AbortSignal.timeout(TIMEOUT);
  try {
    const either = signal === undefined ? late : AbortSignal.any([signal, late]);
    return await sendHttp(endpoint, {
      method: 'POST',
      headers,
      body,
      caFile,
      signal: either,
      longest: LONGEST,
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (late.aborted) throw new LoginFailure(...timedOut(endpoint, TIMEOUT / 1000));
    const { code = '', message = '' }: { code?: unknown; message?: unknown } = Object(error);
    const details = [code, message].filter((text) => typeof text === 'string' && text !== '').join(': ');
    throw new LoginFailure(...networkFailure(endpoint, attempt.show(details)));
  }
};

/** What the shared code throws → what the command line says. Bugs stay what they are. */
const explaining = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LoginFailure)) throw error;
    throw new PostsmithError(
      'SIGN_IN_FAILED',
      `The token endpoint gave no token: ${error.problem}. ${error.message}`,
    );
  }
};

/**
 * Renews an access token without a script (RFC 6749 §6), for an engine that cannot hand back what its scripts renewed.
 *
 * @returns new tokens; the refresh token is the old one where the server gave no other
 * @throws PostsmithError SIGN_IN_FAILED, USAGE
 */
export const renewTokens = async (
  settings: SessionSettings,
  tokens: Tokens,
  asking: Asking,
): Promise<Tokens> => {
  const ask = await prepareGrant({ ...settings, scope: tokens.scope }, 'refresh_token', asking);
  const { tokens: renewed } = await ask({ refresh_token: tokens.refreshToken });
  return { ...renewed, refreshToken: renewed.refreshToken || tokens.refreshToken };
};
