import { createPrivateKey, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ecKey, pem, publicPem, rsaKey } from './bundles.ts';
import { moduleScript, Sandboxes } from './login-modules.ts';
import { engines, type Engine } from './sandbox.ts';

const sandboxes = new Sandboxes();
let script = '';
let withRsaKey = '';
let withCurveKey = '';
let leaf = '';
let authority = '';
let leafKey = '';

/** What has a certificate of its own, by an authority that has one too. */
const issue = async (): Promise<void> => {
  const options = { keyType: 'rsa', algorithm: 'sha256' } as const;
  const above = await generate([{ name: 'commonName', value: 'Authority' }], options);
  const own = await generate([{ name: 'commonName', value: 'Client' }], {
    ...options,
    ca: { key: above.private, cert: above.cert },
  });
  [leaf, authority, leafKey] = [own.cert.trim(), above.cert.trim(), own.private];
};

const call = (key: string): string => `certificateHeaders(input.pem, input.headers${key})`;
const wanted = (algorithm: string): string => `{ algorithm: '${algorithm}', keyId: '', passphrase: '' }`;

beforeAll(async () => {
  await sandboxes.open();
  await issue();
  const certificate = { 'jwt/certificate': 'certificateHeaders' };
  script = await moduleScript(certificate, call(''));
  withRsaKey = await moduleScript(
    { ...certificate, 'keys/plain-rsa-key': 'readPlainRsaKey' },
    call(`, readPlainRsaKey(input.key, ${wanted('RS256')})`),
  );
  withCurveKey = await moduleScript(
    { ...certificate, 'keys/plain-curve-key': 'readPlainCurveKey' },
    call(`, readPlainCurveKey(input.key, ${wanted('ES256')})`),
  );
});
afterAll(() => sandboxes.close());

const all = ['x5c', 'x5t', 'x5t#S256'];
const make = (engine: Engine, text: string, headers: readonly string[] = all) =>
  sandboxes.call(engine, script, { pem: text, headers });

const base64url = (colons: string): string =>
  Buffer.from(colons.replaceAll(':', ''), 'hex').toString('base64url');

/** What node:crypto makes of a certificate. */
const expected = (text: string) => {
  const { fingerprint, fingerprint256, raw } = new X509Certificate(text);
  return { x5c: raw.toString('base64'), x5t: base64url(fingerprint), 'x5t#S256': base64url(fingerprint256) };
};

describe.each(engines)('in the sandbox of %s', (engine) => {
  test('the headers say what node:crypto says', async () => {
    const { x5c, ...thumbprints } = expected(leaf);
    const { value, problem } = await make(engine, leaf);
    expect(problem).toBe('');
    expect(value).toEqual({ x5c: [x5c], ...thumbprints });
  });

  test('a chain keeps its order, and the thumbprints are those of the first', async () => {
    const { value } = await make(engine, `${leaf}\n${authority}`);
    const { x5t } = expected(leaf);
    expect(value).toMatchObject({ x5c: [expected(leaf).x5c, expected(authority).x5c], x5t });
  });

  test.each([['x5c'], ['x5t'], ['x5t#S256']])(
    'only %s is made when only that is asked for',
    async (header) => {
      const { value } = await make(engine, leaf, [header]);
      expect(Object.keys(Object(value))).toEqual([header]);
    },
  );

  test.each([
    ['literal \\n on one line', () => leaf.replaceAll('\n', '\\n')],
    ['CRLF and quotes', () => `"${leaf.replaceAll('\n', '\r\n')}"`],
    ['line ends turned into blanks', () => leaf.replaceAll('\n', ' ')],
    ['its attributes before it', () => `Bag Attributes\n  friendlyName: client\n${leaf}`],
    ['its private key before it', () => `${leafKey}\n${leaf}`],
    ['its private key behind it', () => `${leaf}\n${leafKey}`],
  ])('a certificate with %s is read', async (_how, text) => {
    const { value, problem } = await make(engine, text(), ['x5t']);
    expect(problem).toBe('');
    expect(value).toEqual({ x5t: expected(leaf).x5t });
  });

  const whole = 'paste all of it in PEM, from -----BEGIN CERTIFICATE to the last -----';

  test.each([
    ['nothing', () => ' \n', `is empty; ${whole}`],
    ['a word', () => 'swordfish', `is no certificate; ${whole}`],
    ['a public key', () => publicPem(ecKey()), `is no certificate; ${whole}`],
    ['the private key', () => leafKey, 'is a private key; the certificate is needed'],
    ['a private key in SEC1', () => pem(ecKey(), 'sec1'), 'is a private key; the certificate is needed'],
    ['a certificate without its end', () => leaf.slice(0, 300), `is cut off or damaged; ${whole}`],
    [
      'a certificate with a line missing',
      () => leaf.split('\n').toSpliced(3, 1).join('\n'),
      `is cut off or damaged; ${whole}`,
    ],
    [
      'a certificate with foreign characters',
      () => leaf.replace('MII', 'M§I'),
      `is cut off or damaged; ${whole}`,
    ],
    [
      'a chain whose second certificate is damaged',
      () => `${leaf}\n${authority.split('\n').toSpliced(3, 1).join('\n')}`,
      `is cut off or damaged; ${whole}`,
    ],
    [
      'an empty certificate',
      () => '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      `is cut off or damaged; ${whole}`,
    ],
  ])('%s is refused in words, and none of it is shown', async (_what, text, sentence) => {
    const { value, problem } = await make(engine, text());
    expect(value).toBeUndefined();
    expect(problem).toBe(sentence);
  });
});

test.each([
  ['PKCS#8', () => leafKey],
  ['a JWK', () => JSON.stringify(createPrivateKey(leafKey).export({ format: 'jwk' }))],
])('the certificate of the RSA key is taken when the key is %s', async (_format, key) => {
  const { value, problem } = await sandboxes.call('newman', withRsaKey, {
    pem: leaf,
    headers: ['x5t'],
    key: key(),
  });
  expect(problem).toBe('');
  expect(value).toEqual({ x5t: expected(leaf).x5t });
});

test("the certificate of another RSA key is refused, and so is a chain that doesn't begin with the key's own", async () => {
  const sentence = 'is not the certificate of the private key; paste the two that belong together';
  for (const [text, key] of [
    [leaf, pem(rsaKey())],
    [`${authority}\n${leaf}`, leafKey],
  ]) {
    const { value, problem } = await sandboxes.call('newman', withRsaKey, { pem: text, headers: all, key });
    expect(value).toBeUndefined();
    expect(problem).toBe(sentence);
  }
});

test('whether a certificate belongs to a key on a curve is left to the server', async () => {
  const { problem } = await sandboxes.call('newman', withCurveKey, {
    pem: leaf,
    headers: ['x5t'],
    key: pem(ecKey()),
  });
  expect(problem).toBe('');
});
