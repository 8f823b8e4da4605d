import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { clientCredentials, privateKeyJwt } from '../../src/oauth/authorization.ts';
import { startMock } from '../../src/mock/start.ts';
import {
  assertion,
  authorization,
  collection,
  environment,
  parse,
  requestToken,
  widgetEnvironment,
  strangeKeyOf,
} from './fixture.ts';

const declare = (tokenEndpoint: string, audience: string) =>
  clientCredentials({
    tokenEndpoint,
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience, keyId: '{{key_id}}' }),
  });

describe.each(['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'] as const)('with %s', (algorithm) => {
  it('accepts the key of the environment and refuses the strange one', async () => {
    const own = await startMock({
      collection: collection([], { authorization: authorization(algorithm) }),
      environment: widgetEnvironment,
    });
    try {
      const signed = await assertion(own, { algorithm });
      expect(decodeProtectedHeader(signed).alg).toBe(algorithm);
      expect((await requestToken(own, { algorithm })).status).toBe(200);
      const strange = await requestToken(own, { algorithm, key: strangeKeyOf(own) });
      expect(parse(strange)).toMatchObject({ error_description: 'signature verification failed' });
    } finally {
      await own.close();
    }
  });
});

describe('a token endpoint of another shape', () => {
  it.each([
    ['a path made of variables', 'https://{{host}}/{{tenant}}/oauth2/v2.0/token', '/1/oauth2/v2.0/token'],
    ['a path that a router could take for a pattern', 'https://{{host}}/a:b/(c)*/token', '/a:b/(c)*/token'],
    ['a variable for the whole URL', '{{token_url}}', '/as/token.oauth2'],
    ['a variable without value for the whole URL', '{{empty_url}}', '/oauth/token'],
    ['a written host', 'http://login.example.com:8080/t', '/t'],
    ['no path', 'https://{{host}}', '/'],
  ])('with %s is answered', async (_what, endpoint, path) => {
    const mocked = await startMock({
      collection: collection([], { authorization: declare(endpoint, 'urn:example:as') }),
      environment: environment({
        host: 'h.example.com',
        tenant: '',
        key_id: '',
        token_url: 'https://h.example.com/as/token.oauth2',
        empty_url: '',
      }),
    });
    try {
      const header = { kid: mocked.values['key_id'] };
      const change = { header, claims: { aud: 'urn:example:as' }, fields: { scope: undefined } };
      expect((await requestToken(mocked, change, path)).status).toBe(200);
    } finally {
      await mocked.close();
    }
  });

  it('demands an audience that placeholders make', async () => {
    const mocked = await startMock({
      collection: collection([], { authorization: declare('https://{{host}}/t', '{{realm}}/{{host}}') }),
      environment: environment({ host: 'h.example.com', realm: 'urn:r', key_id: 'k' }),
    });
    try {
      const aud = `urn:r/${new URL(mocked.origin).host}`;
      const change = { header: { kid: 'k' }, claims: { aud }, fields: { scope: undefined } };
      expect((await requestToken(mocked, change, '/t')).status).toBe(200);
    } finally {
      await mocked.close();
    }
  });
});
