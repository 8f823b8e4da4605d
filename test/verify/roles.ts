/** A collection of several identities: three folders, three clients, one for everybody, and what is sent otherwise. */

import {
  apiKey,
  asIdentity,
  basic,
  clientCredentials,
  clientSecretBasic,
  clientSecretPost,
  defineCollection,
  folder,
  get,
  privateKeyJwt,
  type CollectionDeclaration,
  type RequestOptions,
} from 'postsmith';

/** @param host with its scheme; may hold placeholders */
export const roles = (host = 'https://{{host}}'): CollectionDeclaration => {
  const tokenEndpoint = `${host}/token`;
  const admin = asIdentity(
    'admin',
    clientCredentials({
      tokenEndpoint,
      clientAuthentication: clientSecretBasic(),
    }),
  );
  const editor = asIdentity(
    'editor',
    clientCredentials({
      tokenEndpoint,
      clientAuthentication: clientSecretPost(),
    }),
  );
  const auditor = asIdentity(
    'auditor',
    clientCredentials({
      tokenEndpoint,
      scope: 'log:read',
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: tokenEndpoint }),
    }),
  );
  const read = (name: string, more: Partial<RequestOptions> = {}) =>
    get({ name, url: `${host}/${name.toLowerCase().replaceAll(' ', '-')}`, ...more });
  return defineCollection({
    name: 'Roles',
    authorization: admin,
    items: [
      folder('Admin', [read('Orders of the admin'), read('Users of the admin')]),
      folder(
        'Editor',
        [
          read('Drafts of the editor'),
          folder('Deep', [read('Notes of the editor')]),
          read('Log of the auditor', { authorization: auditor }),
        ],
        { authorization: editor },
      ),
      folder(
        'Auditor',
        [
          read('Events of the auditor', { scope: 'log:read' }),
          read('Roles of the admin', { authorization: admin }),
        ],
        { authorization: auditor },
      ),
      folder('Public', [read('Status of nobody'), read('Help of nobody', { authorization: 'inherit' })], {
        authorization: 'none',
      }),
      read('Basic', { authorization: basic({ username: '{{user}}', password: '{{password}}' }) }),
      read('Key', { authorization: apiKey({ key: 'X-Key', value: '{{api_key}}' }) }),
    ],
  });
};
