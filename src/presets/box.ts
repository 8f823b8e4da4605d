/** Box: the JWT bearer grant with the configuration file that Box makes, and the client's secret beside it. */

import { clientSecretPost, jwtBearer, signedJwt, type JwtBearer } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, oneOf, tokenVariables, type PresetFacts } from './preset.ts';

const algorithms = ['RS512', 'RS384', 'RS256'] as const;
const subjectTypes = ['enterprise', 'user'] as const;

/** What `box` may be told. */
export interface BoxOptions {
  /** Whom the token is for: the `enterprise`, as its service account, unless given. */
  readonly subjectType?: (typeof subjectTypes)[number];
  /** `RS512` unless given. */
  readonly algorithm?: (typeof algorithms)[number];
}

const TOKEN_ENDPOINT = 'https://api.box.com/oauth2/token';
const DOCUMENTATION = 'https://developer.box.com/guides/authentication/jwt/without-sdk/';

const facts: PresetFacts = {
  name: 'Box',
  summary: 'A Box custom app with server authentication (JWT), for its enterprise or one of its users.',
  algorithms,
  environment: {
    box_config: secret(),
    box_subject_id: '',
    client_secret: secret(),
    ...tokenVariables,
  },
  whereToFind: {
    box_config:
      'the whole JSON file: Developer Console › the app › Configuration › Add and Manage Public Keys, Generate a Public/Private Keypair',
    box_subject_id: "the file's enterpriseID, or the user's id",
    client_secret:
      'Developer Console › the app › Configuration › OAuth 2.0 Credentials; clientSecret in the file',
  },
  likelyCauses: {
    invalid_grant: [
      'the app is not authorized in the Admin Console, or not again since its scopes changed ("Please check … sub")',
      'box_subject_id does not fit: an enterprise id needs subjectType enterprise',
      'this computer\'s clock is off ("exp" is over 60 seconds ahead for Box)',
      'the public key of box_config was removed from the app',
    ],
    unauthorized_client: [
      'the app is not authorized in the Admin Console: Integrations › Platform Apps Manager',
      'the app does not use server authentication with JWT',
    ],
    invalid_client: ['client_secret is that of another app than box_config'],
    invalid_token: ['the service account is no collaborator of the folder or file'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The client must authenticate with client_secret_post, beside the JWT.',
      'The JWT must be signed with RS256, RS384 or RS512.',
      'The audience must be `https://api.box.com/oauth2/token`.',
      'The JWT must have the header `kid`.',
      'The JWT must end at most 60 seconds after it arrives.',
      'The JWT must have the claim `jti`, of 16 to 128 characters.',
      'The JWT must have the claim `box_sub_type`, which must be `enterprise` or `user`.',
      'The JWT must have the claim `sub`.',
    ],
  },
  registration: {
    formats: [],
    where:
      'Best let Box make the key pair, with the JSON file that this preset reads: Developer Console › your app › Configuration › Add and Manage Public Keys. A key of your own goes to the same place, and into the file as privateKey with publicKeyID.',
  },
  documentation: [DOCUMENTATION],
  sample: { name: 'Who am I', url: 'https://api.box.com/2.0/users/me' },
  examples: [
    { title: 'As it is', call: 'box()' },
    { title: 'For one user', call: "box({ subjectType: 'user' })" },
  ],
  notes: [
    'Client id, private key (encrypted), its passphrase and the key id come from the JSON file. `client_secret` has to be pasted by itself.',
    'The preset lets its assertions live for 45 seconds, to leave room for clocks that differ.',
  ],
};

/** The authorization of a Box app, from `box_config`, the JSON file pasted whole, and `box_subject_id`, `client_secret`. */
export const box = definePreset(facts, (options: BoxOptions = {}): JwtBearer =>
  jwtBearer({
    tokenEndpoint: TOKEN_ENDPOINT,
    clientAuthentication: clientSecretPost(),
    assertion: signedJwt({
      algorithm: oneOf(facts, 'algorithm', options.algorithm ?? 'RS512', algorithms),
      key: 'box_config',
      keyFile: {
        key: 'boxAppSettings.appAuth.privateKey',
        keyId: 'boxAppSettings.appAuth.publicKeyID',
        clientId: 'boxAppSettings.clientID',
        passphrase: 'boxAppSettings.appAuth.passphrase',
      },
      subject: '{{box_subject_id}}',
      claims: {
        box_sub_type: oneOf(facts, 'subjectType', options.subjectType ?? 'enterprise', subjectTypes),
      },
      lifetime: 45,
    }),
  }),
);
