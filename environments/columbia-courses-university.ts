/** The training service with Columbia's authorization server (PingFederate). The address and the client are yours to fill in. */

import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Columbia courses (university)',
  variables: {
    base_url: '',
    own_server: '',
    authorization_endpoint: 'https://oauth-test.cc.columbia.edu/as/authorization.oauth2',
    token_endpoint: 'https://oauth-test.cc.columbia.edu/as/token.oauth2',
    // Its discovery document lies at this address (OpenID Connect Discovery 1.0 §4.3).
    issuer: 'https://oauth-test.cc.columbia.edu',
    loopback_redirect_uri: 'http://localhost:5432/oauth2client',
    client_id: '',
    client_secret: secret(),
    service_client_id: '',
    service_client_secret: secret(),
    refresh_token: secret(),
    access_token: secret(),
    access_token_for: '',
    expires: '',
    scope: '',
  },
});
