import {
  constants,
  createHmac,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  generatePrimeSync,
  verify,
  type KeyObject,
} from 'node:crypto';
import { compactVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signingAlgorithms, type SigningAlgorithm } from '../../src/oauth/signed-jwt.ts';
import { ecKey, frozen, pem, rsaKey } from './bundles.ts';
import { Sandboxes, signerScript } from './login-modules.ts';
import { engines, type Engine } from './sandbox.ts';

const sandboxes = new Sandboxes();
const scripts = new Map<SigningAlgorithm, string>();

beforeAll(async () => {
  await sandboxes.open();
  for (const algorithm of signingAlgorithms) scripts.set(algorithm, await signerScript(algorithm));
});
afterAll(() => sandboxes.close());

const scriptOf = (algorithm: SigningAlgorithm): string => scripts.get(algorithm) ?? '';

const sign = async (engine: Engine, script: string, key: string, message: string): Promise<string> => {
  const { value, problem } = await sandboxes.call(engine, script, { key, message });
  expect(problem).toBe('');
  return String(value);
};

const rsa = rsaKey();
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const curveKeys = { ES256: ecKey('P-256'), ES384: ecKey('P-384'), ES512: ecKey('P-521'), EdDSA: ed25519 };
const secret = 's3cret of {{client}} & Zoë = ünïque; longer than the longest hash, which has 64 bytes';

/** The key as the script is given it, and what judges the signature. */
const keyFor = (algorithm: SigningAlgorithm): { text: string; judge: KeyObject } => {
  if (algorithm.startsWith('HS')) return { text: secret, judge: createSecretKey(Buffer.from(secret)) };
  const key = algorithm in curveKeys ? curveKeys[algorithm as keyof typeof curveKeys] : rsa;
  return { text: pem(key), judge: createPublicKey(key) };
};

const pss = (key: KeyObject, saltLength: number) => ({
  key,
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength,
});

/** Whether node:crypto finds the signature good. */
const isGood = (
  algorithm: SigningAlgorithm,
  judge: KeyObject,
  message: string,
  signature: Buffer,
): boolean => {
  const data = Buffer.from(message);
  const bits = Number(algorithm.slice(2));
  const hash = `sha${bits}`;
  if (algorithm.startsWith('HS')) return createHmac(hash, judge).update(data).digest().equals(signature);
  if (algorithm === 'EdDSA') return verify(null, data, judge, signature);
  if (algorithm.startsWith('PS')) return verify(hash, data, pss(judge, bits / 8), signature);
  if (algorithm.startsWith('RS')) return verify(hash, data, judge, signature);
  return verify(hash, data, { key: judge, dsaEncoding: 'ieee-p1363' }, signature);
};

const messageFor = (algorithm: SigningAlgorithm, claims: object): string =>
  [{ alg: algorithm }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(signingAlgorithms)('jose and node:crypto verify what %s signs', async (algorithm) => {
    const { text, judge } = keyFor(algorithm);
    const message = messageFor(algorithm, { iss: 'Zoë' });
    const signature = await sign(engine, scriptOf(algorithm), text, message);
    const { payload, protectedHeader } = await compactVerify(`${message}.${signature}`, judge, {
      algorithms: [algorithm],
    });
    expect(protectedHeader).toEqual({ alg: algorithm });
    expect(Buffer.from(payload).toString()).toBe('{"iss":"Zoë"}');
    expect(isGood(algorithm, judge, message, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(isGood(algorithm, judge, `${message}x`, Buffer.from(signature, 'base64url'))).toBe(false);
  });

  test.each(['ES256', 'ES384', 'ES512', 'EdDSA'] as const)(
    'a constant Math.random and a standing clock change no signature of %s',
    async (algorithm) => {
      const { text } = keyFor(algorithm);
      const script = scriptOf(algorithm);
      const free = await sign(engine, script, text, 'one message');
      expect(await sign(engine, frozen(script, 0), text, 'one message')).toBe(free);
      expect(await sign(engine, frozen(script, Date.now()), text, 'one message')).toBe(free);
      expect(await sign(engine, frozen(script, 0), text, 'another message')).not.toBe(free);
    },
  );

  test('EdDSA equals the vector of RFC 8037, appendix A.4', async () => {
    const key = JSON.stringify({
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    });
    const message = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
    expect(await sign(engine, scriptOf('EdDSA'), key, message)).toBe(
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    );
  });

  test('HS256 equals the vector of RFC 7515, appendix A.1', async () => {
    const key = JSON.stringify({
      kty: 'oct',
      k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    });
    const message =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
    expect(await sign(engine, scriptOf('HS256'), key, message)).toBe(
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    );
  });

  test.each(['RS256', 'PS256'] as const)(
    '%s says that numbers of two RSA keys make no key',
    async (algorithm) => {
      const { p: _p, q: _q, ...own } = rsa.export({ format: 'jwk' });
      const { d } = rsaKey(2048, 'another').export({ format: 'jwk' });
      const key = JSON.stringify({ ...own, d });
      const { value, problem } = await sandboxes.call(engine, scriptOf(algorithm), { key, message: 'm' });
      expect(value).toBeUndefined();
      expect(problem).toContain('its numbers make no key');
    },
  );

  test.each(['ES256', 'EdDSA'] as const)(
    '%s signs nothing with a JWK whose public part is that of another key',
    async (algorithm) => {
      const [own, other] = [1, 2].map(() =>
        (algorithm === 'EdDSA' ? generateKeyPairSync('ed25519').privateKey : ecKey()).export({
          format: 'jwk',
        }),
      );
      const key = JSON.stringify({ ...other, d: own?.d });
      const { value, problem } = await sandboxes.call(engine, scriptOf(algorithm), { key, message: 'm' });
      expect(value).toBeUndefined();
      expect(problem).toContain('is a key whose public part does not belong to its private part');
      const right = await sandboxes.call(engine, scriptOf(algorithm), {
        key: JSON.stringify(own),
        message: 'm',
      });
      expect(right.problem).toBe('');
    },
  );

  test('a wrong prime gives no signature away', async () => {
    const jwk = rsa.export({ format: 'jwk' });
    const { p } = rsaKey(2048, 'another').export({ format: 'jwk' });
    const key = JSON.stringify({ ...jwk, p });
    const { value, problem } = await sandboxes.call(engine, scriptOf('PS256'), { key, message: 'm' });
    expect(value).toBeUndefined();
    expect(problem).toContain('its numbers make no key');
  });
});

const base64urlOf = (number: bigint): string => {
  const digits = number.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url');
};

/** A key as a JWK without primes, of a size that `generateKeyPairSync` doesn't make. */
const jwkOfBits = (bits: number): { kty: 'RSA'; n: string; e: string; d: string } => {
  const e = 65_537n;
  for (;;) {
    const p = generatePrimeSync(bits - 1024, { bigint: true });
    const q = generatePrimeSync(1024, { bigint: true });
    const phi = (p - 1n) * (q - 1n);
    if ((p * q).toString(2).length !== bits || phi % e === 0n) continue;
    let multiple = 1n;
    while ((multiple * phi + 1n) % e !== 0n) multiple += 1n;
    const numbers = { n: p * q, e, d: (multiple * phi + 1n) / e };
    return { kty: 'RSA', n: base64urlOf(numbers.n), e: base64urlOf(e), d: base64urlOf(numbers.d) };
  }
};

// With one bit more than whole bytes, what EMSA-PSS makes is a byte shorter than the modulus.
test.each([2049, 2050, 2056])('PSS and PKCS#1 suit a modulus of %d bits', async (bits) => {
  const { d, ...publicJwk } = jwkOfBits(bits);
  const judge = createPublicKey({ key: publicJwk, format: 'jwk' });
  for (const algorithm of ['PS256', 'PS512', 'RS512'] as const) {
    const key = JSON.stringify({ ...publicJwk, d });
    const signature = Buffer.from(await sign('newman', scriptOf(algorithm), key, 'message'), 'base64url');
    expect(signature.length).toBe(257);
    expect(isGood(algorithm, judge, 'message', signature)).toBe(true);
  }
});
