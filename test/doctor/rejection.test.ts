/** What servers write of a rejected client, and what it tells for certain. */

import { expect, test } from 'vitest';
import { causeIn } from '../../src/doctor/rejection.ts';

test.each([
  // oidc-provider and the mock
  ['client not found', 'unknown-client'],
  ['signature verification failed', 'wrong-key'],
  [
    'list of audience (aud) must include the endpoint url, issuer identifier or token endpoint url',
    'wrong-audience',
  ],
  ['the JWT has expired', 'clock'],
  ['iat lies ahead', 'clock'],
  ['client assertion tokens must only be used once: jti already used', 'assertion'],
  // Entra ID
  ["AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.", 'unknown-client'],
  [
    'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.',
    'wrong-key',
  ],
  ['AADSTS7000215: Invalid client secret provided.', undefined],
  // Okta
  ["Invalid value for 'client_id' parameter.", 'unknown-client'],
  ['The client_assertion signature is invalid.', 'wrong-key'],
  ['The audience claim for client_assertion must be the endpoint invoked for the request.', 'wrong-audience'],
  // Keycloak
  ['Invalid client or Invalid client credentials', undefined],
  ['Client authentication with signed JWT failed: Signature on JWT token failed validation', 'wrong-key'],
  ['Client authentication with signed JWT failed: Token is not active', undefined],
  // Ory
  [
    'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).',
    undefined,
  ],
  [
    'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The requested OAuth 2.0 Client does not exist.',
    'unknown-client',
  ],
  ["Unable to verify the integrity of the 'client_assertion' value.", 'wrong-key'],
  // Google
  ['Invalid JWT Signature.', 'wrong-key'],
  [
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    'clock',
  ],
  // Others
  ['no key found for the client', 'wrong-key'],
  ['client assertion signing key not found', 'wrong-key'],
  ['unknown client authentication method', undefined],
  ['Unknown client', 'unknown-client'],
  ['The client is not registered.', 'unknown-client'],
  ['', undefined],
  [`${'client '.repeat(100_000)}`, undefined],
])('‘%.80s’ means %s', (description, cause) => {
  expect(causeIn(description)).toBe(cause);
});
