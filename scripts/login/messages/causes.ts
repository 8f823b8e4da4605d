/** What a rejection most likely means, by error code and status: the provider's own causes, else those that hold everywhere. */

import type { Attempt } from '../attempt.ts';

/** A response that is no success. */
export interface Rejection {
  readonly status: number;
  /** RFC 6749 §5.2; '' when the response names none. */
  readonly error: string;
  readonly description: string;
  readonly attempt: Attempt;
}

type Causes = readonly string[];

const WRONG_CREDENTIALS =
  'the client id, or the secret or key, is that of another client or of another environment';
const WRONG_METHOD = 'the server expects the client to authenticate in another way than this collection does';
const AUDIENCE =
  "the audience of the signed assertion is not what the server expects: compare it letter by letter with the provider's page, the last slash included";
const CLOCK = "this computer's clock is wrong by minutes";

/** Causes that hold at any server, by error code (RFC 6749 §5.2, RFC 8707 §2) or by status where there is no code. */
export const generalCauses: Readonly<Record<string, Causes>> = {
  invalid_client: [WRONG_CREDENTIALS, WRONG_METHOD],
  invalid_grant: ['the refresh token or assertion has expired, was used before or was revoked'],
  invalid_scope: [
    'a scope that is asked for does not exist at this server, or is misspelt',
    'the client was not given the permission for it: ask whoever administers the server',
  ],
  unauthorized_client: [
    'the client is not allowed to use this grant: allow it in the settings of the client',
  ],
  unsupported_grant_type: ['the server does not know this grant, or the address is not its token endpoint'],
  invalid_request: ['the server expects a parameter that is not sent, or does not know one that is'],
  invalid_target: ['the API that the token is asked for (audience or resource) is not known to the server'],
  access_denied: ['a policy of the server does not let this client in'],
  use_dpop_nonce: ['the server demands DPoP, which this login does not have: switch it off for the client'],
  invalid_dpop_proof: [
    'the server demands DPoP, which this login does not have: switch it off for the client',
  ],
  server_error: ['the server has a problem: try again later'],
  temporarily_unavailable: ['the server is overloaded or being maintained: try again later'],
  invalid_token: [
    'the API trusts another authorization server than this one',
    'the client lacks the permission for this request',
    CLOCK,
  ],
  400: ['the address is not that of the token endpoint', 'a parameter is missing or wrong'],
  401: [WRONG_CREDENTIALS, WRONG_METHOD, 'a proxy or firewall on the way demands a login of its own'],
  403: [
    WRONG_CREDENTIALS,
    'the client lacks a role or permission',
    'a firewall on the way does not let the request through',
  ],
  404: ['there is nothing at this path: compare the address of the token endpoint letter by letter'],
  405: [
    'a redirect has turned the POST into a GET, as happens when the last slash of the address is missing or too many: compare the address letter by letter',
    'the address is not that of the token endpoint',
  ],
  415: ['the server expects the request as JSON, not as a form, or the other way round'],
  429: ['too many requests were sent: wait, and send fewer at once'],
};

/** What the server's own description adds, and which cause it makes the likeliest. */
const DESCRIBED: readonly (readonly [RegExp, string])[] = [
  [/\baud\b|audience/i, AUDIENCE],
  [
    /\bsub\b|subject/i,
    'the subject of the assertion (the user it acts for) is not known to the server, or has not consented',
  ],
  [/\biss\b|issuer/i, 'the issuer of the assertion is not the client id that the server knows'],
  [/\bjti\b|replay|already used/i, 'an assertion was sent twice: something on the way repeats requests'],
  [/\bexp\b|\biat\b|\bnbf\b|expired|clock|too old|future/i, CLOCK],
  [
    /signature|\bkid\b|key id|public key|jwk/i,
    'the key is not the one that was registered for the client, or its key id differs',
  ],
  [/redirect/i, 'the redirect URI is not registered for the client'],
];

const REFRESH_TOKEN_ENDED =
  'the refresh token has ended, was revoked, or was used before: sign in again (Get New Access Token in Postman, or postsmith login) and fill in the new one';

/** What the kind of login adds to the causes of a code. */
function ownCauses({ error, attempt: { way } }: Rejection): Causes {
  const signs = way.jwt !== undefined || way.clientAuthentication?.jwt !== undefined;
  if (error === 'invalid_grant' && way.refreshToken !== undefined) return [REFRESH_TOKEN_ENDED];
  if (error === 'invalid_grant' && way.jwt !== undefined) return [AUDIENCE, CLOCK];
  return error === 'invalid_client' && signs ? [WRONG_CREDENTIALS, AUDIENCE, CLOCK, WRONG_METHOD] : [];
}

const named = (causes: Readonly<Record<string, Causes>>, name: string): Causes | undefined =>
  Object.entries(causes).find(([code]) => code === name)?.[1];

/** A list, most likely first. */
export const causeList = (provider: string | undefined, causes: Causes): string =>
  causes.length === 0
    ? ''
    : `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

/** The likely causes of a rejection as one sentence, most likely first. */
export function likelyCauses(rejection: Rejection): string {
  const { status, error, description, attempt } = rejection;
  const { provider } = attempt.configuration;
  const own = named(provider?.likelyCauses ?? {}, error || String(status));
  if (own) return causeList(provider?.name, own);
  if (status > 499) return 'The server has a problem of its own: try again later.';
  if (status > 299 && status < 400) {
    return `The server redirects, which a token endpoint does not do: compare the address of the token endpoint letter by letter.`;
  }
  const described = DESCRIBED.filter(([pattern]) => pattern.test(description)).map(([, cause]) => cause);
  const byKind = ownCauses(rejection);
  const general = named(generalCauses, error || String(status)) ?? named(generalCauses, String(status)) ?? [];
  return causeList(undefined, [...new Set([...described, ...(byKind.length > 0 ? byKind : general)])]);
}
