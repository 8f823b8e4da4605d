/** How the service is logged in to: a person's authorization code with PKCE, or a service client that acts for itself. */

import { authorizationCode, clientSecretBasic } from 'postsmith';
import type { AuthorizationCode, Provider } from 'postsmith';
import { EVERY_METHOD, SERVICE_SCOPE, USER_SCOPE } from './facts.ts';

const provider: Provider = {
  name: 'the authorization server of the Columbia training service',
  whereToFind: {
    base_url:
      'the address of the service, without a slash at the end: http://localhost:8000 on your own machine',
    authorization_endpoint:
      "Columbia's is https://oauth-test.cc.columbia.edu/as/authorization.oauth2, the service's own {{base_url}}/o/authorize/",
    token_endpoint:
      "Columbia's is https://oauth-test.cc.columbia.edu/as/token.oauth2, the service's own {{base_url}}/o/token/",
    issuer: 'what the discovery document of the authorization server says under issuer',
    client_id:
      "Columbia's API team registers it; the service's own server has demo_djt_web_client, or another one under {{base_url}}/o/applications/",
    client_secret: 'you get it with the client id; leave it empty for a public client',
    service_client_id:
      "a confidential client for client credentials: from Columbia's API team, or made under {{base_url}}/o/applications/",
    service_client_secret: 'you get it with service_client_id',
    refresh_token: 'Get New Access Token in the Authorization tab, or postsmith login, brings one',
  },
  likelyCauses: {
    invalid_client: [
      'client_secret (or service_client_secret) is wrong, or was replaced',
      'the client id is not known to this authorization server: the two servers have different clients',
      'the client is confidential and the secret is empty, or it is public and the secret is not',
    ],
    invalid_grant: [
      'the refresh token was used already: each one works once. Sign in again',
      'the refresh token has expired, was revoked, or belongs to another client. Sign in again',
    ],
    invalid_scope: [
      'the client may not ask for one of the scopes',
      'a service client asked for auth-columbia, or a person for auth-none',
    ],
    unauthorized_client: [
      'the client is registered for another grant: a service client needs client credentials',
    ],
    invalid_request: [
      'PKCE is missing (the server says "Code challenge required.")',
      'the redirect URI is not registered for the client',
    ],
    access_denied: ['you declined on the approval page'],
    invalid_token: [
      'base_url is a service that trusts another authorization server than the one that issued the token',
      'the token was revoked',
    ],
  },
};

/** Endpoints, clients and the local redirect URI are the environment's: one collection serves both authorization servers. */
export const authorization = (): AuthorizationCode =>
  authorizationCode({
    authorizationEndpoint: '{{authorization_endpoint}}',
    tokenEndpoint: '{{token_endpoint}}',
    issuer: '{{issuer}}',
    scope: `${USER_SCOPE} ${EVERY_METHOD}`,
    clientAuthentication: clientSecretBasic({ optional: true }),
    redirectUri: 'https://www.getpostman.com/oauth2/callback',
    loopbackRedirectUri: '{{loopback_redirect_uri}}',
    serviceClient: {
      clientId: 'service_client_id',
      clientAuthentication: clientSecretBasic({ clientSecret: 'service_client_secret' }),
      scope: `${SERVICE_SCOPE} ${EVERY_METHOD}`,
    },
    provider,
  });
