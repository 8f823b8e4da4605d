/** How the client proves who it is on the command line: every algorithm and form of key, checked by Node's own crypto. */

import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { generate } from 'selfsigned';
import { describe, expect, test } from 'vitest';
import { Attempt } from '../../scripts/login/attempt.ts';
import { prepareRequest } from '../../scripts/login/token-request.ts';
import {
  authorizationCode,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtClientSecret,
  none,
  privateKeyJwt,
  signedJwt,
  type ClientAuthentication,
  type SigningAlgorithm,
} from '../../src/oauth/authorization.ts';
import { configureLogin } from '../../src/oauth/configuration.ts';
import { partsFor } from '../../src/session/parts.ts';
import { variablesOf } from '../../src/session/settings.ts';
import type { Values } from '../../src/values/placeholders.ts';

const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

const newKey = (algorithm: SigningAlgorithm): KeyObject => {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519').privateKey;
  if (algorithm === 'ES256' || algorithm === 'ES384' || algorithm === 'ES512') {
    return generateKeyPairSync('ec', { namedCurve: curves[algorithm] }).privateKey;
  }
  return rsa;
};

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = newKey('ES256');
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string =>
  String(key.export({ type, format: 'pem' }));

/** The request of a client, or what is wrong with its values. */
const authenticate = async (clientAuthentication: ClientAuthentication, values: Values) => {
  const authorization = authorizationCode({
    authorizationEndpoint: 'https://as.example/auth',
    tokenEndpoint: 'https://as.example/token',
    clientAuthentication,
  });
  const configuration = configureLogin(authorization);
  const [way] = configuration.ways;
  if (way === undefined) throw new Error('there is no way');
  const all = { client_id: 'the client', refresh_token: 'r', ...values };
  const attempt = new Attempt(configuration, way, variablesOf(all));
  const makeRequest = await prepareRequest(attempt, partsFor(way));
  attempt.throwProblems();
  return makeRequest();
};

const json = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString());

const partsOf = (assertion: string) => {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  return {
    header: json(header),
    claims: json(payload),
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
};

/** True when Node says that the key has signed it. */
const isSignedBy = (assertion: string, algorithm: SigningAlgorithm, key: KeyObject): boolean => {
  const { signed, signature } = partsOf(assertion);
  const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
  return verify(
    hash,
    signed,
    {
      key: createPublicKey(key),
      dsaEncoding: 'ieee-p1363',
      ...(algorithm.startsWith('PS') && {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }),
    },
    signature,
  );
};

const assertionOf = async (way: ClientAuthentication, values: Values): Promise<string> =>
  String((await authenticate(way, values)).parameters['client_assertion']);

const keyed = (key: string): Values => ({ client_private_key: key, host: 'as.example' });

describe('an assertion', () => {
  test.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
  ] as const)('is signed with %s', async (algorithm) => {
    const key = newKey(algorithm);
    const assertion = await assertionOf(privateKeyJwt({ algorithm }), keyed(pem(key)));
    expect(isSignedBy(assertion, algorithm, key)).toBe(true);
    expect(partsOf(assertion).header).toEqual({ alg: algorithm, typ: 'JWT' });
  });

  test.each(['HS256', 'HS384', 'HS512'] as const)(
    'is made with %s of the secret’s own bytes',
    async (algorithm) => {
      const secret = 'Ein Geheimnis: ü / + % {{k}} – lang genug für HS512, also 64 Bytes.';
      const assertion = await assertionOf(clientSecretJwt({ algorithm }), { client_secret: secret });
      const { signed, signature } = partsOf(assertion);
      const expected = createHmac(`sha${algorithm.slice(2)}`, secret)
        .update(signed)
        .digest();
      expect(signature.equals(expected)).toBe(true);
    },
  );

  test('says what is declared: claims, header, times, with placeholders filled', async () => {
    const way = privateKeyJwt({
      algorithm: 'ES256',
      audience: 'https://{{host}}/token',
      keyId: 'key of {{host}}',
      type: 'client-authentication+jwt',
      lifetime: 60,
      backdate: 30,
      notBefore: true,
      claims: { tenant: '{{host}}', list: [1, '{{host}}'] },
      header: { jku: 'https://{{host}}/jwks' },
    });
    const { header, claims } = partsOf(await assertionOf(way, keyed(pem(ec))));
    const now = Math.floor(Date.now() / 1000);
    expect(header).toEqual({
      alg: 'ES256',
      typ: 'client-authentication+jwt',
      kid: 'key of as.example',
      jku: 'https://as.example/jwks',
    });
    expect(claims).toMatchObject({
      iss: 'the client',
      sub: 'the client',
      aud: 'https://as.example/token',
      jti: expect.stringMatching(/^[\w-]{36}$/),
      tenant: 'as.example',
      list: [1, 'as.example'],
    });
    const { iat, nbf, exp } = claims as { iat: number; nbf: number; exp: number };
    expect([iat - now, nbf - now, exp - now].map((difference) => Math.round(difference / 5) * 5)).toEqual([
      -30, -30, 60,
    ]);
  });

  test('has another jti each time, or none', async () => {
    const way = privateKeyJwt({ algorithm: 'ES256' });
    const [one, other] = [await assertionOf(way, keyed(pem(ec))), await assertionOf(way, keyed(pem(ec)))];
    expect(partsOf(one).claims).not.toEqual(partsOf(other).claims);
    const without = await assertionOf(privateKeyJwt({ algorithm: 'ES256', jti: false }), keyed(pem(ec)));
    expect(partsOf(without).claims).not.toHaveProperty('jti');
  });

  test('names the certificate in the headers that are asked for', async () => {
    const options = { keyType: 'ec', algorithm: 'sha256' } as const;
    const issued = await generate([{ name: 'commonName', value: 'client' }], options);
    const { cert, private: key, fingerprint } = issued;
    const way = privateKeyJwt({
      algorithm: 'ES256',
      certificate: { variable: 'certificate', headers: ['x5t', 'x5c', 'x5t#S256'] },
    });
    const assertion = await assertionOf(way, { ...keyed(key), certificate: cert.replaceAll('\n', '\\n') });
    expect(partsOf(assertion).header).toMatchObject({
      x5t: Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
      x5c: [cert.replaceAll(/-----[A-Z ]+-----|\s/g, '')],
      'x5t#S256': expect.stringMatching(/^[\w-]{43}$/),
    });
  });
});

const jwk = (key: KeyObject, more: Readonly<Record<string, unknown>> = {}): JsonWebKey => ({
  ...key.export({ format: 'jwk' }),
  ...more,
});

describe('a private key is read', () => {
  const other = newKey('ES256');
  test.each([
    ['in base64 of its PEM file', Buffer.from(pem(ec)).toString('base64')],
    ['as the only private key of a JWK set', JSON.stringify({ keys: [{ kty: 'oct', k: 'AA' }, jwk(ec)] })],
    ['by key id in a JWK set', JSON.stringify({ keys: [jwk(other, { kid: 'a' }), jwk(ec, { kid: 'b' })] })],
  ])('%s', async (_form, text) => {
    const assertion = await assertionOf(privateKeyJwt({ algorithm: 'ES256', keyId: 'b' }), keyed(text));
    expect(isSignedBy(assertion, 'ES256', ec)).toBe(true);
  });

  test('through a variable that is nothing but a reference', async () => {
    const values = { ...keyed('{{other}}'), other: pem(ec) };
    expect(isSignedBy(await assertionOf(privateKeyJwt({ algorithm: 'ES256' }), values), 'ES256', ec)).toBe(
      true,
    );
  });

  test.each(['RS256', 'PS256'] as const)('as a JWK without primes, for %s', async (algorithm) => {
    const bare = Object.fromEntries(['kty', 'n', 'e', 'd'].map((name) => [name, jwk(rsa)[name]]));
    const assertion = await assertionOf(privateKeyJwt({ algorithm }), keyed(JSON.stringify(bare)));
    expect(isSignedBy(assertion, algorithm, rsa)).toBe(true);
  });

  test('as encrypted PKCS #8, with its passphrase', async () => {
    const options = {
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'open sesame',
    } as const;
    const way = privateKeyJwt({ algorithm: 'ES256', passphrase: 'passphrase' });
    const values = { ...keyed(String(ec.export(options))), passphrase: 'open sesame' };
    expect(isSignedBy(await assertionOf(way, values), 'ES256', ec)).toBe(true);
    await expect(assertionOf(way, { ...values, passphrase: 'wrong' })).rejects.toThrow(
      'client_private_key does not open with the passphrase that is given.',
    );
  });

  test('from a provider’s key file, with the key id and client that it names', async () => {
    const way = privateKeyJwt({
      algorithm: 'ES256',
      keyFile: { key: 'auth.key', keyId: 'auth.id', clientId: 'client' },
    });
    const file = { client: 'from the file', auth: { key: pem(ec), id: 'k1' } };
    const assertion = await assertionOf(way, keyed(JSON.stringify(file)));
    expect(isSignedBy(assertion, 'ES256', ec)).toBe(true);
    expect(partsOf(assertion)).toMatchObject({
      header: { kid: 'k1' },
      claims: { iss: 'from the file', sub: 'from the file' },
    });
  });

  test.each([
    ['my-little-secret!', 'is no private key in PEM, and no JWK.'],
    [pem(rsa), 'is an RSA key, but ES256 needs an EC key on P-256.'],
    ['/home/ann/key.pem', 'holds the path of a file'],
    ['the client', 'holds the client id, but the private key is needed.'],
    [
      JSON.stringify({ keys: [jwk(ec, { kid: 'a' }), jwk(other, { kid: 'b' })] }),
      'is a JWK set with 2 private keys for ES256: "a"',
    ],
    [
      JSON.stringify(jwk(ec, { x: jwk(other).x, y: jwk(other).y })),
      'is a key whose public part does not belong to its private part',
    ],
  ])('or rejected without being repeated: %j', async (text, reason) => {
    const error: unknown = await assertionOf(privateKeyJwt({ algorithm: 'ES256' }), keyed(text)).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ message: expect.stringContaining(`client_private_key ${reason}`) });
    if (text !== 'the client') expect(String(error)).not.toContain(text);
    expect(error).not.toHaveProperty('cause');
  });
});

describe('a secret', () => {
  const secret = { client_secret: 'ends with a blank: {{k}}% ' };

  test('is sent as it is, with its blank and its braces', async () => {
    const posted = await authenticate(clientSecretPost(), secret);
    expect(posted.parameters).toMatchObject({ client_id: 'the client', ...secret });
    const { headers } = await authenticate(clientSecretBasic(), secret);
    const decoded = Buffer.from(String(headers['Authorization']).slice('Basic '.length), 'base64').toString();
    expect(decoded).toBe('the+client:ends+with+a+blank%3A+%7B%7Bk%7D%7D%25+');
  });

  test('signs with the bytes that are written in it, where its encoding is declared', async () => {
    const key = Buffer.from('0123456789abcdef0123456789abcdef');
    const way = clientSecretJwt({ algorithm: 'HS256', keyEncoding: 'base64' });
    const { signed, signature } = partsOf(await assertionOf(way, { client_secret: key.toString('base64') }));
    expect(signature.equals(createHmac('sha256', key).update(signed).digest())).toBe(true);
  });

  test('may be a JWT, or absent', async () => {
    const way = jwtClientSecret(signedJwt({ algorithm: 'ES256', issuer: 'team', subject: 'app' }));
    const { parameters } = await authenticate(way, keyed(pem(ec)));
    expect(isSignedBy(String(parameters['client_secret']), 'ES256', ec)).toBe(true);
    expect(partsOf(String(parameters['client_secret'])).claims).toMatchObject({ iss: 'team', sub: 'app' });
    expect((await authenticate(none(), {})).parameters).toMatchObject({ client_id: 'the client' });
  });
});
