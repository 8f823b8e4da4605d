/** Reads what the token endpoint responded: a token, or why there is none (RFC 6749 §5.1 and §5.2). */

import type { Attempt } from './attempt.ts';
import { LoginFailure } from './login-failure.ts';
import { likelyCauses } from './messages/causes.ts';
import * as say from './messages/response.ts';
import {
  newRefreshToken,
  readTokenResponse,
  UnusableResponse,
  type ResponseFields,
  type TokenResponse,
} from './token-response.ts';

/** What came back from the token endpoint. */
export interface ReceivedResponse {
  readonly status: number;
  /** The header `Retry-After`; '' where there is none. */
  readonly retryAfter: string;
  readonly body: string;
}

/** Who wants to know more of a response than whether there is a token. */
interface ResponseListener {
  /** The server has rejected the request; it has no fault of its own. */
  onRejection?(): void;
  /** There is a new refresh token, whatever else is wrong: a server that rotates them takes the old one no more. */
  onRefreshToken?(token: string): void;
}

/**
 * Returns what the response says.
 *
 * @throws LoginFailure when there is no token that could be used
 */
export function readResponse(
  response: ReceivedResponse,
  attempt: Attempt,
  listener: ResponseListener = {},
): TokenResponse {
  const { status } = response;
  const body = response.body.trim();
  const fields = parse(body);
  const { way } = attempt;
  const isError = (fields?.['error'] ?? '') !== '' && fields?.[way.token] === undefined;
  if (status < 200 || status > 299 || isError) {
    if (status < 404) listener.onRejection?.();
    throw rejection({ ...response, body }, fields, attempt);
  }
  if (fields === undefined) throw new LoginFailure(say.unusable, say.notJson(status, say.describeBody(body)));
  return read(fields, attempt, listener);
}

/** The fields of a JSON object; undefined when the body isn't one. */
function parse(body: string): ResponseFields | undefined {
  try {
    return body.startsWith('{') ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

function read(fields: ResponseFields, attempt: Attempt, listener: ResponseListener): TokenResponse {
  for (const name of ['access_token', 'refresh_token', 'id_token']) {
    const secret = fields[name];
    if (typeof secret === 'string') attempt.hide(secret);
  }
  const refreshToken = newRefreshToken(fields);
  if (refreshToken !== undefined) listener.onRefreshToken?.(refreshToken);
  try {
    return readTokenResponse(fields, attempt.way.token, (text) => attempt.show(text, 40));
  } catch (error) {
    if (error instanceof UnusableResponse) throw new LoginFailure(say.unusable, error.message);
    throw error;
  }
}

/** Says status, error, description and likely causes of a response that is no success. */
function rejection(
  { status, retryAfter, body }: ReceivedResponse,
  fields: ResponseFields | undefined,
  attempt: Attempt,
): LoginFailure {
  const [error = '', description = ''] = ['error', 'error_description'].map((name) => {
    const value = fields?.[name] ?? '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  const shownError = attempt.show(error, 80);
  const wait = secondsIn(retryAfter);
  const sentences = [
    shownError === ''
      ? say.noReason(attempt.show(attempt.endpoint), fields ? '' : say.describeBody(body))
      : say.reason(shownError, attempt.show(description)),
    likelyCauses(attempt.way, attempt.configuration.provider, { status, error, description }),
    wait === undefined ? '' : say.retryAfter(wait),
  ];
  return new LoginFailure(say.title(status, shownError), sentences.filter(Boolean).join(' '), wait ?? 30);
}

/** A server that asks for more than a day means something else. */
const LONGEST_WAIT = 86_400;

/** Seconds to wait, from seconds or a date (RFC 9110 §10.2.3); undefined for anything else. */
function secondsIn(value: string): number | undefined {
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds > 0 && seconds <= LONGEST_WAIT ? seconds : undefined;
}
