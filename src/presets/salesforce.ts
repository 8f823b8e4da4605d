/** Salesforce: the JWT bearer grant of a connected app, on behalf of a user. */

import { jwtBearer, signedJwt, type JwtBearer } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

/** What `salesforce` may be told. */
export interface SalesforceOptions {
  /** True: a sandbox, whose audience is `https://test.salesforce.com`. */
  readonly sandbox?: boolean;
  /** The user to act for; `{{salesforce_username}}` unless given. */
  readonly username?: string;
}

const DOCUMENTATION =
  'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm&type=5';

const facts: PresetFacts = {
  name: 'Salesforce',
  summary: 'A connected app or external client app of a Salesforce org, acting for one of its users.',
  algorithms: ['RS256'],
  environment: {
    salesforce_host: 'example.my.salesforce.com',
    salesforce_username: '',
    client_id: '',
    client_private_key: secret(),
    ...tokenVariables,
  },
  whereToFind: {
    salesforce_host: "Setup › My Domain, the org's own host, such as example.my.salesforce.com",
    salesforce_username: 'the user name of the user to act for, as on the login page',
    client_id: 'the Consumer Key: Setup › App Manager › the app › Manage Consumer Details',
    client_private_key: 'made with the certificate that was uploaded to the app under Use digital signatures',
  },
  likelyCauses: {
    invalid_grant: [
      'the user has not approved the app ("user hasn\'t approved this consumer"): let admin-approved users in, and give the app a profile or permission set of the user',
      'production and sandbox are mixed up ("audience is invalid")',
      'the certificate of the app is not that of client_private_key',
      "this computer's clock is wrong",
      'salesforce_username does not exist in this org',
    ],
    invalid_client_id: ['client_id is not the Consumer Key, or the app is younger than about ten minutes'],
    invalid_client: ['client_id is not the Consumer Key, or the app is younger than about ten minutes'],
    invalid_app_access: ['no profile or permission set of the user has access to the app'],
    unsupported_grant_type: ["salesforce_host is not the org's own host"],
    invalid_token: ['salesforce_host is that of another org, or the session was ended in Setup'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The JWT must be signed with RS256.',
      "The audience must be `https://login.salesforce.com`, `https://test.salesforce.com` or an Experience Cloud site's URL.",
      'The JWT must have the claim `sub`.',
    ],
  },
  registration: {
    formats: ['certificate'],
    where:
      'Setup › App Manager › your app › Edit › API (Enable OAuth Settings) › Use digital signatures, Choose File.',
  },
  documentation: [DOCUMENTATION],
  sample: { name: 'Limits', url: 'https://{{salesforce_host}}/services/data/v61.0/limits' },
  examples: [
    { title: 'As it is', call: 'salesforce()' },
    { title: 'A sandbox', call: 'salesforce({ sandbox: true })' },
  ],
  notes: [
    "An external client app may require DPoP, which Postsmith's login does not have yet: leave it off.",
    "The cap on the assertion's lifetime is not documented clearly; the examples say three minutes, which the preset takes.",
    'No scope is asked for: the token has those that were approved for the app.',
    'The response holds `instance_url` and no `expires_in`; the token is taken to live for an hour. Requests go to `salesforce_host`.',
  ],
};

/** The authorization of a Salesforce app, from `salesforce_host`, `salesforce_username`, `client_id`, `client_private_key`. */
export const salesforce = definePreset(facts, (options: SalesforceOptions = {}): JwtBearer =>
  jwtBearer({
    tokenEndpoint: 'https://{{salesforce_host}}/services/oauth2/token',
    assertion: signedJwt({
      algorithm: 'RS256',
      audience: `https://${options.sandbox === true ? 'test' : 'login'}.salesforce.com`,
      subject: options.username ?? '{{salesforce_username}}',
      lifetime: 180,
      jti: false,
    }),
  }),
);
