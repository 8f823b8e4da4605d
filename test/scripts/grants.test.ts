/** Every grant and client authentication in both sandboxes: what is sent, and what is kept of the answer. */

import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
} from '../../src/oauth/authorization.ts';
import { run, token, useSandboxes } from './any-login.ts';
import { ecKey, pem, rsaKey } from './bundles.ts';
import { engines } from './sandbox.ts';

const tokenEndpoint = 'https://login.example.com/token';
/** Characters that something on the way could take for its own. */
const ODD = 'a: /+%&="{{k}} b%20+';

useSandboxes();

const formOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));

const secretBy = (clientAuthentication: Parameters<typeof clientCredentials>[0]['clientAuthentication']) =>
  clientCredentials({ tokenEndpoint, scope: 'a b', clientAuthentication });

describe.each(engines)('in the sandbox of %s', (engine) => {
  test('client_secret_basic encodes id and secret before base64, to the last blank', async () => {
    const environment = { client_id: ODD, client_secret: ` ${ODD} ` };
    const { sent, environment: after } = await run(engine, secretBy(clientSecretBasic()), { environment });
    const credentials = Buffer.from(sent[0]?.headers['Authorization']?.slice(6) ?? '', 'base64').toString();
    expect(credentials.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')))).toEqual([
      ODD,
      ` ${ODD} `,
    ]);
    expect(formOf(sent[0]?.body)).toEqual({ grant_type: 'client_credentials', scope: 'a b' });
    expect(after['access_token']).toBe('new.token');
  });

  test('client_secret_post sends both in the form, and no header', async () => {
    const environment = { client_id: ODD, client_secret: ` ${ODD} ` };
    const { sent } = await run(engine, secretBy(clientSecretPost()), { environment });
    expect(sent[0]?.headers['Authorization']).toBeUndefined();
    expect(formOf(sent[0]?.body)).toEqual({
      grant_type: 'client_credentials',
      scope: 'a b',
      client_id: ODD,
      client_secret: ` ${ODD} `,
    });
  });

  test.each([
    ['none', none()],
    ['an optional secret that is empty', clientSecretBasic({ optional: true })],
    ['an optional secret in the form that is empty', clientSecretPost({ optional: true })],
  ])('%s names a public client', async (_, clientAuthentication) => {
    const environment = { client_id: 'me', client_secret: '' };
    const { sent } = await run(engine, secretBy(clientAuthentication), { environment });
    expect(sent[0]?.headers['Authorization']).toBeUndefined();
    expect(formOf(sent[0]?.body)).toEqual({
      grant_type: 'client_credentials',
      scope: 'a b',
      client_id: 'me',
    });
  });

  test('further parameters are sent with their placeholders filled', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      parameters: { audience: 'https://{{host}}/{{area}}' },
      clientAuthentication: clientSecretPost(),
    });
    const environment = { client_id: 'me', client_secret: 's', host: 'api.example.com', area: '' };
    const lacking = await run(engine, authorization, { environment });
    expect(lacking.tests[0]?.message).toContain('The variable "area" is empty');
    const { sent } = await run(engine, authorization, { environment: { ...environment, area: 'x' } });
    expect(formOf(sent[0]?.body)['audience']).toBe('https://api.example.com/x');
  });

  test('a JWT grant holds what is declared, and names no client beside it', async () => {
    const authorization = jwtBearer({
      tokenEndpoint,
      scope: 'a {{more}}',
      assertion: signedJwt({
        algorithm: 'ES256',
        subject: '{{user}}',
        keyId: '{{key_id}}',
        scopeClaim: true,
        lifetime: 90,
        backdate: 60,
        notBefore: true,
        jti: false,
        type: 'jwt',
        header: { jku: 'https://{{host}}/keys' },
        claims: { consumer: ['{{user}}', 1] },
      }),
    });
    const environment = {
      client_id: 'me',
      client_private_key: pem(ecKey()),
      more: 'b',
      user: 'you',
      key_id: 'k 1',
      host: 'h',
    };
    const { sent, environment: after } = await run(engine, authorization, { environment });
    const { assertion = '', ...form } = formOf(sent[0]?.body);
    expect(form).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: 'ES256',
      typ: 'jwt',
      kid: 'k 1',
      jku: 'https://h/keys',
    });
    const { iat = 0, exp, ...claims } = decodeJwt(assertion);
    expect(claims).toEqual({
      iss: 'me',
      sub: 'you',
      aud: tokenEndpoint,
      nbf: iat,
      scope: 'a b',
      consumer: ['you', 1],
    });
    expect(exp).toBe(iat + 150);
    expect(JSON.parse(after['access_token_for'] ?? '[]')).toEqual([
      tokenEndpoint,
      'me',
      'a b',
      expect.stringMatching(/^\w+-\w+$/),
      600,
    ]);
  });

  test('a JSON key file brings the key, its id and the client', async () => {
    const authorization = jwtBearer({
      tokenEndpoint,
      assertion: signedJwt({
        algorithm: 'RS256',
        key: 'file',
        keyFile: { key: 'private_key', keyId: 'private_key_id', clientId: 'client_email' },
      }),
    });
    const file = JSON.stringify({
      private_key: pem(rsaKey()),
      private_key_id: 'k1',
      client_email: 'me@example.com',
    });
    const { sent } = await run(engine, authorization, { environment: { file } });
    const { assertion = '' } = formOf(sent[0]?.body);
    expect(decodeProtectedHeader(assertion).kid).toBe('k1');
    expect(decodeJwt(assertion).iss).toBe('me@example.com');
  });

  test('a JWK brings its own id where the environment has none', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const authorization = secretBy(privateKeyJwt({ algorithm: 'ES256', keyId: '{{key_id}}' }));
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'own' };
    const environment = { client_id: 'me', key_id: '', client_private_key: JSON.stringify(jwk) };
    const { sent } = await run(engine, authorization, { environment });
    expect(decodeProtectedHeader(formOf(sent[0]?.body)['client_assertion'] ?? '').kid).toBe('own');
    const plain = { ...environment, client_private_key: pem(privateKey) };
    const refused = await run(engine, authorization, { environment: plain });
    expect(refused.tests[0]?.message).toContain('The variable "key_id" is empty');
    expect(refused.sent).toEqual([]);
  });

  test('an assertion made with the secret is checked by it', async () => {
    const authorization = secretBy(clientSecretJwt({ algorithm: 'HS384' }));
    const { sent } = await run(engine, authorization, {
      environment: { client_id: 'me', client_secret: 's' },
    });
    const form = formOf(sent[0]?.body);
    expect(decodeProtectedHeader(form['client_assertion'] ?? '')).toEqual({ alg: 'HS384', typ: 'JWT' });
    expect(decodeJwt(form['client_assertion'] ?? '')).toMatchObject({ iss: 'me', sub: 'me' });
  });

  test('a bearer JWT is the token itself, kept for its life, and nobody is asked', async () => {
    const authorization = bearerJwt({
      jwt: signedJwt({ algorithm: 'ES256', audience: 'api', lifetime: 600, issuer: 'app {{n}}' }),
    });
    const environment = { client_private_key: pem(ecKey()), n: '7' };
    const { sent, environment: after } = await run(engine, authorization, { environment });
    expect(sent).toEqual([]);
    expect(decodeJwt(after['access_token'] ?? '')).toMatchObject({ iss: 'app 7', aud: 'api' });
    const again = await run(engine, authorization, { environment: after });
    expect(again.environment['access_token']).toBe(after['access_token']);
  });

  test('a refresh token is replaced by the new one, and kept where there is no new one', async () => {
    const authorization = refreshToken({ tokenEndpoint, scope: 'a', clientAuthentication: none() });
    const environment = { client_id: 'me', refresh_token: 'old' };
    const rotated = await run(engine, authorization, {
      environment,
      answer: () => token({ refresh_token: 'next' }),
    });
    expect(formOf(rotated.sent[0]?.body)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'old',
      client_id: 'me',
    });
    expect(rotated.environment['refresh_token']).toBe('next');
    const same = await run(engine, authorization, { environment });
    expect(same.environment['refresh_token']).toBe('old');
    const refused = await run(engine, authorization, {
      environment,
      answer: () => ({ status: 400, body: '{"error":"invalid_grant"}' }),
    });
    expect(refused.tests[0]?.name).toBe('Login failed: HTTP 400 invalid_grant');
    expect(refused.environment['refresh_token']).toBe('old');
  });
});

describe.each(engines)('a key that is not in the environment, in the sandbox of %s', (engine) => {
  const authorization = secretBy(clientSecretPost());
  const environment = { client_id: 'me', client_secret: ' ' };

  test('comes from the vault where there is one that may be read', async () => {
    const { sent, tests } = await run(engine, authorization, { environment, vault: { client_secret: 'v' } });
    if (engine === 'newman') expect(tests[0]?.message).toContain('The variable "client_secret" is empty');
    else expect(formOf(sent[0]?.body)['client_secret']).toBe('v');
  });

  test('is missed in words that say whether there is a vault', async () => {
    const { tests, sent } = await run(engine, authorization, { environment });
    const sentence = 'The variable "client_secret" is empty. Fill it in in the environment.';
    const vault = engine === 'newman' ? '' : " Or keep it in Postman's vault under the same name.";
    expect(tests[0]?.message).toBe(sentence + vault);
    expect(sent).toEqual([]);
  });
});
