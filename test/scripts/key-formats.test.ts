import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertionIn, ecKey, loginScript, pem, publicPem, rsaKey } from './bundles.ts';
import { engines, openSandbox, type Engine, type Outcome, type Sandbox } from './sandbox.ts';

const sandboxes = new Map<Engine, Sandbox>();
let es256 = '';
let rs256 = '';

beforeAll(async () => {
  for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
  [es256, rs256] = await Promise.all([loginScript('ES256'), loginScript('RS256')]);
});
afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));

const answer = () => ({ body: '{"access_token":"abc"}' });

const run = async (engine: Engine, script: string, key: string, clientId = 'client'): Promise<Outcome> => {
  const environment = { host: 'mgmt.example.com', client_id: clientId, client_private_key: key };
  const outcome = await sandboxes.get(engine)?.run(script, { environment, answer });
  if (outcome === undefined) throw new Error('no sandbox');
  expect(outcome.error).toBe('');
  return outcome;
};

const ec = ecKey();
const rsa = rsaKey();
const oneLine = (text: string) => text.trim().replaceAll('\n', '\\n');
const derOf = (text: string) => text.replace(/-----[^-]+-----|\s/g, '');
const { d, x, y, kty, crv } = ec.export({ format: 'jwk' });
const ecParameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';

const good: readonly (readonly [string, string])[] = [
  ['PKCS#8', pem(ec)],
  ['SEC1', pem(ec, 'sec1')],
  ['SEC1 after its parameters', ecParameters + pem(ec, 'sec1')],
  ['a JWK', JSON.stringify({ kty, crv, d, x, y })],
  ['a JWK on many lines', JSON.stringify({ kty, crv, d, x, y }, null, 2)],
  ['a JWK within a JSON string', JSON.stringify(JSON.stringify({ kty, crv, d, x, y }))],
  ['a JWK set', JSON.stringify({ keys: [{ kty, crv, d, x, y }] })],
  ['CRLF', pem(ec).replaceAll('\n', '\r\n')],
  ['literal \\n on one line', oneLine(pem(ec))],
  ['literal \\r\\n on one line', pem(ec).trim().replaceAll('\n', '\\r\\n')],
  ['line ends turned into blanks', pem(ec).replaceAll('\n', ' ')],
  ['no line ends at all', pem(ec).replaceAll('\n', '')],
  ['quotes around', `"${pem(ec)}"`],
  ['quotes, blanks and literal \\n', `  '${oneLine(pem(ec))}'  `],
  ['a byte order mark', `\ufeff${pem(ec)}`],
  ['a certificate before it', `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem(ec)}`],
  ['the bare base64 of PKCS#8', derOf(pem(ec))],
];

const goodRsa: readonly (readonly [string, string])[] = [
  ['PKCS#8', pem(rsa)],
  ['PKCS#1', pem(rsa, 'pkcs1')],
  ['a JWK', JSON.stringify(rsa.export({ format: 'jwk' }))],
  ['a JWK without primes', JSON.stringify({ ...rsa.export({ format: 'jwk' }), p: undefined })],
  ['literal \\n on one line', oneLine(pem(rsa, 'pkcs1'))],
];

const encrypted = ec
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();
const legacy = ec.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
const { d: _private, ...publicJwk } = ec.export({ format: 'jwk' });
/** The outline of a certificate: a sequence of two sequences and a bit string (RFC 5280 §4.1). */
const certificate = `-----BEGIN CERTIFICATE-----
${Buffer.from('300d30030201013003020101030100', 'hex').toString('base64')}
-----END CERTIFICATE-----`;

const bad: readonly (readonly [string, () => string, string])[] = [
  ['a public key', () => publicPem(ec), 'is a public key; the private key is needed.'],
  ['a public key labelled private', () => publicPem(ec).replaceAll('PUBLIC', 'PRIVATE'), 'is a public key;'],
  ['a certificate', () => certificate, 'is a certificate; the private key is needed.'],
  [
    'an encrypted key',
    () => encrypted,
    'is encrypted; declare the variable of its `passphrase`, or decrypt it: openssl pkey',
  ],
  ['a legacy encrypted key', () => legacy, 'is encrypted in a way that is not supported here;'],
  ['a PEM without its end', () => pem(ec).slice(0, 120), 'is cut off or damaged; paste all of it'],
  [
    'a PEM with a line missing',
    () =>
      pem(ec)
        .split('\n')
        .filter((_, at) => at !== 2)
        .join('\n'),
    'is cut off',
  ],
  ['garbage within PEM', () => pem(ec).replace('MIG', '!§$'), 'is PEM with foreign characters in it'],
  ['just a word', () => 'swordfish', 'is no private key in PEM or JWK'],
  ['a P-384 key', () => pem(ecKey('P-384')), 'is an EC key on P-384; ES256 needs an EC key on P-256.'],
  [
    'a secp256k1 key',
    () => pem(ecKey('secp256k1')),
    'is a key of another type; ES256 needs an EC key on P-256.',
  ],
  ['an RSA key', () => pem(rsa), 'is an RSA key; ES256 needs an EC key on P-256.'],
  ['a PKCS#1 key', () => pem(rsa, 'pkcs1'), 'is an RSA key; ES256 needs an EC key on P-256.'],
  ['a public JWK', () => JSON.stringify(publicJwk), 'is a public JWK ("d" is missing)'],
  [
    'a JWK set with two keys that fit',
    () => JSON.stringify({ keys: [ec, ecKey()].map((key) => key.export({ format: 'jwk' })) }),
    'is a JWK set; paste just one key, for ES256; it has no kid (P-256), no kid (P-256).',
  ],
  ['half a JWK', () => JSON.stringify(ec.export({ format: 'jwk' })).slice(0, 60), 'is no valid JSON'],
  ['other JSON', () => '{"private":"x"}', 'is JSON but no JWK'],
  ['a symmetric JWK', () => '{"kty":"oct","k":"AAAAAAAAAAAA"}', 'is a symmetric key'],
  ['a public SSH key', () => 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me', 'is a public SSH key'],
  [
    'an SSH key file',
    () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n',
    'is an SSH key file; convert a copy',
  ],
  ['the client id', () => 'client', 'holds the client id; the private key is needed.'],
  ['nothing', () => '', 'is empty: fill it in'],
  ['a reference to nothing', () => '{{nowhere}}', 'refers to {{nowhere}}, which is empty.'],
];

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(good)('an EC key is read from %s', async (_format, key) => {
    const { sent, tests, console } = await run(engine, es256, key);
    expect(tests).toEqual([]);
    expect(console).toEqual([]);
    await jwtVerify(assertionIn(sent[0]?.body ?? ''), createPublicKey(ec));
  });

  test.each(goodRsa)('an RSA key is read from %s', async (_format, key) => {
    const { sent, tests } = await run(engine, rs256, key);
    expect(tests).toEqual([]);
    await jwtVerify(assertionIn(sent[0]?.body ?? ''), createPublicKey(rsa));
  });

  test.each(bad)('%s is refused in words', async (_what, makeKey, sentence) => {
    const key = makeKey();
    const { sent, tests, skipped, console } = await run(engine, es256, key);
    expect(sent).toEqual([]);
    expect(skipped).toBe(true);
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({ name: 'Login failed: a setting is missing or wrong', passed: false });
    expect(tests[0]?.message).toContain(`client_private_key ${sentence}`);
    const shown = JSON.stringify([tests, console]);
    const parts = derOf(key).match(/[\w+/]{24,}/g) ?? [];
    for (const part of parts) expect(shown).not.toContain(part);
  });

  test('an RSA key is refused when it is too short, or its numbers do not belong together', async () => {
    const short = await run(engine, rs256, pem(rsaKey(1024)));
    expect(short.tests[0]?.message).toContain('is an RSA key of 1024 bits; RS256 needs 2048 or more.');
    const { p: _p, ...jwk } = rsa.export({ format: 'jwk' });
    const other = rsaKey().export({ format: 'jwk' });
    const mixed = await run(engine, rs256, JSON.stringify({ ...jwk, d: other.d }));
    expect(mixed.tests).toHaveLength(1);
    expect(mixed.tests[0]?.message).toContain('its numbers make no key');
    expect(mixed.sent).toEqual([]);
  });

  test('a key in the place of the client id is refused and not shown', async () => {
    const key = pem(ec);
    const { tests, sent } = await run(engine, es256, key, key);
    expect(sent).toEqual([]);
    expect(tests[0]?.message).toContain('The client id holds a key; the client id is needed.');
    expect(tests[0]?.message).not.toContain(derOf(key).slice(40, 60));
  });
});
