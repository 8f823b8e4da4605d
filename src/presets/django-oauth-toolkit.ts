/** Django OAuth Toolkit: client credentials with a secret, or the authorization code grant of a public client. */

import {
  authorizationCode,
  clientCredentials,
  clientSecretBasic,
  none,
  type AuthorizationCode,
  type ClientCredentials,
} from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, oneOf, tokenVariables, type PresetFacts } from './preset.ts';

const grants = ['clientCredentials', 'authorizationCode'] as const;

/** What `djangoOauthToolkit` may be told. */
export interface DjangoOauthToolkitOptions {
  /** `clientCredentials` unless given. */
  readonly grant?: (typeof grants)[number];
  /** Separated by blanks; none unless given: the server's default scopes. */
  readonly scope?: string;
  /** Where the project includes the toolkit's URLs: `o` unless given. */
  readonly path?: string;
}

const GUIDE = 'https://django-oauth-toolkit.readthedocs.io/en/latest/getting_started.html';
const SETTINGS = 'https://django-oauth-toolkit.readthedocs.io/en/latest/settings.html';

const facts: PresetFacts = {
  name: 'Django OAuth Toolkit',
  summary: "A Django project's own API behind Django OAuth Toolkit.",
  algorithms: [],
  environment: { host: 'django.example.com', client_id: '', client_secret: secret(), ...tokenVariables },
  whereToFind: {
    host: "the Django project's host",
    client_id: "the application's page below /o/applications/, or in the Django admin",
    client_secret: 'shown while the application is made; afterwards only its hash is kept',
    refresh_token: 'filled by the login',
  },
  likelyCauses: {
    invalid_client: [
      'client_secret is the hash that the admin shows, not the secret: make a new one',
      'the application is public and has no secret, or client_id is wrong',
    ],
    unauthorized_client: ["the application's authorization grant type is another"],
    invalid_grant: [
      'the refresh token was used or revoked: sign in again',
      "the application's redirect URIs do not hold the callback URL",
    ],
    invalid_scope: ['the scope is not in the setting SCOPES of the project'],
    invalid_request: ['the project demands PKCE (PKCE_REQUIRED), or a host that ALLOWED_HOSTS lacks'],
    '404': ["the project includes the toolkit's URLs at another path than /o/"],
    invalid_token: ['the view demands another scope'],
  },
  rejectsWithEmpty403: true,
  demands: {},
  documentation: [GUIDE, SETTINGS],
  sample: { name: 'Read', url: 'https://{{host}}/' },
  examples: [
    { title: 'As it is', call: 'djangoOauthToolkit()' },
    {
      title: 'A public client: a person signs in, with PKCE',
      call: "djangoOauthToolkit({ grant: 'authorizationCode', scope: 'read' })",
      variables: { refresh_token: secret() },
    },
  ],
  notes: [
    'Everything depends on the settings of the project. `PKCE_REQUIRED` is on unless the project switches it off.',
    "The toolkit's own decorator rejects a token that was revoked or has ended with 403 and an empty body. The login then asks for a new one, as it does after a 401 elsewhere.",
    'For the authorization code grant register the redirect URIs `https://oauth.pstmn.io/v1/callback` (Postman) and `http://127.0.0.1/callback` (`postsmith login`).',
  ],
};

/** The authorization of an application, from the variables `host`, `client_id`, `client_secret` (or `refresh_token`). */
export const djangoOauthToolkit = definePreset(
  facts,
  (options: DjangoOauthToolkitOptions = {}): ClientCredentials | AuthorizationCode => {
    const base = `https://{{host}}/${options.path ?? 'o'}`;
    const shared = {
      tokenEndpoint: `${base}/token/`,
      ...(options.scope !== undefined && { scope: options.scope }),
    };
    return oneOf(facts, 'grant', options.grant ?? 'clientCredentials', grants) === 'authorizationCode'
      ? authorizationCode({
          ...shared,
          authorizationEndpoint: `${base}/authorize/`,
          clientAuthentication: none(),
        })
      : clientCredentials({ ...shared, clientAuthentication: clientSecretBasic() });
  },
);
