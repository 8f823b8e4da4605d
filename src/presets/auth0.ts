/** Auth0: client credentials for an API, with a signed assertion or a secret. */

import { clientCredentials, type ClientCredentials } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { clientAuthenticationOf, type ClientAuthenticationKind } from './client-authentication.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

const algorithms = ['RS256', 'RS384', 'PS256'] as const;

/** What `auth0` may be told. */
export interface Auth0Options {
  /** The API's identifier, which may hold placeholders; `{{api_audience}}` unless given. */
  readonly apiAudience?: string;
  readonly scope?: string;
  /** `privateKeyJwt` unless given. */
  readonly clientAuthentication?: Exclude<ClientAuthenticationKind, 'clientSecretJwt'>;
  /** The algorithm of the application's credential: `RS256` unless given. */
  readonly algorithm?: (typeof algorithms)[number];
}

const JWT =
  'https://auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt';
const CONFIGURE = 'https://auth0.com/docs/get-started/applications/configure-private-key-jwt';
const CLIENT_CREDENTIALS = 'https://auth0.com/docs/api/authentication/client-credential-flow/get-token';

const facts: PresetFacts = {
  name: 'Auth0',
  summary: 'A machine-to-machine application of an Auth0 tenant, for an API registered there.',
  algorithms,
  environment: {
    auth0_domain: 'example.eu.auth0.com',
    api_audience: '',
    client_id: '',
    client_private_key: secret(),
    ...tokenVariables,
  },
  whereToFind: {
    auth0_domain: "the application's tab Settings, Domain; or your custom domain",
    api_audience: 'Dashboard › Applications › APIs, the Identifier, which is no address that is called',
    client_id: "the application's tab Settings",
    client_private_key: "made with the key pair, whose public half is on the application's tab Credentials",
    client_secret: "the application's tab Settings",
  },
  likelyCauses: {
    invalid_client: [
      'client_private_key does not belong to a credential of the application',
      "auth0_domain is not the tenant's or its custom domain",
      "the credential's algorithm is another",
      'the credential has expired',
    ],
    invalid_request: ['api_audience is empty or wrong', "the assertion's lifetime is over 5 minutes"],
    access_denied: [
      'the application is not authorized for the API: Applications › APIs › Machine to Machine Applications',
      "api_audience is no API's Identifier",
    ],
    unauthorized_client: [
      'the application does not allow the grant: Settings › Advanced › Grant Types',
      'the application authenticates in another way: tab Credentials',
    ],
    invalid_token: ['api_audience is the Identifier of another API'],
  },
  demands: {
    [JWT]: [
      "The audience must be the tenant's or custom domain's URL with its last slash.",
      'The JWT must end at most 300 seconds after it was issued.',
      'The JWT must have the claim `jti`, of at most 64 characters.',
    ],
    [CONFIGURE]: ['The JWT must be signed with RS256, RS384 or PS256.'],
    [CLIENT_CREDENTIALS]: [
      'The token request must have the parameter `audience`: the identifier of the API.',
    ],
  },
  registration: {
    formats: ['PEM'],
    where: 'Dashboard › Applications › your application › Credentials › Private Key JWT, Add Credential.',
  },
  documentation: [JWT, CONFIGURE, CLIENT_CREDENTIALS],
  sample: { name: 'Read', url: 'https://{{api_host}}/' },
  examples: [
    { title: 'As it is', call: 'auth0()' },
    {
      title: 'With PS256',
      call: "auth0({ algorithm: 'PS256', apiAudience: 'https://orders.example.com/' })",
    },
    {
      title: 'A client secret',
      call: "auth0({ clientAuthentication: 'clientSecretPost' })",
      variables: { client_secret: secret() },
    },
  ],
  notes: [
    'Auth0 advises the shortest lifetime that works; the preset takes one minute.',
    "An application may demand DPoP, which Postsmith's login does not have yet: leave it off.",
    'A `kid` is optional; the preset sends none.',
  ],
};

/** The authorization of an Auth0 application, from the variables `auth0_domain`, `api_audience`, `client_id` and its key. */
export const auth0 = definePreset(facts, (options: Auth0Options = {}): ClientCredentials =>
  clientCredentials({
    tokenEndpoint: 'https://{{auth0_domain}}/oauth/token',
    issuer: 'https://{{auth0_domain}}/',
    ...(options.scope !== undefined && { scope: options.scope }),
    parameters: { audience: options.apiAudience ?? '{{api_audience}}' },
    clientAuthentication: clientAuthenticationOf(facts, options, {
      audience: 'issuer',
      lifetime: 60,
    }),
  }),
);
