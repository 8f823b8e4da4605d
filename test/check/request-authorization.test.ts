/** What a request may be sent with, and what is told. */

import { expect, test } from 'vitest';
import { apiKey, asIdentity, basic, bearer, clientCredentials, digest, none } from 'postsmith';
import { requestProblems } from './checking.ts';

test.each<[string, object]>([
  ['an API key as user name', { authorization: basic({ username: '{{api_key}}', password: '' }) }],
  ['a token with no user', { authorization: basic({ username: '', password: '{{token}}' }) }],
  ...['{{key}}', 'ApiKey {{key}}', 'Token token={{key}}', 'Token token="{{key}}"', 'SSWS {{key}}'].map(
    (value): [string, object] => [
      `an API key ${value}`,
      { authorization: apiKey({ key: 'Authorization', value }) },
    ],
  ),
])('accepts %s', (_, fields) => {
  expect(requestProblems(fields)).toEqual([]);
});

test.each<[string, object, string]>([
  [
    'an authorization that is a word',
    { authorization: 'basic' },
    "authorization must be made with clientCredentials({ … }), authorizationCode({ … }) or another grant, with a preset, with basic({ … }), apiKey({ … }) or another kind of Postman's, or be 'none' or 'inherit', but is text",
  ],
  [
    'a password in clear',
    { authorization: basic({ username: 'me', password: 'hunter2' }) },
    'authorization.password is a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
  ],
  [
    'an API key without a name',
    { authorization: apiKey({ key: '', value: '{{api_key}}' }) },
    'authorization.key is empty',
  ],
  [
    'an API key under a name that no header has',
    { authorization: apiKey({ key: 'X Key', value: '{{api_key}}' }) },
    'authorization.key is "X Key", but a header\'s name is letters, digits and - only',
  ],
  [
    'a key in clear behind its scheme',
    { authorization: apiKey({ key: 'Authorization', value: 'ApiKey 8f3a91c2d4' }) },
    'authorization.value is a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
  ],
  [
    'a header that the API key would replace',
    {
      authorization: apiKey({ key: 'X-Key', value: '{{api_key}}' }),
      headers: [{ name: 'x-key', value: 'a' }],
    },
    "headers[0] is the header X-Key, which the authorization would replace; add authorization: 'none' to this request, or remove the header",
  ],
  [
    'a query parameter that the API key would replace',
    {
      authorization: apiKey({ key: 'key', value: '{{api_key}}', in: 'query' }),
      query: [{ name: 'key', value: 'a' }],
    },
    "query[0] is the parameter key, which the authorization would replace; add authorization: 'none' to this request, or remove the parameter",
  ],
  [
    'an API key in a cookie',
    { authorization: { ...apiKey({ key: 'k', value: '{{api_key}}' }), in: 'cookie' } },
    'authorization.in must be header or query, but is "cookie"',
  ],
  [
    'a field of another kind',
    { authorization: { ...bearer({ token: '{{t}}' }), username: 'me' } },
    'unknown field "username" of authorization; known are kind, token',
  ],
  [
    'a flag that is text',
    { authorization: { ...digest({ username: '{{u}}', password: '{{p}}' }), disableRetryRequest: 'yes' } },
    'authorization.disableRetryRequest must be true or false, but is text',
  ],
  [
    'a scope with another authorization than a grant',
    { authorization: bearer({ token: '{{t}}' }), scope: 'a' },
    'scope has a meaning with a grant of OAuth 2.0 only, and this request is sent with another authorization; remove it',
  ],
  [
    'an identity that no file could be called',
    {
      authorization: asIdentity(
        '../x',
        clientCredentials({ tokenEndpoint: 'https://{{host}}/', clientAuthentication: none() }),
      ),
    },
    'authorization.identity must be a name of letters, digits, - and _, such as admin',
  ],
])('refuses %s', (_, fields, problem) => {
  expect(requestProblems(fields)).toEqual([problem]);
});
