/** Any OAuth 2.0 server: whatever grant is declared, with help that holds everywhere and no rules. */

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
  likelyCauses: {
    invalid_client: [
      'client id, secret or key are those of another client or environment',
      'the server expects the client to authenticate in another way',
      "the assertion's audience differs from what the server expects by a character",
      "this computer's clock is off by minutes",
    ],
    invalid_grant: ['the assertion or refresh token has expired, was used before or was revoked'],
    unauthorized_client: ['the client may not use this grant'],
    invalid_scope: ['the scope does not exist, or the client may not ask for it'],
    invalid_token: ['the token is for another API or has too small a scope'],
  },
  rules: [],
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
  ],
  notes: ['There are no rules: the server answers what it does not like.'],
};

/** The given authorization, with likely causes for the usual errors unless it brings its own. */
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
