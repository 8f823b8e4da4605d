/** GitHub Apps: a signed JWT is the bearer token with which the app acts as itself. */

import { bearerJwt, signedJwt, type BearerJwt } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

const DOCUMENTATION =
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app';
const INSTALLATION =
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app';

const facts: PresetFacts = {
  name: 'GitHub App',
  summary:
    'The part of the GitHub API that an app uses as itself: the app, its installations, its installation tokens.',
  algorithms: ['RS256'],
  environment: { client_id: '', client_private_key: secret(), ...tokenVariables },
  whereToFind: {
    client_id: "the app's settings, General, Client ID; the App ID works as well",
    client_private_key:
      "the .pem file from the app's settings, General, Private keys, Generate a private key",
  },
  likelyCauses: {
    invalid_token: [
      'client_private_key belongs to another app, or was deleted',
      'client_id is wrong',
      "this computer's clock is wrong",
    ],
  },
  demands: {
    [DOCUMENTATION]: [
      'The JWT must be signed with RS256.',
      'The JWT must end at most 600 seconds after it arrives.',
    ],
  },
  registration: {
    formats: [],
    where: "GitHub makes the key pair: the app's settings › General › Private keys › Generate a private key.",
  },
  documentation: [DOCUMENTATION, INSTALLATION],
  sample: { name: 'The app itself', url: 'https://api.github.com/app' },
  examples: [{ title: 'As it is', call: 'githubApp()' }],
  notes: [
    "A 403 says that the app's permissions do not allow the request; a 404, that an installation token is needed: a JWT opens only what the app does as itself.",
    'GitHub advises to set `iat` 60 seconds back; the preset does.',
    "For what an installation may do, ask for its token: `POST https://api.github.com/app/installations/:installation_id/access_tokens` with this collection's login, whose response holds `token`; it lives for an hour. Requests that use it belong into a collection of their own.",
  ],
};

/** The authorization of a GitHub App as itself, from the variables `client_id` and `client_private_key`. */
export const githubApp = definePreset(facts, (): BearerJwt =>
  bearerJwt({
    jwt: signedJwt({ algorithm: 'RS256', lifetime: 540, backdate: 60, jti: false }),
  }),
);
