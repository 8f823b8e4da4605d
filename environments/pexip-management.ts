/** What the Pexip Infinity management collection needs to know of one deployment. Three values are yours to fill in. */

import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Pexip Infinity management',
  variables: {
    host: 'mgmt.example.com',
    client_id: '',
    client_private_key: secret(),
    allow_changes: 'false',
    jwt_signed: secret(),
    access_token: secret(),
    access_token_for: '',
    expires: '',
    scope: '',
  },
});
