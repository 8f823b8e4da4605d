/** NHS England API platform: application-restricted APIs, client credentials with an RS512 assertion. */

import {
  clientCredentials,
  privateKeyJwt,
  type ClientCredentials,
  type PrivateKeyJwt,
} from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

const DOCUMENTATION =
  'https://digital.nhs.uk/developer/guides-and-documentation/security-and-authorisation/application-restricted-restful-apis-signed-jwt-authentication';

const facts: PresetFacts = {
  name: 'NHS England',
  summary:
    'Application-restricted RESTful APIs on the NHS England API platform, with signed JWT authentication.',
  algorithms: ['RS512'],
  environment: {
    nhs_host: 'int.api.service.nhs.uk',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    ...tokenVariables,
  },
  whereToFind: {
    nhs_host: 'the environment: int.api.service.nhs.uk for integration, api.service.nhs.uk for production',
    client_id: "the app's API key, in the developer account under My applications",
    client_private_key: 'made with the key pair whose public half was uploaded for the app',
    key_id: 'the kid that was chosen for the key, such as test-1',
  },
  likelyCauses: {
    invalid_request: [
      'key_id is not the kid of the public key that was uploaded ("Invalid \'kid\' header in JWT - no matching public key")',
      'client_id is not the API key of an app of this environment ("Invalid iss/sub claims in JWT")',
      'nhs_host differs from the environment of the app ("Missing or invalid aud claim in JWT")',
      "this computer's clock is wrong, or the assertion lives for over five minutes",
      'the same assertion was sent twice ("Non-unique jti claim in JWT")',
    ],
    public_key_error: [
      'no public key is uploaded for the app, or it was uploaded minutes ago',
      'client_private_key does not belong to the uploaded key ("JWT signature verification failed")',
    ],
    invalid_client: ['client_id is not the API key of an app of this environment'],
    invalid_token: ['the app has no access to this API: connect it in the developer account'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The client must authenticate with private_key_jwt.',
      'The JWT must be signed with RS512.',
      "The audience must be the token endpoint's URL.",
      'The JWT must have the header `kid`.',
      'The JWT must have the claim `jti`.',
    ],
  },
  registration: {
    formats: ['JWK set'],
    where:
      'Production and integration: the developer account › My applications › your app › public key: the address of a JWK set or the set itself.',
  },
  documentation: [DOCUMENTATION],
  sample: { name: 'Hello application', url: 'https://{{nhs_host}}/hello-world/hello/application' },
  examples: [{ title: 'As it is', call: 'nhsEngland()' }],
  notes: [
    "A lifetime of five minutes at most is what NHS England's own collection says; the preset takes two.",
    'There is no scope.',
  ],
};

/** The authorization of an NHS England app, from the variables `nhs_host`, `client_id`, `client_private_key`, `key_id`. */
export const nhsEngland = definePreset(facts, (): ClientCredentials<PrivateKeyJwt> =>
  clientCredentials({
    tokenEndpoint: 'https://{{nhs_host}}/oauth2/token',
    clientAuthentication: privateKeyJwt({ algorithm: 'RS512', keyId: '{{key_id}}' }),
  }),
);
