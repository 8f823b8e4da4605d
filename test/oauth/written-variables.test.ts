/** A declaration that reads what the login writes is refused: a server could name any other variable there. */

import { expect, test } from 'vitest';
import { authorizationCode, clientCredentials, clientSecretPost, get, privateKeyJwt } from 'postsmith';
import { collectionProblems } from '../check/checking.ts';

const tokenEndpoint = 'https://{{host}}/token';
const items = [get({ name: 'Read', url: 'https://{{host}}/' })];
const secret = clientSecretPost();

const problem = (part: string, name: string): string =>
  `collections/api.ts: authorization.${part} holds {{${name}}}, a variable that the login itself writes from what the server responds; write the value, or use a variable of another name`;

test.each<[string, unknown, readonly string[]]>([
  [
    'a scope',
    clientCredentials({ tokenEndpoint, scope: 'a {{scope}}', clientAuthentication: secret }),
    [problem('scope', 'scope')],
  ],
  [
    'a scope that is kept under another name',
    clientCredentials({
      tokenEndpoint,
      scope: '{{granted}} {{scope}}',
      variables: { scope: 'granted' },
      clientAuthentication: secret,
    }),
    [problem('scope', 'granted')],
  ],
  [
    'a parameter and a header',
    clientCredentials({
      tokenEndpoint,
      parameters: { resource: ['https://a.example', '{{access_token}}'] },
      headers: { 'X-Key': '{{access_token_for}}' },
      clientAuthentication: secret,
    }),
    [problem('parameters', 'access_token'), problem('headers', 'access_token_for')],
  ],
  [
    'a claim with the refresh token',
    authorizationCode({
      tokenEndpoint,
      authorizationEndpoint: tokenEndpoint,
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256', claims: { a: ['{{refresh_token}}'] } }),
    }),
    [problem('claims', 'refresh_token')],
  ],
  [
    'the token endpoint',
    clientCredentials({ tokenEndpoint: 'https://{{scope}}/token', clientAuthentication: secret }),
    [problem('tokenEndpoint', 'scope')],
  ],
])('%s', (_, authorization, problems) => {
  expect(collectionProblems({ authorization, items })).toEqual(problems);
});
