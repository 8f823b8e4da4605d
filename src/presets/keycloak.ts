/** Keycloak: client credentials of a realm's client, with any client authentication that Keycloak has. */

import { clientCredentials, type ClientCredentials, type SigningAlgorithm } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { clientAuthenticationOf, type ClientAuthenticationKind } from './client-authentication.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

/** What `keycloak` may be told. */
export interface KeycloakOptions {
  /** Separated by blanks; none unless given: the client's default scopes. */
  readonly scope?: string;
  /** `privateKeyJwt` unless given. */
  readonly clientAuthentication?: ClientAuthenticationKind;
  /** `RS256` unless given, `HS256` with `clientSecretJwt`. */
  readonly algorithm?: SigningAlgorithm;
}

const UPGRADING =
  'https://www.keycloak.org/docs/latest/upgrading/#jwt-client-authentication-aligned-with-the-latest-oidc-specification';
const ADMINISTRATION = 'https://www.keycloak.org/docs/latest/server_admin/#_client-credentials';

const facts: PresetFacts = {
  name: 'Keycloak',
  summary: 'A confidential client of a Keycloak realm with its service account switched on.',
  algorithms: [
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'HS256',
    'HS384',
    'HS512',
  ],
  environment: {
    keycloak_host: 'keycloak.example.com',
    realm: '',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    keycloak_host: "the server's host, as it is in the realm's issuer",
    realm: "the realm's name, as it is in its address",
    client_id: 'Clients, the Client ID',
    client_private_key: "made with the key pair whose public half is on the client's tab Keys",
    key_id: "the kid of the key on the client's tab Keys",
    client_secret: "the client's tab Credentials",
  },
  likelyCauses: {
    invalid_client: [
      "the issuer is another: keycloak_host must be the host that the server takes for its own (see the realm's OpenID configuration)",
      "the client's tab Keys has another key, or none with this key_id",
      "the client's Client Authenticator is another: tab Credentials",
      'the signature algorithm is another than that on the tab Credentials',
      "this computer's clock is wrong",
    ],
    unauthorized_client: [
      'client_secret is wrong, or the Client Authenticator is another: tab Credentials',
      "Service account roles isn't switched on in the client's settings",
    ],
    invalid_scope: ['the client scope is not assigned to the client'],
    invalid_token: ["the service account lacks a role: the client's tab Service account roles"],
    '404': ['realm is wrong, or the server has a path before /realms, such as /auth'],
  },
  demands: {
    [UPGRADING]: [
      "The audience must be the authorization server's issuer identifier or the token endpoint's URL.",
    ],
  },
  registration: {
    formats: ['JWK set', 'certificate', 'PEM'],
    where: 'Clients › your client › Keys: Use JWKS URL, or Import a JWK set, certificate or public key.',
  },
  documentation: [ADMINISTRATION, UPGRADING],
  sample: {
    name: 'Who am I',
    url: 'https://{{keycloak_host}}/realms/{{realm}}/protocol/openid-connect/userinfo',
  },
  examples: [
    { title: 'As it is', call: 'keycloak()' },
    {
      title: 'An assertion made with the client secret',
      call: "keycloak({ clientAuthentication: 'clientSecretJwt' })",
      variables: { client_secret: secret() },
    },
    {
      title: 'A client secret',
      call: "keycloak({ clientAuthentication: 'clientSecretBasic', scope: 'openid' })",
      variables: { client_secret: secret() },
    },
  ],
  notes: [
    'Since version 26.2 an assertion may have one audience: the issuer, which the preset takes, or the token endpoint.',
    'Assertions work once, and a lifetime of about 60 seconds is usual; neither is documented as a demand. The preset takes 60 seconds.',
    "A client may demand DPoP, which Postsmith's login does not have yet: leave it off.",
    'Which algorithms are taken is a setting of each client.',
    'Servers older than version 17 have the path `/auth` before `/realms`.',
  ],
};

/** The authorization of a realm's client, from the variables `keycloak_host`, `realm`, `client_id` and its key. */
export const keycloak = definePreset(facts, (options: KeycloakOptions = {}): ClientCredentials => {
  const issuer = 'https://{{keycloak_host}}/realms/{{realm}}';
  return clientCredentials({
    tokenEndpoint: `${issuer}/protocol/openid-connect/token`,
    issuer,
    ...(options.scope !== undefined && { scope: options.scope }),
    clientAuthentication: clientAuthenticationOf(facts, options, {
      audience: 'issuer',
      lifetime: 60,
      keyId: '{{key_id}}',
    }),
  });
});
