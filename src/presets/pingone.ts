/** PingOne: client credentials of a worker or service application. */

import { clientCredentials, type ClientCredentials, type SigningAlgorithm } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { clientAuthenticationOf, type ClientAuthenticationKind } from './client-authentication.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

/** What `pingone` may be told. */
export interface PingoneOptions {
  /** Separated by blanks; none unless given. */
  readonly scope?: string;
  /** `privateKeyJwt` unless given. */
  readonly clientAuthentication?: ClientAuthenticationKind;
  /** `RS256` unless given, `HS256` with `clientSecretJwt`. */
  readonly algorithm?: SigningAlgorithm;
}

const PRIVATE_KEY =
  'https://developer.pingidentity.com/pingone-api/auth/auth-config-options/create-a-private-key-jwt.html';
const CLIENT_SECRET =
  'https://developer.pingidentity.com/pingone-api/auth/auth-config-options/create-a-client-secret-jwt.html';
const METHODS =
  'https://docs.pingidentity.com/pingone/applications/p1_token_endpoint_authentication_methods.html';

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

const facts: PresetFacts = {
  name: 'PingOne',
  summary: 'An application of a PingOne environment, for the PingOne API or a resource of your own.',
  algorithms,
  environment: {
    pingone_host: 'auth.pingone.eu',
    environment_id: '',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    pingone_host:
      "auth.pingone with the region's ending: .com, .eu, .ca, .asia, .sg or .com.au; or the custom domain",
    environment_id: 'the environment › Settings › Environment Properties',
    client_id: "the application's tab Overview",
    client_private_key: 'made with the key pair whose JWK set was given to the application',
    key_id: 'kid of the key in the JWK set that was given to the application',
    client_secret: "the application's tab Overview",
  },
  likelyCauses: {
    invalid_client: [
      "the application's Token Endpoint Authentication Method is another",
      'client_private_key does not belong to a key of the JWK set',
      "pingone_host has another region's ending, or is not the custom domain in use",
      'the application is not enabled',
    ],
    unauthorized_client: ["the application's Grant Type does not include Client Credentials"],
    invalid_scope: ["the scope is not on the application's tab Resources"],
    invalid_token: ['the application has no role that the request needs: tab Roles'],
    '404': ['environment_id is not of this region'],
  },
  demands: {
    [PRIVATE_KEY]: [
      "The audience must be the token endpoint's URL or the authorization server's issuer identifier.",
      'The JWT must end at most 3600 seconds after it arrives.',
    ],
    [METHODS]: [
      'The JWT must be signed with RS256, RS384, RS512, ES256, ES384, ES512, HS256, HS384 or HS512.',
    ],
  },
  registration: {
    formats: ['JWK set'],
    where:
      'The environment › Applications › your application › Configuration › JWKS: the set itself, or its address.',
  },
  documentation: [METHODS, PRIVATE_KEY, CLIENT_SECRET],
  sample: { name: 'Read', url: 'https://{{api_host}}/' },
  examples: [
    { title: 'As it is', call: 'pingone()' },
    {
      title: 'An assertion made with the client secret',
      call: "pingone({ clientAuthentication: 'clientSecretJwt', algorithm: 'HS512' })",
      variables: { client_secret: secret() },
    },
    {
      title: 'A client secret',
      call: "pingone({ clientAuthentication: 'clientSecretPost' })",
      variables: { client_secret: secret() },
    },
  ],
  notes: [
    "Of the endpoint's own audiences only token endpoint and issuer make sense here; PingOne also takes the endpoint that is called.",
    '`iat` and `jti` are optional and not looked at.',
    'One page names RS256, RS384 and RS512 alone for private keys, another ES256, ES384 and ES512 as well; both are taken.',
  ],
};

/** The authorization of a PingOne application, from `pingone_host`, `environment_id`, `client_id` and its key. */
export const pingone = definePreset(facts, (options: PingoneOptions = {}): ClientCredentials => {
  const issuer = 'https://{{pingone_host}}/{{environment_id}}/as';
  return clientCredentials({
    tokenEndpoint: `${issuer}/token`,
    issuer,
    ...(options.scope !== undefined && { scope: options.scope }),
    clientAuthentication: clientAuthenticationOf(facts, options, {
      keyId: '{{key_id}}',
    }),
  });
});
