/**
 * What errors of a token endpoint most likely mean at any server, by error code (RFC 6749 §5.2, RFC 8707 §2) or, where a
 * response names none, by HTTP status. Each is a clause; the likeliest comes first.
 */

type Causes = { readonly [error: string]: readonly string[] };

const WRONG_CREDENTIALS =
  'the client id, or the secret or key, is that of another client or of another environment';
const WRONG_METHOD = 'the server expects the client to authenticate in another way than this collection does';
const DPOP = 'the server demands DPoP, which this login does not have: switch it off for the client';
const WRONG_ADDRESS = 'this is not the address of the token endpoint: compare it letter by letter';

/** What holds for every login. */
export const generalCauses: Causes = {
  invalid_client: [WRONG_CREDENTIALS, WRONG_METHOD],
  invalid_scope: [
    'a scope that is asked for does not exist at this server, or is misspelt',
    'the client has no permission for it: ask whoever administers the server',
  ],
  unauthorized_client: ['the client may not use this grant: allow it in the settings of the client'],
  unsupported_grant_type: ['the server does not have this grant', WRONG_ADDRESS],
  invalid_request: ['a parameter that the server demands is missing, or one is unknown to it'],
  invalid_target: ['the API that the token is asked for (audience or resource) is unknown to the server'],
  invalid_grant: [
    'the server does not accept what the token is asked for with: it has ended, was revoked, or is for another client',
  ],
  access_denied: ['a policy of the server does not let this client in'],
  use_dpop_nonce: [DPOP],
  invalid_dpop_proof: [DPOP],
  400: [WRONG_ADDRESS, 'a parameter is missing or wrong'],
  401: [WRONG_CREDENTIALS, WRONG_METHOD, 'a proxy or firewall on the way demands a login of its own'],
  403: [
    WRONG_CREDENTIALS,
    'the client lacks a role or permission',
    'a firewall on the way does not let the request through',
  ],
  404: [WRONG_ADDRESS],
  405: [
    'a redirect has turned the POST into a GET, as happens when the last slash of the address is missing or is one too many: compare the address letter by letter',
    WRONG_ADDRESS,
  ],
  415: ['the server expects the request as JSON, not as a form, or the other way round'],
  429: ['too many requests were sent: wait, and send fewer at once'],
};

/** What else it means when a refresh token is sent. */
export const refreshTokenCauses: Causes = {
  invalid_grant: [
    'the refresh token has ended, was revoked, or was used before: sign in again (where the collection has it, with Get New Access Token in Postman or with postsmith login) and fill in the new one',
  ],
};

const AUDIENCE =
  "the audience of the signed JWT is not what the server expects: compare it letter by letter with the provider's page, the last slash included";
const CLOCK = "this computer's clock is wrong by minutes";

/** What else it means when a JWT is the grant or authenticates the client. */
export const signedJwtCauses: Causes = {
  invalid_client: [WRONG_CREDENTIALS, AUDIENCE, CLOCK, WRONG_METHOD],
  invalid_grant: [AUDIENCE, 'the subject (the user) is unknown to the server, or has not consented', CLOCK],
};

/** Words in a server's description of an error, as regular expressions without case, and what they make the likeliest. */
export const signedJwtHints: readonly (readonly [pattern: string, cause: string])[] = [
  ['\\baud\\b|audience', AUDIENCE],
  [
    '\\bsub\\b|subject',
    'the subject of the signed JWT (the user it acts for) is unknown to the server, or has not consented',
  ],
  ['\\biss\\b|issuer', 'the issuer of the signed JWT is not the client id that the server knows'],
  ['\\bjti\\b|replay|already', 'the same JWT was sent twice: something on the way repeats requests'],
  ['\\b(exp|iat|nbf)\\b|expired|clock|too old|future', CLOCK],
  [
    'signature|\\b(kid|keys?)\\b',
    'the key is not the one that was registered for the client, or its key id differs',
  ],
];

/** What an API that rejects a token just issued most likely means by it. */
export const invalidTokenCauses: readonly string[] = [
  'the API trusts another authorization server than this one',
  'the client lacks the permission for this request',
  CLOCK,
];
