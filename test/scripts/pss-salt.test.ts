import { constants, createHash, createPublicKey, publicDecrypt, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frozen, pem, rsaKey } from './bundles.ts';
import { Sandboxes, signerScript } from './login-modules.ts';
import { engines, type Engine } from './sandbox.ts';

const sandboxes = new Sandboxes();
const scripts = new Map<string, string>();

beforeAll(async () => {
  await sandboxes.open();
  for (const algorithm of ['PS256', 'PS384', 'PS512'] as const)
    scripts.set(algorithm, frozen(await signerScript(algorithm), Date.now()));
});
afterAll(() => sandboxes.close());

/** MGF1 (RFC 8017 appendix B.2.1), as the verifier does it. */
const mask = (hash: string, seed: Buffer, length: number): Buffer => {
  const blocks: Buffer[] = [];
  for (let counter = 0; Buffer.concat(blocks).length < length; counter += 1)
    blocks.push(
      createHash(hash)
        .update(seed)
        .update(Buffer.from([0, 0, 0, counter]))
        .digest(),
    );
  return Buffer.concat(blocks).subarray(0, length);
};

/** The salt in a signature (RFC 8017 §9.1.2, steps 5 to 11). */
const saltIn = (signature: string, key: KeyObject, bits: number): string => {
  const encoded = publicDecrypt(
    { key: createPublicKey(key), padding: constants.RSA_NO_PADDING },
    Buffer.from(signature, 'base64url'),
  );
  const size = bits / 8;
  expect(encoded.at(-1)).toBe(0xbc);
  const digest = encoded.subarray(-size - 1, -1);
  const masked = encoded.subarray(0, -size - 1);
  const unmasked = mask(`sha${bits}`, digest, masked.length).map((byte, at) => byte ^ (masked[at] ?? 0));
  const salt = unmasked.subarray(-size);
  expect(unmasked.at(-size - 1)).toBe(1);
  expect(new Set(unmasked.subarray(1, -size - 1))).toEqual(new Set([0]));
  return Buffer.from(salt).toString('hex');
};

const key = rsaKey();

const saltOf = async (
  engine: Engine,
  algorithm: string,
  message: string,
  signingKey = key,
): Promise<string> => {
  const script = scripts.get(algorithm) ?? '';
  const { value } = await sandboxes.call(engine, script, { key: pem(signingKey), message });
  return saltIn(String(value), signingKey, Number(algorithm.slice(2)));
};

describe.each(engines)('in the sandbox of %s, with a constant Math.random and a standing clock', (engine) => {
  test.each(['PS256', 'PS384', 'PS512'])('%s repeats no salt across messages', async (algorithm) => {
    const messages = Array.from({ length: 3 }, (_, index) => `message ${index}`);
    const salts = new Set<string>();
    for (const message of messages) salts.add(await saltOf(engine, algorithm, message));
    expect(salts.size).toBe(messages.length);
  });

  test('two keys have different salts for one message: nobody without the key can foresee it', async () => {
    const other = rsaKey(2048, 'another');
    expect(await saltOf(engine, 'PS256', 'message', other)).not.toBe(
      await saltOf(engine, 'PS256', 'message'),
    );
  });
});

test('where there is a secure random source the salt comes from it', async () => {
  const [one, two] = [
    await saltOf('postman-runtime', 'PS256', 'm'),
    await saltOf('postman-runtime', 'PS256', 'm'),
  ];
  expect(one).not.toBe(two);
});

test('where there is none the salt depends on key and message alone', async () => {
  const [one, two] = [await saltOf('newman', 'PS256', 'm'), await saltOf('newman', 'PS256', 'm')];
  expect(one).toBe(two);
});
