import { createHash, createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto';
import { compactVerify, CompactSign, createLocalJWKSet, importJWK, importPKCS8, importSPKI } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { signingAlgorithms, type SigningAlgorithm } from '../../src/oauth/signed-jwt.ts';
import { makeKey, type KeyForm, type KeyWish, type NewKey } from '../../src/keys/key-files.ts';

const make = (algorithm: SigningAlgorithm, change: Partial<KeyWish> = {}): Promise<NewKey> =>
  makeKey({ algorithm, bits: 2048, name: 'client', ...change });

const textOf = ({ files }: NewKey, form: KeyForm): string => {
  const file = files.find((each) => each.form === form);
  if (file === undefined) throw new Error(`There is no ${form}`);
  return file.text;
};

const asymmetric = signingAlgorithms.filter((algorithm) => !algorithm.startsWith('HS'));
const encode = (value: string): string => Buffer.from(value).toString('base64url');

/** A JWS (RFC 7515) made by node:crypto alone. */
const signWithNode = (algorithm: SigningAlgorithm, keyId: string | undefined, pem: string): string => {
  const input = `${encode(JSON.stringify({ alg: algorithm, kid: keyId }))}.${encode('{}')}`;
  const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
  const signature = sign(hash, Buffer.from(input), {
    key: createPrivateKey(pem),
    dsaEncoding: 'ieee-p1363',
    // RSA_PKCS1_PSS_PADDING, RSA_PKCS1_PADDING; the salt is as long as the hash.
    ...(!/^[RP]S/.test(algorithm)
      ? {}
      : algorithm.startsWith('PS')
        ? { padding: 6, saltLength: -1 }
        : { padding: 1 }),
  });
  return `${input}.${signature.toString('base64url')}`;
};

describe.each(asymmetric)('a key pair for %s', (algorithm) => {
  let key: NewKey;
  beforeAll(async () => {
    key = await make(algorithm);
  });

  test('signs with the private key what JWK, JWK set and PEM verify', async () => {
    const jws = signWithNode(algorithm, key.keyId, textOf(key, 'private key'));
    const set = JSON.parse(textOf(key, 'JWK set'));
    const publicKeys = [
      await importJWK(JSON.parse(textOf(key, 'JWK'))),
      await importSPKI(textOf(key, 'PEM'), algorithm),
    ];
    for (const publicKey of publicKeys) {
      expect(new TextDecoder().decode((await compactVerify(jws, publicKey)).payload)).toBe('{}');
    }
    // Chosen from the set by its `kid`, `alg` and `use`.
    await compactVerify(jws, createLocalJWKSet(set));
    expect(key.jwkSet).toBe(textOf(key, 'JWK set'));
  });

  test('is read by jose as PKCS#8 as well', async () => {
    const privateKey = await importPKCS8(textOf(key, 'private key'), algorithm);
    const jws = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg: algorithm })
      .sign(privateKey);
    await compactVerify(jws, createPublicKey(textOf(key, 'PEM')));
  });

  test('publishes nothing of the private key, and says what the key is for', () => {
    const jwk = JSON.parse(textOf(key, 'JWK'));
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(jwk).not.toHaveProperty(member);
    expect(jwk).toMatchObject({ alg: algorithm, use: 'sig', kid: key.keyId });
    expect(key.files.filter(({ isSecret }) => isSecret).map(({ form }) => form)).toEqual(['private key']);
    for (const { text, isSecret } of key.files) expect(text.includes('PRIVATE')).toBe(isSecret);
  });

  test('is named by its thumbprint (RFC 7638 §3)', () => {
    const jwk = JSON.parse(textOf(key, 'JWK'));
    const required = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'] };
    const members = required[String(jwk.kty) as keyof typeof required];
    const canonical = JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]])));
    expect(key.keyId).toBe(createHash('sha256').update(canonical).digest('base64url'));
  });
});

test('no two keys are the same', async () => {
  const [one, other] = [await make('ES256'), await make('ES256')];
  expect(one.keyId).not.toBe(other.keyId);
  const jws = signWithNode('ES256', one.keyId, textOf(one, 'private key'));
  await expect(compactVerify(jws, createPublicKey(textOf(other, 'PEM')))).rejects.toThrow(
    'signature verification failed',
  );
});

test.each(['HS256', 'HS384', 'HS512'] as const)(
  'the secret for %s is one file, as random as the hash is long, without a line feed',
  async (algorithm) => {
    const [one, other] = [await make(algorithm), await make(algorithm)];
    expect(one.files).toMatchObject([{ name: 'client.secret', form: 'secret', isSecret: true }]);
    const text = textOf(one, 'secret');
    expect(text).toMatch(/^[\w-]+$/);
    expect(Buffer.from(text, 'base64url')).toHaveLength(Number(algorithm.slice(2)) / 8);
    expect(text).not.toBe(textOf(other, 'secret'));
    expect(one).not.toHaveProperty('jwkSet');
  },
);

test.each([2048, 3072, 4096])('an RSA key has %i bits when it is asked to', async (bits) => {
  const key = await make('RS256', { bits });
  expect(createPublicKey(textOf(key, 'PEM')).asymmetricKeyDetails).toMatchObject({
    modulusLength: bits,
    publicExponent: 65537n,
  });
});

test.each(['RS256', 'ES512', 'EdDSA'] as const)(
  'a passphrase encrypts the private key for %s',
  async (algorithm) => {
    const passphrase = 'correct horse, ümläut';
    const key = await make(algorithm, { passphrase });
    const pem = textOf(key, 'private key');
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect(() => createPrivateKey({ key: pem, passphrase: 'wrong' })).toThrow();
    const opened = createPrivateKey({ key: pem, passphrase });
    expect(createPublicKey(opened).equals(createPublicKey(textOf(key, 'PEM')))).toBe(true);
  },
);

const base64url = (digits: string): string =>
  Buffer.from(digits.replaceAll(':', ''), 'hex').toString('base64url');

describe.each(['RS256', 'PS512', 'ES256', 'ES384', 'ES512'] as const)('a certificate for %s', (algorithm) => {
  test('is of the key, signed by it, for signatures only, and as long valid as wished', async () => {
    const key = await make(algorithm, { name: 'my-client_1.0', certificateDays: 30 });
    const certificate = new X509Certificate(textOf(key, 'certificate'));
    const publicKey = createPublicKey(textOf(key, 'PEM'));
    expect(certificate.publicKey.equals(publicKey)).toBe(true);
    expect(certificate.verify(publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(textOf(key, 'private key')))).toBe(true);
    expect(certificate).toMatchObject({ subject: 'CN=my-client_1.0', issuer: 'CN=my-client_1.0', ca: false });
    const days = (new Date(certificate.validTo).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    expect(new Date(certificate.validFrom).getTime()).toBeLessThan(Date.now() - 3_000_000);
    expect(key.certificate?.until).toBe(new Date(certificate.validTo).toISOString().slice(0, 10));
  });

  test('is named as JWT headers and consoles name it', async () => {
    const key = await make(algorithm, { certificateDays: 1 });
    const { fingerprint, fingerprint256 } = new X509Certificate(textOf(key, 'certificate'));
    expect(key.certificate).toMatchObject({
      thumbprint: fingerprint.replaceAll(':', ''),
      x5t: base64url(fingerprint),
      x5tS256: base64url(fingerprint256),
    });
  });
});

test('the files are called after the name', async () => {
  const { files } = await make('ES256', { name: 'okta', certificateDays: 1 });
  expect(files.map(({ name }) => name)).toEqual([
    'okta.private.pem',
    'okta.public.pem',
    'okta.public.jwk.json',
    'okta.public.jwks.json',
    'okta.certificate.pem',
  ]);
});
