/** Epic on FHIR: SMART Backend Services as Epic runs them. */

import {
  clientCredentials,
  privateKeyJwt,
  type ClientCredentials,
  type PrivateKeyJwt,
} from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, oneOf, tokenVariables, type PresetFacts } from './preset.ts';

const algorithms = ['RS384', 'ES384', 'ES256'] as const;

/** What `epic` may be told. */
export interface EpicOptions {
  /** Separated by blanks; none unless given: the app has the scopes of its registration. */
  readonly scope?: string;
  /** `RS384` unless given. The others need a JWK set address at Epic. */
  readonly algorithm?: (typeof algorithms)[number];
  /** The address of the client's JWK set, for the header `jku`; may hold placeholders. */
  readonly jwkSetUrl?: string;
}

const DOCUMENTATION = 'https://fhir.epic.com/Documentation?docId=oauth2';

const facts: PresetFacts = {
  name: 'Epic',
  summary: 'A backend app of Epic on FHIR, in the sandbox or at an Epic customer.',
  algorithms,
  environment: {
    epic_host: 'fhir.epic.com',
    epic_instance: 'interconnect-fhir-oauth',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    epic_host:
      "fhir.epic.com for the sandbox, else the host of the customer's FHIR base URL on open.epic.com/MyApps/Endpoints",
    epic_instance:
      "the first part of the path of the customer's FHIR base URL; interconnect-fhir-oauth for the sandbox",
    client_id: "the app's page on fhir.epic.com, Client ID; the sandbox has one of its own (Non-Production)",
    client_private_key: "made with the key pair whose public half is in the app's JWK set",
    key_id: "kid of the key in the app's JWK set",
  },
  likelyCauses: {
    invalid_client: [
      'the app was saved less than an hour ago: the sandbox needs time to take a change over',
      'the Non-Production client_id belongs to the sandbox, the other one to production',
      'key_id is not in the JWK set, or Epic cannot reach the address of the set',
      "this computer's clock is off: exp may be five minutes ahead at most",
      'epic_host or epic_instance differ from those of the FHIR base URL',
    ],
    unauthorized_client: [
      'the app is no backend app (Application Audience: Backend Systems)',
      'the customer has not downloaded the app, or mapped it to no user',
    ],
    invalid_scope: ['the API is not selected for the app'],
    invalid_token: ['the API is not selected for the app, or the user that it is mapped to lacks the right'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The client must authenticate with private_key_jwt.',
      "The audience must be the token endpoint's URL.",
      'The JWT must have the header `kid`.',
      'The JWT must end at most 300 seconds after it arrives.',
      'The JWT must have the claim `jti`, of at most 151 characters.',
    ],
  },
  registration: {
    formats: ['JWK set'],
    where:
      'fhir.epic.com › Build Apps › your app: Non-Production and Production JWK Set URL. Publish the public set at that address.',
  },
  documentation: [DOCUMENTATION, 'https://hl7.org/fhir/smart-app-launch/backend-services.html'],
  sample: { name: 'Read a patient', url: 'https://{{epic_host}}/{{epic_instance}}/api/FHIR/R4/Patient' },
  examples: [
    { title: 'As it is', call: 'epic()' },
    { title: 'With ES384', call: "epic({ algorithm: 'ES384' })" },
  ],
  notes: [
    'Backend apps need the address of a JWK set since February 2026; that makes `kid` necessary.',
    'RS384 works everywhere; ES256 and ES384 only with a JWK set address. Which others Epic takes is not documented; the preset has these three.',
    'Whether a scope is needed is not documented; the preset asks for none.',
  ],
};

/** The authorization of an Epic backend app, from `epic_host`, `epic_instance`, `client_id`, `client_private_key`, `key_id`. */
export const epic = definePreset(facts, (options: EpicOptions = {}): ClientCredentials<PrivateKeyJwt> =>
  clientCredentials({
    tokenEndpoint: 'https://{{epic_host}}/{{epic_instance}}/oauth2/token',
    ...(options.scope !== undefined && { scope: options.scope }),
    clientAuthentication: privateKeyJwt({
      algorithm: oneOf(facts, 'algorithm', options.algorithm ?? 'RS384', algorithms),
      keyId: '{{key_id}}',
      lifetime: 240,
      ...(options.jwkSetUrl !== undefined && { header: { jku: options.jwkSetUrl } }),
    }),
  }),
);
