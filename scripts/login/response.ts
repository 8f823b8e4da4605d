/** Reads what the token endpoint responded: a token, or why there is none (RFC 6749 §5.1 and §5.2). */

import type { Attempt } from './attempt.ts';
import { LoginFailure } from './login-failure.ts';
import { likelyCauses } from './messages/causes.ts';
import * as say from './messages/response.ts';
import { lackingScope } from './scope.ts';
import {
  readTokenResponse,
  UnusableResponse,
  type ResponseFields,
  type TokenResponse,
} from './token-response.ts';
import type { Token } from './token-store.ts';
import { put } from './variables.ts';

/**
 * Returns the token.
 *
 * @param onRejection called when the server has rejected the request, not when it has a fault of its own
 * @throws LoginFailure when there is none
 */
export function readResponse(response: PostmanResponse, attempt: Attempt, onRejection: () => void): Token {
  const { code } = response;
  const body = (response.text() ?? '').trim();
  const fields = parse(body);
  const { way } = attempt;
  const isError = fields?.['error'] !== undefined && fields[way.token] === undefined;
  if (code < 200 || code > 299 || isError) {
    if (code < 404) onRejection();
    throw rejection(response, fields, body, attempt);
  }
  if (fields === undefined) throw new LoginFailure(say.unusable, say.notJson(code, say.describeBody(body)));
  return accept(read(fields, attempt), attempt);
}

/** The fields of a JSON object; undefined when the body isn't one. */
function parse(body: string): ResponseFields | undefined {
  try {
    return body.startsWith('{') ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

function read(fields: ResponseFields, attempt: Attempt): TokenResponse {
  // A server that has replaced the refresh token takes the old one no more, whatever else is wrong with its response.
  const { refreshToken } = attempt.way;
  for (const name of ['access_token', 'refresh_token', 'id_token']) {
    const secret = fields[name];
    if (typeof secret === 'string') attempt.hide(secret);
  }
  try {
    const result = readTokenResponse(fields, attempt.way.token, (text) => attempt.show(text, 40));
    if (refreshToken !== undefined && result.refreshToken !== undefined)
      put(refreshToken, result.refreshToken);
    return result;
  } catch (error) {
    if (error instanceof UnusableResponse) throw new LoginFailure(say.unusable, error.message);
    throw error;
  }
}

function accept(response: TokenResponse, { way, scope }: Attempt): Token {
  for (const warning of response.warnings) console.warn(warning);
  // RFC 6749 §5.1 and §6: what is not said is what was asked for, or what the refresh token was granted.
  const granted = response.scope ?? scope;
  const lacking = lackingScope(scope, granted);
  if (lacking.length > 0) console.warn(say.smallerScope(lacking.join(' ')));
  return { accessToken: response.token, lifetime: response.lifetime ?? way.tokenLifetime, scope: granted };
}

/** Says status, error, description and likely causes of a response that is no success. */
function rejection(
  { code, headers }: PostmanResponse,
  fields: ResponseFields | undefined,
  body: string,
  attempt: Attempt,
): LoginFailure {
  const [error = '', description = ''] = ['error', 'error_description'].map((name) => {
    const value = fields?.[name];
    return value === undefined || value === null
      ? ''
      : attempt.show(typeof value === 'string' ? value : JSON.stringify(value));
  });
  const wait = secondsIn(headers.get('Retry-After') ?? '');
  const sentences = [
    error === ''
      ? say.noReason(attempt.show(attempt.endpoint), fields ? '' : say.describeBody(body))
      : say.reason(error, description),
    likelyCauses(attempt.way, attempt.configuration.provider, code, error, description),
    wait === undefined ? '' : say.retryAfter(wait),
  ];
  return new LoginFailure(say.title(code, error), sentences.filter(Boolean).join(' '), wait ?? 30);
}

/** A server that asks for more than a day means something else. */
const LONGEST_WAIT = 86_400;

/** Seconds to wait, from seconds or a date (RFC 9110 §10.2.3); undefined for anything else. */
function secondsIn(value: string): number | undefined {
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds > 0 && seconds <= LONGEST_WAIT ? seconds : undefined;
}
