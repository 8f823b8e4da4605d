/** Google service accounts: the JWT bearer grant with the JSON key file that Google makes. */

import { jwtBearer, signedJwt, type JwtBearer } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

/** What `google` may be told. */
export interface GoogleOptions {
  /** Separated by blanks; `https://www.googleapis.com/auth/cloud-platform` unless given. */
  readonly scope?: string;
  /** The user to act for with domain-wide delegation, which may be a placeholder: `{{delegated_user}}`. */
  readonly subject?: string;
}

const TOKEN_ENDPOINT = 'https://oauth2.googleapis.com/token';
const DOCUMENTATION = 'https://developers.google.com/identity/protocols/oauth2/service-account';

const facts: PresetFacts = {
  name: 'Google',
  summary: "A Google Cloud service account, for Google's APIs.",
  algorithms: ['RS256'],
  environment: { service_account_key: secret(), ...tokenVariables },
  whereToFind: {
    service_account_key:
      'the whole JSON file of a key: Google Cloud console › IAM & Admin › Service Accounts › the account › Keys, Add key, JSON',
    delegated_user: 'the e-mail address of the user to act for',
  },
  likelyCauses: {
    invalid_grant: [
      'the key was deleted or the service account was deleted or disabled ("Invalid JWT Signature", "account not found")',
      'this computer\'s clock is wrong ("Token must be a short-lived token … in a reasonable timeframe")',
      'the user to act for does not exist ("Invalid email or User ID")',
    ],
    unauthorized_client: [
      'domain-wide delegation does not list this service account with exactly these scopes: Admin console › Security › API controls',
    ],
    invalid_scope: ['a scope does not exist, or is misspelt'],
    access_denied: ['domain-wide delegation does not allow these scopes'],
    invalid_token: [
      'the API is not enabled in the project',
      'the service account lacks a role on the resource',
    ],
  },
  demands: {
    [DOCUMENTATION]: [
      'The JWT must be the grant (RFC 7523 §2.1).',
      'The JWT must be signed with RS256.',
      'The header `typ` must be `JWT`.',
      'The audience must be `https://oauth2.googleapis.com/token`.',
      'The JWT must end at most 3600 seconds after it was issued.',
      'The claim `scope` must name the scopes.',
    ],
  },
  registration: {
    formats: [],
    where:
      'Google makes the key pair: Google Cloud console › IAM & Admin › Service Accounts › the account › Keys › Add key › Create new key, JSON.',
  },
  documentation: [DOCUMENTATION],
  sample: { name: 'List projects', url: 'https://cloudresourcemanager.googleapis.com/v1/projects' },
  examples: [
    { title: 'As it is', call: 'google()' },
    {
      title: 'For a user, with domain-wide delegation',
      call: "google({ scope: 'https://www.googleapis.com/auth/calendar.readonly', subject: '{{delegated_user}}' })",
      variables: { delegated_user: '' },
    },
  ],
  notes: [
    "Private key, key id and the service account's address all come from the JSON file; there is no `client_id` to fill in.",
  ],
};

/** The authorization of a service account, from the variable `service_account_key`: the JSON key file, pasted whole. */
export const google = definePreset(facts, (options: GoogleOptions = {}): JwtBearer =>
  jwtBearer({
    tokenEndpoint: TOKEN_ENDPOINT,
    scope: options.scope ?? 'https://www.googleapis.com/auth/cloud-platform',
    assertion: signedJwt({
      algorithm: 'RS256',
      key: 'service_account_key',
      keyFile: { key: 'private_key', keyId: 'private_key_id', clientId: 'client_email' },
      ...(options.subject !== undefined && { subject: options.subject }),
      lifetime: 600,
      jti: false,
      scopeClaim: true,
    }),
  }),
);
