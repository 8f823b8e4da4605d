/** Apple's App Store Connect API: a signed JWT is the bearer token. */

import { bearerJwt, signedJwt, type BearerJwt } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

/** What `appStoreConnect` may be told. */
export interface AppStoreConnectOptions {
  /** Operations that the token is good for, such as `GET /v1/apps`; all unless given. */
  readonly operations?: readonly string[];
}

const DOCUMENTATION =
  'https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests';

const facts: PresetFacts = {
  name: 'App Store Connect',
  summary: "Apple's App Store Connect API, with a team's API key.",
  algorithms: ['ES256'],
  environment: { issuer_id: '', key_id: '', client_private_key: secret(), ...tokenVariables },
  whereToFind: {
    issuer_id: 'App Store Connect › Users and Access › Integrations › App Store Connect API, Issuer ID',
    key_id: 'the same page, Key ID of the key',
    client_private_key: 'the .p8 file, which can be downloaded once, when the key is made',
  },
  likelyCauses: {
    invalid_token: [
      'key_id does not belong to client_private_key',
      'issuer_id is that of another team',
      'the key was revoked',
    ],
  },
  demands: {
    [DOCUMENTATION]: [
      'The JWT must be signed with ES256.',
      'The audience must be `appstoreconnect-v1`.',
      'The JWT must have the header `kid`.',
      'The header `typ` must be `JWT`.',
      'The JWT must end at most 1200 seconds after it arrives.',
    ],
  },
  registration: {
    formats: [],
    where:
      'Apple makes the key pair: App Store Connect › Users and Access › Integrations › App Store Connect API › Team Keys, Generate API Key.',
  },
  documentation: [DOCUMENTATION],
  sample: { name: 'List apps', url: 'https://api.appstoreconnect.apple.com/v1/apps' },
  examples: [
    { title: 'As it is', call: 'appStoreConnect()' },
    { title: 'For one operation', call: "appStoreConnect({ operations: ['GET /v1/apps'] })" },
  ],
  notes: [
    "A 403 says that the key's access does not allow the request, or that an agreement waits for its signature.",
    'Some resources take tokens that live for longer than 20 minutes; the preset makes none.',
    'Individual keys have the claim `sub` instead of `iss`; the preset is for team keys.',
  ],
};

/** The authorization of a team's API key, from the variables `issuer_id`, `key_id`, `client_private_key`. */
export const appStoreConnect = definePreset(facts, (options: AppStoreConnectOptions = {}): BearerJwt =>
  bearerJwt({
    jwt: signedJwt({
      algorithm: 'ES256',
      audience: 'appstoreconnect-v1',
      issuer: '{{issuer_id}}',
      keyId: '{{key_id}}',
      lifetime: 900,
      jti: false,
      ...(options.operations !== undefined && { claims: { scope: options.operations } }),
    }),
  }),
);
