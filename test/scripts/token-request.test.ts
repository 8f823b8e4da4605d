/** What can be declared of a token request, as both sandboxes send it. */

import { createHmac } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  jwtClientSecret,
  none,
  privateKeyJwt,
  signedJwt,
} from '../../src/oauth/authorization.ts';
import { run, token, useSandboxes } from './any-login.ts';
import { ecKey, pem } from './bundles.ts';
import { engines } from './sandbox.ts';

const tokenEndpoint = 'https://login.example.com/token';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const key = pem(ecKey());
const base = { client_id: 'me', client_secret: 'sec{{ret', client_private_key: key };

useSandboxes();

const formOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));

const endpointWith = (allowHttp: boolean) =>
  clientCredentials({ tokenEndpoint: '{{ep}}', allowHttp, clientAuthentication: clientSecretPost() });

describe.each(engines)('in the sandbox of %s', (engine) => {
  test('dynamic variables are filled in parameters, headers, claims and headers of a JWT', async () => {
    const authorization = jwtBearer({
      tokenEndpoint,
      parameters: { nonce: '{{$guid}}', at: 't{{$timestamp}}' },
      headers: { 'X-Request': '{{$guid}}' },
      assertion: signedJwt({ algorithm: 'ES256', header: { n: '{{$guid}}' }, claims: { n: ['{{$guid}}'] } }),
    });
    const { sent, tests, environment } = await run(engine, authorization, { environment: base });
    expect(tests).toEqual([]);
    const { assertion = '', nonce, at } = formOf(sent[0]?.body);
    expect(nonce).toMatch(UUID);
    expect(at).toMatch(/^t\d{10}$/);
    expect(sent[0]?.headers['X-Request']).toMatch(UUID);
    expect(decodeProtectedHeader(assertion)['n']).toMatch(UUID);
    expect(decodeJwt(assertion)['n']).toEqual([expect.stringMatching(UUID)]);
    // They differ each time, and are no reason for another login.
    expect((await run(engine, authorization, { environment })).sent).toEqual([]);
  });

  test('a dynamic variable that Postman does not have is told', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      parameters: { nonce: '{{$giud}}' },
      clientAuthentication: clientSecretPost(),
    });
    const { sent, tests } = await run(engine, authorization, { environment: base });
    expect(sent).toEqual([]);
    expect(tests[0]?.message).toBe(
      'Postman has no dynamic variable {{$giud}}. Correct its name in the declaration of the authorization.',
    );
  });

  test('headers of its own, a parameter sent twice, and another grant type', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      grantType: 'account_credentials',
      headers: { 'Ocp-Apim-Subscription-Key': '{{subscription}}' },
      parameters: { resource: ['https://a.example', 'https://{{b}}'], account_id: '{{account}}' },
      clientAuthentication: clientSecretBasic(),
    });
    const environment = { ...base, subscription: 'sub-1', b: 'b.example', account: '7' };
    const { sent } = await run(engine, authorization, { environment });
    expect(sent[0]?.headers['Ocp-Apim-Subscription-Key']).toBe('sub-1');
    expect(new URLSearchParams(sent[0]?.body).getAll('resource')).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
    expect(formOf(sent[0]?.body)).toMatchObject({ grant_type: 'account_credentials', account_id: '7' });
    const lacking = await run(engine, authorization, { environment: { ...environment, subscription: '' } });
    expect(lacking.tests[0]?.message).toContain('The variable "subscription" is empty');
  });

  test('the request as JSON, in which nothing expands', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      encoding: 'json',
      parameters: { resource: ['a', 'b'] },
      clientAuthentication: clientSecretPost(),
    });
    const { sent } = await run(engine, authorization, { environment: base });
    expect(sent[0]?.headers['Content-Type']).toBe('application/json');
    expect(sent[0]?.body).not.toContain('{{');
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      resource: ['a', 'b'],
      client_id: 'me',
      client_secret: 'sec{{ret',
    });
  });

  test('a signed JWT as client secret', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      clientAuthentication: jwtClientSecret(
        signedJwt({
          algorithm: 'ES256',
          keyId: '{{key_id}}',
          issuer: '{{team}}',
          subject: '{{client_id}}',
          audience: 'https://appleid.apple.com',
        }),
      ),
    });
    const environment = { ...base, key_id: 'K', team: 'T' };
    const { sent } = await run(engine, authorization, { environment });
    const { client_secret: secret = '', client_id: client } = formOf(sent[0]?.body);
    expect(client).toBe('me');
    expect(decodeProtectedHeader(secret)).toMatchObject({ alg: 'ES256', kid: 'K' });
    expect(decodeJwt(secret)).toMatchObject({ iss: 'T', sub: 'me', aud: 'https://appleid.apple.com' });
  });

  test('several audiences, one of them the token endpoint', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      clientAuthentication: privateKeyJwt({
        algorithm: 'ES256',
        audience: ['tokenEndpoint', 'https://{{b}}/'],
      }),
    });
    const { sent } = await run(engine, authorization, { environment: { ...base, b: 'b.example' } });
    const { client_assertion: assertion = '' } = formOf(sent[0]?.body);
    expect(decodeJwt(assertion).aud).toEqual([tokenEndpoint, 'https://b.example/']);
  });

  test.each(['base64', 'base64url', 'hex'] as const)(
    'a shared secret that is written in %s',
    async (keyEncoding) => {
      const secret = Buffer.from('\u0000\u00ff a shared secret of bytes \u0001');
      const authorization = clientCredentials({
        tokenEndpoint,
        clientAuthentication: clientSecretJwt({ algorithm: 'HS256', keyEncoding }),
      });
      const environment = { client_id: 'me', client_secret: secret.toString(keyEncoding) };
      const { sent, tests } = await run(engine, authorization, { environment });
      expect(tests).toEqual([]);
      const [header, claims, signature] = (formOf(sent[0]?.body)['client_assertion'] ?? '').split('.');
      expect(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url')).toBe(signature);
    },
  );

  test('plain http in a network of containers is for those who mean it', async () => {
    const environment = { ...base, ep: 'http://keycloak:8080/realms/a/token' };
    const meant = await run(engine, endpointWith(true), { environment });
    expect(meant.sent[0]?.url).toBe('http://keycloak:8080/realms/a/token');
    expect((await run(engine, endpointWith(false), { environment })).sent).toEqual([]);
    const user = { ...base, ep: 'http://a:b@keycloak/token' };
    expect((await run(engine, endpointWith(true), { environment: user })).sent).toEqual([]);
  });

  test('the ID token as the token, where that is declared', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      token: 'id_token',
      clientAuthentication: none(),
    });
    const { environment } = await run(engine, authorization, {
      environment: base,
      answer: () => token({ access_token: undefined, id_token: 'id.token' }),
    });
    expect(environment['access_token']).toBe('id.token');
  });

  test('a bearer JWT with a dynamic claim lives on', async () => {
    const authorization = bearerJwt({
      jwt: signedJwt({ algorithm: 'ES256', claims: { n: '{{$guid}}' }, lifetime: 600 }),
    });
    const { environment } = await run(engine, authorization, { environment: base });
    expect(decodeJwt(environment['access_token'] ?? '')['n']).toMatch(UUID);
    const again = await run(engine, authorization, { environment });
    expect(again.environment['access_token']).toBe(environment['access_token']);
  });
});
