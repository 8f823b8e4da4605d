/** Okta: client credentials with a signed assertion or a secret, at the org server or a custom authorization server. */

import { clientCredentials, type ClientCredentials, type SigningAlgorithm } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { clientAuthenticationOf, type ClientAuthenticationKind } from './client-authentication.ts';
import { definePreset, tokenVariables, wrongOption, type PresetFacts } from './preset.ts';

/** What `okta` may be told. */
export interface OktaOptions {
  /** Scopes that were granted to the app, separated by blanks; `okta.users.read` unless given. */
  readonly scope?: string;
  /** The id of a custom authorization server, such as `default`; the org's own server unless given. */
  readonly authorizationServer?: string;
  /** `privateKeyJwt` unless given. */
  readonly clientAuthentication?: ClientAuthenticationKind;
  /** `RS256` unless given, `HS256` with `clientSecretJwt`. */
  readonly algorithm?: SigningAlgorithm;
}

const JWT = 'https://developer.okta.com/docs/guides/build-self-signed-jwt/main/';
const CLIENT_AUTHENTICATION = 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/';
const SERVICE_APP = 'https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/';

const algorithms: readonly SigningAlgorithm[] = [
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
];

const OWN_SCOPES =
  "one of the authorization server's own, as Okta gives its scopes (okta.…) only to privateKeyJwt at the org's server";

const facts: PresetFacts = {
  name: 'Okta',
  summary: "An Okta service app, for Okta's own API or an API behind a custom authorization server.",
  algorithms,
  environment: {
    okta_domain: 'example.okta.com',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    okta_domain: "your org's host without -admin, such as example.okta.com",
    client_id: "the app's page in the Admin Console, tab General, Client Credentials",
    client_private_key: "made with the key pair, whose public half is under the app's Public Keys",
    key_id: "the KID beside the key under the app's Public Keys",
    client_secret: "the app's page in the Admin Console, tab General, Client Credentials",
  },
  likelyCauses: {
    invalid_client: [
      "client_private_key does not belong to a key of the app, or key_id isn't its KID",
      "okta_domain differs from the org's own, or holds -admin",
      'the app authenticates in another way: see its Client Credentials',
      "the assertion has expired: check this computer's clock",
      'client_id is wrong',
    ],
    invalid_scope: [
      "the scope is not granted: the app's tab Okta API Scopes",
      "a custom authorization server does not have Okta's own scopes",
    ],
    access_denied: ['no access policy of the authorization server lets this client in'],
    unauthorized_client: ['the app does not allow the client credentials grant'],
    invalid_dpop_proof: [
      "the app demands DPoP, which this login does not have: clear it on the app's tab General, Proof of possession",
    ],
    invalid_token: [
      'the app has no admin role that the request needs',
      'the token is from another authorization server',
    ],
  },
  demands: {
    [CLIENT_AUTHENTICATION]: [
      'The JWT must be signed with RS256, RS384, RS512, ES256, ES384, ES512, HS256, HS384 or HS512.',
    ],
    [JWT]: [
      "The audience must be the token endpoint's URL.",
      'The JWT must end at most 3600 seconds after it arrives.',
    ],
  },
  registration: {
    formats: ['JWK', 'PEM'],
    where:
      'Admin Console › Applications › your API Services app › General › Client Credentials: Public key / Private key, then Add key.',
  },
  documentation: [SERVICE_APP, JWT, CLIENT_AUTHENTICATION],
  sample: { name: 'List users', url: 'https://{{okta_domain}}/api/v1/users' },
  examples: [
    { title: 'As it is', call: 'okta()' },
    {
      title: 'A custom authorization server and ES256',
      call: "okta({ authorizationServer: 'default', scope: 'orders.read', algorithm: 'ES256' })",
    },
    {
      title: 'An assertion made with the client secret',
      call: "okta({ authorizationServer: 'default', scope: 'orders.read', clientAuthentication: 'clientSecretJwt' })",
      variables: { client_secret: secret() },
    },
    {
      title: 'A client secret',
      call: "okta({ authorizationServer: 'default', scope: 'orders.read', clientAuthentication: 'clientSecretBasic' })",
      variables: { client_secret: secret() },
    },
  ],
  notes: [
    'A `jti` is optional; where there is one it works once. The preset sends one.',
    "Okta's own scopes (`okta.…`) are given only to `privateKeyJwt`, at the org's own server.",
    "Okta demands DPoP by default of API Services apps that were made since February 2024. Postsmith's login does not make DPoP proofs yet: clear the box on the app's tab General, Proof of possession.",
  ],
};

/** The authorization of an Okta app, from the variables `okta_domain`, `client_id`, `client_private_key`, `key_id`. */
export const okta = definePreset(facts, (options: OktaOptions = {}): ClientCredentials => {
  const { authorizationServer, clientAuthentication = 'privateKeyJwt', scope = 'okta.users.read' } = options;
  const isOrgWithKey = authorizationServer === undefined && clientAuthentication === 'privateKeyJwt';
  if (!isOrgWithKey && /(?:^| )okta\./.test(scope)) {
    throw wrongOption(facts, 'scope', scope, OWN_SCOPES, SERVICE_APP);
  }
  const path = authorizationServer === undefined ? '' : `/${authorizationServer}`;
  return clientCredentials({
    tokenEndpoint: `https://{{okta_domain}}/oauth2${path}/v1/token`,
    scope,
    clientAuthentication: clientAuthenticationOf(facts, options, {
      keyId: '{{key_id}}',
    }),
  });
});
