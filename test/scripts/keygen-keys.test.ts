/** The login takes what `keygen` makes: for every algorithm, and encrypted. */

import { createHmac } from 'node:crypto';
import { compactVerify, createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signingAlgorithms, type SigningAlgorithm } from '../../src/oauth/signed-jwt.ts';
import { makeKey, type KeyWish, type NewKey } from '../../src/keys/key-files.ts';
import { readerScript, Sandboxes, signerScript } from './login-modules.ts';

const sandboxes = new Sandboxes();
beforeAll(() => sandboxes.open());
afterAll(() => sandboxes.close());

const make = (algorithm: SigningAlgorithm, change: Partial<KeyWish> = {}): Promise<NewKey> =>
  makeKey({ algorithm, bits: 2048, name: 'client', ...change });

const secretText = ({ files }: NewKey): string => files.find(({ isSecret }) => isSecret)?.text ?? '';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each(signingAlgorithms)('the login signs with a new key for %s', async (algorithm) => {
  const key = await make(algorithm);
  const message = `${encode({ alg: algorithm, kid: key.keyId })}.${encode({ iss: 'me' })}`;
  const input = { key: secretText(key), message };
  const { value, problem } = await sandboxes.call('newman', await signerScript(algorithm), input);
  expect(problem).toBe('');
  if (key.jwkSet === undefined) {
    // A client secret is the text itself, not what its base64url stands for (OpenID Connect Core §10.1).
    const hash = `sha${algorithm.slice(2)}`;
    expect(value).toBe(createHmac(hash, secretText(key)).update(message).digest('base64url'));
  } else {
    const set = createLocalJWKSet(JSON.parse(key.jwkSet));
    const { payload } = await compactVerify(`${message}.${String(value)}`, set);
    expect(new TextDecoder().decode(payload)).toBe('{"iss":"me"}');
  }
});

test.each(['RS256', 'ES512', 'EdDSA'] as const)(
  'the login opens an encrypted key for %s with its passphrase alone',
  async (algorithm) => {
    const passphrase = 'correct horse, ümläut';
    const key = secretText(await make(algorithm, { passphrase }));
    const script = await readerScript(algorithm);
    const opened = await sandboxes.call('newman', script, { key, passphrase });
    expect(opened).toMatchObject({ problem: '', value: { secret: expect.stringMatching(/^[\da-f]{64,}$/) } });
    const { value, problem } = await sandboxes.call('newman', script, { key, passphrase: 'wrong' });
    expect({ value, opens: problem === '' }).toEqual({ value: undefined, opens: false });
  },
);
