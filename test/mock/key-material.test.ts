import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import {
  clientCredentials,
  clientSecretJwt,
  jwtBearer,
  privateKeyJwt,
  signedJwt,
} from '../../src/oauth/authorization.ts';
import { strangeKeyOf } from './fixture.ts';
import { at, mockStarter, postToken, rejected, signWith, told } from './oauth-client.ts';

const mocks = mockStarter();
afterEach(mocks.close);

const assertionForm = (client_assertion: string) => ({
  grant_type: 'client_credentials',
  scope: 'read',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion,
});

describe('the key that the environment is given', () => {
  it('is encrypted where a passphrase is declared, and opens with it', async () => {
    const mock = await mocks.start(
      clientCredentials({
        ...at,
        clientAuthentication: privateKeyJwt({ algorithm: 'RS256', passphrase: 'key_passphrase' }),
      }),
    );
    const { client_private_key: key = '', key_passphrase: passphrase = '', client_id } = mock.values;
    expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect(() => createPrivateKey({ key, passphrase: 'wrong' })).toThrow();
    const pem = createPrivateKey({ key, passphrase }).export({ type: 'pkcs8', format: 'pem' }).toString();
    const claims = { iss: client_id, sub: client_id, aud: `${mock.origin}/oauth/token` };
    expect((await postToken(mock, assertionForm(await signWith('RS256', pem, { claims })))).status).toBe(200);
  });

  it('lies in a provider’s JSON file where one is declared, with all that the file names', async () => {
    const mock = await mocks.start(
      jwtBearer({
        ...at,
        assertion: signedJwt({
          algorithm: 'ES256',
          key: 'account',
          passphrase: 'unused',
          keyFile: {
            key: 'app.auth.key',
            keyId: 'app.auth.kid',
            clientId: 'client',
            passphrase: 'app.secret',
          },
        }),
      }),
    );
    const { account = '', ...others } = mock.values;
    expect(others).toMatchObject({ client_id: '', unused: '' });
    const file = JSON.parse(account);
    expect(file).toEqual({
      client: expect.stringMatching(/^verify-/),
      app: {
        secret: expect.any(String),
        auth: { kid: expect.any(String), key: expect.stringContaining('ENCRYPTED') },
      },
    });
    const pem = createPrivateKey({ key: file.app.auth.key, passphrase: file.app.secret })
      .export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const claims = { iss: file.client, aud: `${mock.origin}/oauth/token` };
    const form = async (kid: string) => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      scope: 'read',
      assertion: await signWith('ES256', pem, { header: { kid }, claims }),
    });
    expect((await postToken(mock, await form(file.app.auth.kid))).status).toBe(200);
    expect(told(await postToken(mock, await form('other')))).toEqual(
      rejected(400, 'invalid_grant', 'the header kid must be'),
    );
  });

  it('has a certificate where one is declared, which the headers must be made of', async () => {
    const mock = await mocks.start(
      clientCredentials({
        ...at,
        clientAuthentication: privateKeyJwt({
          algorithm: 'PS256',
          certificate: { variable: 'client_certificate', headers: ['x5t', 'x5t#S256', 'x5c'] },
        }),
      }),
    );
    const { client_private_key: key = '', client_certificate: pem = '', client_id } = mock.values;
    const [first, second] = pem
      .split(/(?<=-----END CERTIFICATE-----)\n/)
      .map((each) => new X509Certificate(each));
    if (first === undefined || second === undefined) throw new Error('no chain');
    expect(first.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(first.verify(second.publicKey)).toBe(true);
    const digest = (hash: string) => createHash(hash).update(first.raw).digest('base64url');
    const header = {
      x5t: digest('sha1'),
      'x5t#S256': digest('sha256'),
      x5c: [first, second].map(({ raw }) => raw.toString('base64')),
    };
    const claims = { iss: client_id, sub: client_id, aud: `${mock.origin}/oauth/token` };
    const ask = async (changed: object) =>
      postToken(mock, assertionForm(await signWith('PS256', key, { header: { ...changed }, claims })));
    expect((await ask(header)).status).toBe(200);
    expect(told(await ask({ ...header, x5t: digest('sha256') }))).toEqual(
      rejected(401, 'invalid_client', 'the header x5t must be'),
    );
    expect(told(await ask({ x5t: header.x5t, x5c: header.x5c }))).toEqual(
      rejected(401, 'invalid_client', 'the header x5t#S256 is missing'),
    );
  });

  it('can’t have a certificate that nothing here makes, and says so', async () => {
    const clientAuthentication = privateKeyJwt({
      algorithm: 'EdDSA',
      certificate: { variable: 'client_certificate', headers: ['x5t'] },
    });
    await expect(mocks.start(clientCredentials({ ...at, clientAuthentication }))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining("The mock can't certify an Ed25519 key"),
    });
  });

  it('is the client secret for HS512, and a strange one is rejected', async () => {
    const mock = await mocks.start(
      clientCredentials({ ...at, clientAuthentication: clientSecretJwt({ algorithm: 'HS512' }) }),
    );
    const { client_secret = '', client_id } = mock.values;
    const claims = { iss: client_id, sub: client_id, aud: `${mock.origin}/oauth/token` };
    const ask = async (secret: string) =>
      postToken(mock, assertionForm(await signWith('HS512', secret, { claims })));
    expect((await ask(client_secret)).status).toBe(200);
    expect(strangeKeyOf(mock)).not.toBe(client_secret);
    expect(told(await ask(strangeKeyOf(mock)))).toEqual(
      rejected(401, 'invalid_client', 'signature verification failed'),
    );
  });

  it('signs without jti where none is declared, and with one the assertion is rejected', async () => {
    const mock = await mocks.start(
      clientCredentials({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'ES256', jti: false }) }),
    );
    const { client_private_key: key = '', client_id } = mock.values;
    const claims = { iss: client_id, sub: client_id, aud: `${mock.origin}/oauth/token`, jti: undefined };
    const assertion = await signWith('ES256', key, { claims });
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'ES256', typ: 'JWT' });
    expect((await postToken(mock, assertionForm(assertion))).status).toBe(200);
    const foreign = await signWith('ES256', strangeKeyOf(mock), { claims });
    expect((await postToken(mock, assertionForm(foreign))).status).toBe(401);
    const withId = await signWith('ES256', key, { claims: { ...claims, jti: 'id' } });
    expect(told(await postToken(mock, assertionForm(withId)))).toEqual(
      rejected(401, 'invalid_client', 'the claim jti was not declared'),
    );
  });
});
