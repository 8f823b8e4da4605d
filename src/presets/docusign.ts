/** Docusign: the JWT bearer grant of an integration, on behalf of a user who has consented once. */

import { jwtBearer, signedJwt, type JwtBearer } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, hasScope, tokenVariables, wrongOption, type PresetFacts } from './preset.ts';

/** What `docusign` may be told. */
export interface DocusignOptions {
  /** True: production instead of the developer environment. */
  readonly production?: boolean;
  /** Separated by blanks; `signature impersonation` unless given. */
  readonly scope?: string;
}

const DOCUMENTATION = 'https://developers.docusign.com/platform/auth/jwt/jwt-get-token/';
const CONSENT = 'https://developers.docusign.com/platform/auth/consent/';

const facts: PresetFacts = {
  name: 'Docusign',
  summary: 'A Docusign integration with the JWT grant, acting for a user.',
  algorithms: ['RS256'],
  environment: {
    docusign_user_id: '',
    client_id: '',
    client_private_key: secret(),
    ...tokenVariables,
  },
  whereToFind: {
    docusign_user_id: 'Settings › Apps and Keys, User ID: a GUID, not the e-mail address',
    client_id: 'Settings › Apps and Keys, the Integration Key of the app',
    client_private_key: "made with the app's RSA key pair under Service Integration; shown once",
  },
  likelyCauses: {
    consent_required: [
      'the user has not consented yet: open https://account-d.docusign.com/oauth/auth (production: account.docusign.com) with response_type=code, scope=signature%20impersonation, client_id and a registered redirect_uri, once',
    ],
    invalid_grant: [
      'developer environment and production are mixed up ("issuer_not_found", "user_not_found")',
      'docusign_user_id is not the GUID of a user of this environment',
      'client_private_key does not belong to the app ("no_valid_keys_or_signatures")',
      "this computer's clock is wrong",
    ],
    invalid_request: ['client_id is not the Integration Key of this environment'],
    invalid_token: ['the request went to another base_uri than that of the account: see /oauth/userinfo'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The JWT must be signed with RS256.',
      'The audience must be `account-d.docusign.com` or `account.docusign.com`.',
      'The JWT must have the claim `sub`.',
      'The claim `scope` must name the scopes, impersonation among them.',
    ],
  },
  registration: {
    formats: ['PEM'],
    where:
      'Docusign makes the key pair, or takes your public key: Settings › Apps and Keys › your app › Service Integration › Generate RSA, or Upload RSA.',
  },
  documentation: [DOCUMENTATION, CONSENT],
  sample: { name: 'Who am I', url: 'https://account-d.docusign.com/oauth/userinfo' },
  examples: [
    { title: 'As it is', call: 'docusign()' },
    { title: 'Production', call: 'docusign({ production: true })' },
  ],
  notes: [
    'The lifetime of about an hour in the examples is no documented limit; the preset lets its assertions live for ten minutes.',
    "The API's address differs by account: the response of `/oauth/userinfo` names it as `base_uri`.",
  ],
};

/** The authorization of a Docusign integration, from the variables `docusign_user_id`, `client_id`, `client_private_key`. */
export const docusign = definePreset(facts, (options: DocusignOptions = {}): JwtBearer => {
  const { scope = 'signature impersonation' } = options;
  if (!hasScope(scope, /^impersonation$/)) {
    throw wrongOption(facts, 'scope', scope, 'scopes with impersonation among them', DOCUMENTATION);
  }
  const host = options.production === true ? 'account.docusign.com' : 'account-d.docusign.com';
  return jwtBearer({
    tokenEndpoint: `https://${host}/oauth/token`,
    scope,
    assertion: signedJwt({
      algorithm: 'RS256',
      audience: host,
      subject: '{{docusign_user_id}}',
      lifetime: 600,
      jti: false,
      scopeClaim: true,
    }),
  });
});
