/** A token response, which is trusted in nothing (RFC 6749 §5.1). The script in Postman and the command line read it alike. */

import { canExpand } from './placeholders.ts';
import { grantedScope } from './scope.ts';

/** The fields of a response. */
export type ResponseFields = Readonly<Record<string, unknown>>;

/** Which field of the response holds the token that requests carry. */
export type TokenField = 'access_token' | 'id_token';

/** What a response says, as far as it makes sense. */
export interface TokenResponse {
  readonly token: string;
  /** Absent = the server gave none, or one that Postman would expand. */
  readonly refreshToken?: string;
  /** Seconds; absent = the server does not say. */
  readonly lifetime?: number;
  /** Absent = the server does not say. */
  readonly scope?: string;
  /** What is odd about it, as sentences; the token can be used all the same. */
  readonly warnings: readonly string[];
}

/** Why a response cannot be used, as whole sentences. */
export class UnusableResponse extends Error {}

/** Any visible character of ASCII is good for a header; a blank or a line break would end the token. */
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) && !canExpand(value);

/** Schemes that are no bearer tokens: a request with such a token needs more than the token (RFC 9449, RFC 8693 §2.2.1). */
const OTHER_SCHEMES = /^(dpop|mac|pop|n_a)$/i;

/**
 * Reads the fields of a successful response.
 *
 * @param show makes a text of the server fit for a sentence
 * @throws UnusableResponse
 */
export function readTokenResponse(
  fields: ResponseFields,
  field: TokenField,
  show: (text: string) => string,
): TokenResponse {
  const warnings: string[] = [];
  const token = tokenIn(fields, field);
  const refreshToken = newRefreshToken(fields);
  const { refresh_token: given = '' } = fields;
  if (refreshToken === undefined && (given ?? '') !== '')
    warnings.push(`The new refresh token was not kept: ${flawOf(given)}.`);
  checkType(fields, warnings, show);
  const lifetime = lifetimeIn(fields, warnings);
  const scope = typeof fields['scope'] === 'string' ? grantedScope(fields['scope']) : '';
  return {
    token,
    warnings,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(lifetime !== undefined && { lifetime }),
    ...(scope !== '' && { scope }),
  };
}

function tokenIn(fields: ResponseFields, field: TokenField): string {
  const { [field]: token } = fields;
  if (isToken(token)) return token;
  if (token !== undefined && token !== null && token !== '') {
    throw new UnusableResponse(
      `The field ${field} of the response is no token: ${flawOf(token)}. Check that the token endpoint is the one of your ` +
        'authorization server.',
    );
  }
  if (field === 'access_token' && isToken(fields['id_token'])) {
    throw new UnusableResponse(
      "The response has an id_token but no access_token. If the API takes the ID token, declare `token: 'id_token'` in " +
        'the authorization; otherwise ask for the scope of the API.',
    );
  }
  throw new UnusableResponse(
    `The response has no ${field}. Check that the token endpoint is the one of your authorization server.`,
  );
}

/** What keeps a value from being a token. */
const flawOf = (value: unknown): string =>
  typeof value === 'string'
    ? 'it holds blanks, characters outside of ASCII, or braces that Postman would expand'
    : 'it is no text';

/** The refresh token of a response. One that Postman would expand is none, or the next request could send any variable. */
export const newRefreshToken = ({ refresh_token: token }: ResponseFields): string | undefined =>
  isToken(token) ? token : undefined;

/** The type is a hint: servers write what they like there. */
function checkType(
  { token_type: type }: ResponseFields,
  warnings: string[],
  show: (text: string) => string,
): void {
  const name = typeof type === 'string' ? show(type) : '';
  if (OTHER_SCHEMES.test(name)) {
    throw new UnusableResponse(
      `The token is of the type "${name}", which cannot be sent as a bearer token. Switch the client to bearer tokens in ` +
        'the settings of the authorization server.',
    );
  }
  if (/^bearer$/i.test(name)) return;
  const given =
    type === undefined
      ? 'no token_type'
      : name === ''
        ? 'a token_type that is no text'
        : `the token_type "${name}"`;
  warnings.push(`The response has ${given}; the token is used as a bearer token.`);
}

/** Seconds that the token lives, if that makes sense. Some servers write the number as text. */
function lifetimeIn({ expires_in: value }: ResponseFields, warnings: string[]): number | undefined {
  if (value === undefined || value === null) return undefined;
  const seconds = typeof value === 'boolean' ? NaN : Math.floor(Number(value));
  if (seconds >= 1 && seconds < 1e9) return seconds;
  warnings.push(
    'The response has an expires_in that is no number of seconds; the declared lifetime is used.',
  );
  return undefined;
}
