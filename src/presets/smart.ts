/** SMART Backend Services (HL7 FHIR): client credentials with a signed assertion and `system/` scopes. */

import {
  clientCredentials,
  privateKeyJwt,
  type ClientCredentials,
  type PrivateKeyJwt,
  type SigningAlgorithm,
} from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, hasScope, tokenVariables, wrongOption, type PresetFacts } from './preset.ts';

/** What `smart` may be told. */
export interface SmartOptions {
  /** Separated by blanks; `system/*.rs` unless given. */
  readonly scope?: string;
  /** `RS384` unless given; `ES384` is the other one that every server has to know at least one of. */
  readonly algorithm?: SigningAlgorithm;
  /** The address of the client's JWK set, for the header `jku`; may hold placeholders. */
  readonly jwkSetUrl?: string;
}

const ASSERTION = 'https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html';
const BACKEND = 'https://hl7.org/fhir/smart-app-launch/backend-services.html';

const facts: PresetFacts = {
  name: 'SMART Backend Services',
  summary: 'A FHIR server that follows SMART App Launch, for a backend service without a user.',
  algorithms: ['RS384', 'ES384'],
  environment: {
    fhir_base_url: 'https://fhir.example.com/r4',
    token_endpoint: 'https://fhir.example.com/token',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    fhir_base_url: "the server's documentation",
    token_endpoint:
      'token_endpoint in <fhir_base_url>/.well-known/smart-configuration, character by character',
    client_id: 'given to you when the client was registered at the server',
    client_private_key: 'made with the key pair whose public half was registered',
    key_id: 'kid of the key in the JWK set that was registered',
  },
  likelyCauses: {
    invalid_client: [
      'key_id is not the kid of a key in the registered JWK set, or the server has an old copy of the set',
      'client_private_key does not belong to that key',
      'token_endpoint differs from that in the SMART configuration',
      "this computer's clock is off by minutes",
    ],
    invalid_scope: [
      'the scope is not registered for the client, or the server knows only the older form system/*.read',
    ],
    unauthorized_client: ['the client is not registered as a backend service'],
    invalid_token: ['the scope does not cover this resource'],
  },
  demands: {
    [ASSERTION]: [
      'The client must authenticate with private_key_jwt.',
      "The audience must be the token endpoint's URL.",
      'The JWT must have the header `kid`.',
      'The header `typ` must be `JWT`.',
      'The JWT must end at most 300 seconds after it arrives.',
      'The JWT must have the claim `jti`.',
    ],
    [BACKEND]: ['The scope must name scopes that begin with system/.'],
  },
  registration: {
    formats: ['JWK set'],
    where:
      "As the server's owner says: best the address of a JWK set (https, public keys only), else the set itself.",
  },
  documentation: [BACKEND, ASSERTION],
  sample: { name: 'Read patients', url: '{{fhir_base_url}}/Patient' },
  examples: [
    { title: 'As it is', call: 'smart()' },
    {
      title: 'ES384 and the address of the JWK set',
      call: "smart({ scope: 'system/Patient.rs', algorithm: 'ES384', jwkSetUrl: 'https://{{jwk_set_host}}/jwks.json' })",
      variables: { jwk_set_host: 'keys.example.com' },
    },
  ],
  notes: [
    'Every server knows RS384 or ES384; it may know others, so the preset takes any algorithm.',
    '`jku` is optional.',
  ],
};

/** The authorization of a SMART backend service, from `token_endpoint`, `client_id`, `client_private_key`, `key_id`. */
export const smart = definePreset(facts, (options: SmartOptions = {}): ClientCredentials<PrivateKeyJwt> => {
  const { scope = 'system/*.rs' } = options;
  if (!hasScope(scope, /^system\//)) {
    throw wrongOption(facts, 'scope', scope, 'scopes that begin with system/', BACKEND);
  }
  return clientCredentials({
    tokenEndpoint: '{{token_endpoint}}',
    scope,
    clientAuthentication: privateKeyJwt({
      algorithm: options.algorithm ?? 'RS384',
      keyId: '{{key_id}}',
      lifetime: 240,
      ...(options.jwkSetUrl !== undefined && { header: { jku: options.jwkSetUrl } }),
    }),
  });
});
