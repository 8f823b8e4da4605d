/** The endpoints of the service's own authorization server beside the two that log in. */

import { folder, get, post } from 'postsmith';
import type { Example, FolderDeclaration, Json, RequestDeclaration, ScriptUse } from 'postsmith';

/** Where the server is; empty where the environment uses another one. */
const SERVER = '{{own_server}}';

const expectOauth = (parameters: Json): ScriptUse => ({ name: 'expect-oauth', parameters });

const ACCEPT_JSON = { name: 'Accept', value: 'application/json' };

const example = (what: string, body: Json): Example => ({
  name: `Example: ${what} (made up)`,
  status: 200,
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  body,
});

const discovery = (): RequestDeclaration =>
  get({
    name: 'What the server can do',
    url: `${SERVER}/.well-known/openid-configuration`,
    description:
      'The discovery document (OpenID Connect Discovery 1.0 §4): endpoints, scopes, algorithms. No token is needed.',
    headers: [ACCEPT_JSON],
    authorization: 'none',
    examples: [
      example('endpoints', {
        issuer: 'http://localhost:8000/o',
        authorization_endpoint: 'http://localhost:8000/o/authorize/',
        token_endpoint: 'http://localhost:8000/o/token/',
        userinfo_endpoint: 'http://localhost:8000/o/userinfo/',
        jwks_uri: 'http://localhost:8000/o/.well-known/jwks.json',
      }),
    ],
    scripts: {
      postResponse: [
        expectOauth({ has: 'issuer authorization_endpoint token_endpoint userinfo_endpoint jwks_uri' }),
      ],
    },
  });

const keys = (): RequestDeclaration =>
  get({
    name: 'Keys',
    url: `${SERVER}/.well-known/jwks.json`,
    description: 'The public keys with which ID tokens are verified (RFC 7517 §5). No token is needed.',
    headers: [ACCEPT_JSON],
    authorization: 'none',
    examples: [
      example('one key', { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'example', e: 'AQAB' }] }),
    ],
    scripts: { postResponse: [expectOauth({ has: 'keys' })] },
  });

const userinfo = (): RequestDeclaration =>
  get({
    name: 'Who I am',
    url: `${SERVER}/userinfo/`,
    description:
      "Who has signed in (OpenID Connect Core 1.0 §5.3), with the groups that decide over reading and writing: `https://api.columbia.edu/claim/group` must hold `team-a` to read and `team-c` to write. There is nobody behind a service client's token, which lacks the scope `openid`: then the request is not sent, and its test skipped.",
    headers: [ACCEPT_JSON],
    examples: [
      example('a person', { sub: 'user1', 'https://api.columbia.edu/claim/group': 'team-a team-c' }),
    ],
    scripts: { postResponse: [expectOauth({ has: 'sub' })] },
  });

const introspect = (): RequestDeclaration =>
  post({
    name: 'What the token is',
    url: `${SERVER}/introspect/`,
    description:
      'Whether the token still lives, until when, for which client and with which scope (RFC 7662). Only a confidential client may ask: where `service_client_id` is empty, the server rejects the request, and the test is skipped.',
    headers: [ACCEPT_JSON],
    body: {
      form: [
        { name: 'token', value: '{{access_token}}' },
        { name: 'client_id', value: '{{service_client_id}}' },
        { name: 'client_secret', value: '{{service_client_secret}}' },
      ],
    },
    authorization: 'none',
    examples: [
      example('a living token', {
        active: true,
        client_id: 'demo_djt_web_client',
        exp: 1795500000,
        scope: 'auth-columbia demo-djt-sla-bronze openid read',
      }),
    ],
    scripts: { postResponse: [expectOauth({ has: 'active', needs: 'service_client_id' })] },
  });

const revoke = (): RequestDeclaration =>
  post({
    name: 'Revoke a token',
    url: `${SERVER}/revoke_token/`,
    description:
      "Ends a token (RFC 7009). As it is, the request names a token that does not exist, to which the response is 200 as well (§2.2), so that a run doesn't end the one that it lives on. To sign out, set the collection variable `revoke_this` to `{{refresh_token}}` or `{{access_token}}`; then empty both in the environment. A refresh token that was revoked is of no more use, and you have to sign in again.",
    headers: [ACCEPT_JSON],
    body: {
      form: [
        { name: 'token', value: '{{revoke_this}}' },
        { name: 'client_id', value: '{{client_id}}' },
        { name: 'client_secret', value: '{{client_secret}}' },
      ],
    },
    authorization: 'none',
    examples: [{ name: 'Example: done (made up)', status: 200 }],
    scripts: { postResponse: [expectOauth({ needs: 'client_id' })] },
  });

export const authorizationServer = (): FolderDeclaration =>
  folder('Authorization server', [discovery(), keys(), userinfo(), introspect(), revoke()], {
    description:
      "The service's own authorization server (Django OAuth Toolkit), below `own_server`. Where that is empty, because the environment uses Columbia's server, the requests are not sent and their tests skipped: which of these endpoints that one offers to you is for Columbia to say.",
    scripts: { preRequest: ['skip-impossible'] },
  });
