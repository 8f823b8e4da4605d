/** Any authorization server that follows the FAPI 2.0 Security Profile: client credentials with `private_key_jwt`. */

import {
  clientCredentials,
  privateKeyJwt,
  type ClientCredentials,
  type PrivateKeyJwt,
} from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, oneOf, tokenVariables, type PresetFacts } from './preset.ts';

const algorithms = ['PS256', 'ES256', 'EdDSA'] as const;

/** What `fapi2` may be told. */
export interface Fapi2Options {
  /** Separated by blanks; none unless given. */
  readonly scope?: string;
  /** `PS256` unless given. */
  readonly algorithm?: (typeof algorithms)[number];
  /** True: the JWT is typed `client-authentication+jwt`, as RFC 10070 demands besides. */
  readonly strict?: boolean;
}

const DOCUMENTATION = 'https://openid.net/specs/fapi-security-profile-2_0-final.html';

const facts: PresetFacts = {
  name: 'FAPI 2.0',
  summary: 'An authorization server that follows the FAPI 2.0 Security Profile, such as in open banking.',
  algorithms,
  environment: {
    issuer: 'https://as.example.com',
    token_endpoint: 'https://as.example.com/token',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    issuer:
      "issuer in the server's metadata, <issuer>/.well-known/openid-configuration, character by character",
    token_endpoint: "token_endpoint in the server's metadata",
    client_id: 'given to you when the client was registered',
    client_private_key: 'made with the key pair whose public half was registered',
    key_id: 'kid of the key in the JWK set that was registered',
  },
  likelyCauses: {
    invalid_client: [
      "issuer differs from the server's own by a character, such as a last slash",
      'key_id is not in the registered JWK set',
      'client_private_key does not belong to that key',
      "this computer's clock is wrong",
    ],
    invalid_scope: ['the scope is not registered for the client'],
    unauthorized_client: ['the client may not use the client credentials grant'],
    invalid_request: ['the server demands DPoP or mutual TLS, which this login does not have'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The client must authenticate with private_key_jwt.',
      'The JWT must be signed with PS256, ES256 or EdDSA.',
      "The audience must be the authorization server's issuer identifier.",
      'The audience must be a string, not a list.',
    ],
  },
  registration: {
    formats: ['JWK set'],
    where: "As the server's owner says, most often the address of a JWK set.",
  },
  documentation: [DOCUMENTATION, 'https://www.rfc-editor.org/info/rfc10070'],
  sample: { name: 'Read', url: 'https://{{api_host}}/' },
  examples: [
    { title: 'As it is', call: 'fapi2()' },
    { title: 'ES256, and typed as RFC 10070 demands', call: "fapi2({ algorithm: 'ES256', strict: true })" },
  ],
  notes: [
    "A FAPI 2.0 server demands tokens that are bound to the client, with DPoP or with mutual TLS. A script in Postman can do either, but Postsmith's login does not yet: use this preset where the server lets the client have bearer tokens.",
    'Where the server binds tokens to a client certificate, newman and the Postman CLI present the one of `--ssl-client-cert` to the token endpoint too.',
  ],
};

/** The authorization of a FAPI 2.0 client, from `issuer`, `token_endpoint`, `client_id`, `client_private_key`, `key_id`. */
export const fapi2 = definePreset(facts, (options: Fapi2Options = {}): ClientCredentials<PrivateKeyJwt> =>
  clientCredentials({
    tokenEndpoint: '{{token_endpoint}}',
    issuer: '{{issuer}}',
    ...(options.scope !== undefined && { scope: options.scope }),
    clientAuthentication: privateKeyJwt({
      algorithm: oneOf(facts, 'algorithm', options.algorithm ?? 'PS256', algorithms),
      audience: 'issuer',
      keyId: '{{key_id}}',
      lifetime: 60,
      ...(options.strict !== undefined && { strict: options.strict }),
    }),
  }),
);
