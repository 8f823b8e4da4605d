/** Any OAuth 2.0 server: whatever grant is declared, with the help that holds everywhere. */

import { clientCredentials, clientSecretBasic, type Authorization } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, providerOf, tokenVariables, type PresetFacts } from './preset.ts';

/** What `generic` may be told. */
export interface GenericOptions {
  /** Made with `clientCredentials`, `jwtBearer`, `authorizationCode`, … ; client credentials with a secret unless given. */
  readonly authorization?: Authorization;
  /** What messages call the server; `OAuth 2.0 server` unless given. */
  readonly name?: string;
}

const facts: PresetFacts = {
  name: 'OAuth 2.0 server',
  summary: 'Any OAuth 2.0 authorization server that has no preset of its own.',
  algorithms: [],
  environment: {
    token_endpoint: 'https://as.example.com/token',
    client_id: '',
    client_secret: secret(),
    ...tokenVariables,
  },
  whereToFind: {
    token_endpoint: "token_endpoint in the server's metadata, <issuer>/.well-known/openid-configuration",
    client_id: 'given to you when the client was registered',
    client_secret: 'given to you when the client was registered',
    client_private_key: 'made with the key pair whose public half was registered',
  },
  // Those that hold everywhere, which the login has anyway.
  likelyCauses: {},
  demands: {},
  documentation: ['https://www.rfc-editor.org/rfc/rfc6749', 'https://www.rfc-editor.org/rfc/rfc7523'],
  sample: { name: 'Read', url: 'https://{{api_host}}/' },
  examples: [
    { title: 'As it is', call: 'generic()' },
    {
      title: 'With another grant',
      call: `generic({
  name: 'Example',
  authorization: jwtBearer({
    tokenEndpoint: '{{token_endpoint}}',
    assertion: signedJwt({ algorithm: 'RS256', subject: '{{subject}}' }),
  }),
})`,
      variables: { client_private_key: secret(), subject: '' },
    },
    {
      title: 'A grant type of its own: Zoom, server to server',
      call: `generic({
  name: 'Zoom',
  authorization: clientCredentials({
    tokenEndpoint: 'https://zoom.us/oauth/token',
    grantType: 'account_credentials',
    parameters: { account_id: '{{account_id}}' },
    clientAuthentication: clientSecretBasic(),
  }),
})`,
      variables: { account_id: '' },
    },
    {
      title: 'A client secret that is a signed JWT: Sign in with Apple',
      call: `generic({
  name: 'Sign in with Apple',
  authorization: clientCredentials({
    tokenEndpoint: 'https://appleid.apple.com/auth/token',
    scope: 'user.migration',
    clientAuthentication: jwtClientSecret(
      signedJwt({
        algorithm: 'ES256',
        issuer: '{{team_id}}',
        subject: '{{client_id}}',
        audience: 'https://appleid.apple.com',
        keyId: '{{key_id}}',
      }),
    ),
  }),
})`,
      variables: { client_private_key: secret(), team_id: '', key_id: '' },
    },
  ],
  notes: [
    "What a server demands beyond the standards is declared: `parameters` (one with a list is sent several times), `headers`, `encoding: 'json'`, `token: 'id_token'`, a list as `audience`, `keyEncoding` for a shared secret in base64 or hex.",
    'A token endpoint in a network of your own may be `http://` with `allowHttp: true`; client secrets and assertions go there unencrypted.',
    "Servers that demand DPoP or mutual TLS need what Postsmith's login does not have yet: switch it off for the client where the server allows that.",
  ],
};

/** The given authorization, with where its values are found unless it brings a provider of its own. */
export const generic = definePreset(facts, (options: GenericOptions = {}): Authorization => {
  const {
    name = facts.name,
    authorization = clientCredentials({
      tokenEndpoint: '{{token_endpoint}}',
      clientAuthentication: clientSecretBasic(),
    }),
  } = options;
  return { provider: { ...providerOf(facts, authorization), name }, ...authorization };
});
