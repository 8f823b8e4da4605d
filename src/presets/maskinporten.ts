/** Maskinporten (Digdir, Norway): the JWT bearer grant without client authentication, scope in a claim. */

import { jwtBearer, signedJwt, type JwtBearer } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, oneOf, tokenVariables, type PresetFacts } from './preset.ts';

const algorithms = ['RS256', 'RS384', 'RS512'] as const;

/** What `maskinporten` may be told. */
export interface MaskinportenOptions {
  /** True: production instead of the test environment. */
  readonly production?: boolean;
  /** Separated by blanks; `{{maskinporten_scope}}` unless given. */
  readonly scope?: string;
  /** `RS256` unless given. */
  readonly algorithm?: (typeof algorithms)[number];
  /** The API that the token is for, where it demands it. */
  readonly resource?: string;
  /** The organisation number of the consumer that has delegated its access. */
  readonly consumerOrganisation?: string;
  /** True: the business certificate in the header `x5c`, instead of the `kid` of a registered key. */
  readonly businessCertificate?: boolean;
}

const DOCUMENTATION = 'https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_jwtgrant';
const facts: PresetFacts = {
  name: 'Maskinporten',
  summary: 'An API behind Maskinporten, the Norwegian machine-to-machine authorization service.',
  algorithms,
  environment: {
    maskinporten_scope: '',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    maskinporten_scope: 'the scopes of the integration in Samarbeidsportalen, separated by blanks',
    client_id: 'the integration in Samarbeidsportalen, Integrasjonens identifikator',
    client_private_key:
      'made with the key that was registered for the integration, or with the business certificate',
    key_id: "the key's kid, as it was registered for the integration",
    client_certificate: 'the PEM of the business certificate (virksomhetssertifikat) with its chain',
  },
  likelyCauses: {
    invalid_grant: [
      'key_id is not registered for the integration, or its key has expired (after a year)',
      "this computer's clock is off by more than ten seconds (MP-120)",
      'test and production are mixed up: the audience differs (MP-110)',
      'client_private_key does not belong to key_id',
    ],
    invalid_client: ['client_id is unknown in this environment', 'the integration is not active'],
    invalid_scope: [
      'the scope is not on the integration, or its owner has not given the organisation access',
      'maskinporten_scope is misspelt',
    ],
    invalid_request: ['the JWT has a claim that Maskinporten does not know'],
    invalid_token: ['the API demands a resource, which is an option of the preset'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The JWT must be the grant (RFC 7523 §2.1).',
      'The JWT must be signed with RS256, RS384 or RS512.',
      'The audience must be `https://maskinporten.no/` or `https://test.maskinporten.no/`.',
      'The audience must be a string, not a list.',
      'The JWT must have the header `kid` or `x5c`.',
      'The JWT must end at most 120 seconds after it was issued.',
      'The claim `scope` must name the scopes.',
      'The JWT must have no other claims than `aud`, `iss`, `iat`, `exp`, `jti`, `scope`, `resource`, `consumer_org`, `delegation_source`, `authorization_details`.',
    ],
  },
  registration: {
    formats: ['JWK set', 'JWK'],
    where:
      'Samarbeidsportalen › Integrasjoner › your integration › Egne public nøkler, or the administration API.',
  },
  documentation: [DOCUMENTATION, 'https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_token'],
  sample: { name: 'Read', url: 'https://{{api_host}}/' },
  examples: [
    { title: 'As it is', call: 'maskinporten()' },
    { title: 'Production', call: "maskinporten({ production: true, scope: 'example:orders.read' })" },
    {
      title: 'With the business certificate',
      call: 'maskinporten({ businessCertificate: true })',
      variables: { client_certificate: '' },
    },
  ],
  notes: [
    'A `jti` is advised; it works once. The preset sends one.',
    'Keys that are registered by themselves end after a year.',
  ],
};

/** The authorization of a Maskinporten integration, from `maskinporten_scope`, `client_id`, `client_private_key`, `key_id`. */
export const maskinporten = definePreset(facts, (options: MaskinportenOptions = {}): JwtBearer => {
  const issuer = options.production === true ? 'https://maskinporten.no/' : 'https://test.maskinporten.no/';
  const { resource, consumerOrganisation } = options;
  return jwtBearer({
    tokenEndpoint: `${issuer}token`,
    issuer,
    scope: options.scope ?? '{{maskinporten_scope}}',
    assertion: signedJwt({
      algorithm: oneOf(facts, 'algorithm', options.algorithm ?? 'RS256', algorithms),
      audience: 'issuer',
      lifetime: 100,
      scopeClaim: true,
      ...(options.businessCertificate === true
        ? { certificate: { variable: 'client_certificate', headers: ['x5c'] } }
        : { keyId: '{{key_id}}' }),
      claims: {
        ...(resource !== undefined && { resource }),
        ...(consumerOrganisation !== undefined && { consumer_org: consumerOrganisation }),
      },
    }),
  });
});
