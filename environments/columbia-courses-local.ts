/** The training service on your own machine, with its own authorization server (Django OAuth Toolkit). */

import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Columbia courses (local)',
  variables: {
    base_url: 'http://localhost:8000',
    own_server: '{{base_url}}/o',
    authorization_endpoint: '{{base_url}}/o/authorize/',
    token_endpoint: '{{base_url}}/o/token/',
    issuer: '{{base_url}}/o',
    // Registered with 127.0.0.1 and without a port, so the server takes any port there (RFC 8252 §7.3).
    loopback_redirect_uri: 'http://127.0.0.1:0/api/schema/swagger-ui/oauth2-redirect.html',
    // The public client of the service's own fixtures.
    client_id: 'demo_djt_web_client',
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
