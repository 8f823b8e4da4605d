import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ecKey, pem, publicPem } from './bundles.ts';
import { moduleScript, readerScript, Sandboxes } from './login-modules.ts';
import { engines, type Engine } from './sandbox.ts';

const sandboxes = new Sandboxes();
let member = '';
let keyAt = '';
let secret = '';

beforeAll(async () => {
  await sandboxes.open();
  member = await moduleScript(
    { 'keys/key-file': 'readMember' },
    'readMember(input.text, input.path) ?? null',
  );
  keyAt = await moduleScript(
    { 'keys/key-file': 'keyAt', 'keys/plain-curve-key': 'readPlainCurveKey', bytes: 'hex' },
    `hex(keyAt(input.path, readPlainCurveKey)(input.text, { algorithm: 'ES256', keyId: '', passphrase: '' }).secret)`,
  );
  secret = await readerScript('HS256');
});
afterAll(() => sandboxes.close());

const pair = ecKey();
const key = pem(pair).trim();
const jwk = pair.export({ format: 'jwk' });
const google = { type: 'service_account', private_key_id: 'abc', private_key: `${key}\n`, client_id: 123 };
const box = {
  boxAppSettings: { clientID: 'x', appAuth: { publicKeyID: 'k', privateKey: key, passphrase: 'p' } },
};

const find = async (engine: Engine, text: string, path: string) =>
  (await sandboxes.call(engine, member, { text, path })).value;

const hex = (text: string): string => Buffer.from(text).toString('hex');

describe.each(engines)('in the sandbox of %s', (engine) => {
  test('a member of a key file is found by its path', async () => {
    const pretty = JSON.stringify(box, null, 2);
    expect(await find(engine, pretty, 'boxAppSettings.appAuth.privateKey')).toBe(key);
    expect(await find(engine, pretty, 'boxAppSettings.appAuth.passphrase')).toBe('p');
    expect(await find(engine, JSON.stringify(google), 'private_key')).toBe(`${key}\n`);
    expect(await find(engine, JSON.stringify(google), 'client_id')).toBe('123');
  });

  test('there is no member where the path leads nowhere, to no text, or through a text', async () => {
    for (const path of [
      'other',
      'boxAppSettings',
      'boxAppSettings.appAuth.other',
      'boxAppSettings.clientID.x',
    ])
      expect(await find(engine, JSON.stringify(box), path)).toBeNull();
  });

  test('a text that is no JSON has no members', async () => {
    for (const text of [key, 'swordfish', '', '"swordfish"'])
      expect(await find(engine, text, 'key')).toBeNull();
  });

  test.each([
    ['a byte order mark and blanks around it', (text: string) => `\ufeff ${text}\n`],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['quotes around it', (text: string) => `'${text}'`],
    ['the whole of it as a JSON text', (text: string) => JSON.stringify(text)],
    ['line ends within its texts', (text: string) => text.replaceAll('\\n', '\n')],
    ['line ends within its texts that were escaped twice', (text: string) => text.replaceAll('\\n', '\\\\n')],
  ])('a key file with %s is read', async (_how, change) => {
    const text = change(JSON.stringify(google, null, 2));
    const found = String(await find(engine, text, 'private_key'));
    expect(found.replaceAll(/\\n|\s/g, '')).toBe(key.replaceAll(/\s/g, ''));
    expect(await find(engine, text, 'private_key_id')).toBe('abc');
  });

  const readKeyAt = (text: string) => sandboxes.call(engine, keyAt, { text, path: 'private_key' });

  test.each([
    ['a key file', JSON.stringify(google)],
    ['a key file in one text', JSON.stringify(JSON.stringify(google, null, 2))],
    ['a key file whose key got line ends', JSON.stringify(google).replaceAll('\\n', '\n')],
    ['a key file whose key was escaped twice', JSON.stringify(google).replaceAll('\\n', '\\\\n')],
    ['a key without its file', key],
    ['a JWK without its file', JSON.stringify(jwk)],
    ['a JWK set without its file', JSON.stringify({ keys: [jwk] })],
  ])('the key is read from %s', async (_what, text) => {
    const { value, problem } = await readKeyAt(text);
    expect(problem).toBe('');
    expect(value).toBe(Buffer.from(String(jwk.d), 'base64url').toString('hex'));
  });

  test.each([
    [
      'another JSON file',
      JSON.stringify({ installed: { client_secret: 'swordfish' } }),
      "is JSON without private_key in it; paste all of the provider's key file",
    ],
    ['a key file that is cut off', JSON.stringify(google).slice(0, -20), 'is no valid JSON; paste all of it'],
    [
      'a key file with a damaged key',
      JSON.stringify({ private_key: key.slice(0, 99) }),
      'is cut off or damaged',
    ],
    ['a word', 'swordfish', 'is no private key in PEM or JWK'],
  ])('%s is refused in words, and none of it is shown', async (_what, text, sentence) => {
    const { value, problem } = await readKeyAt(text);
    expect(value).toBeUndefined();
    expect(problem).toContain(sentence);
    expect(problem).not.toContain('swordfish');
    for (const part of text.match(/[\w+/]{16,}/g) ?? []) expect(problem).not.toContain(part);
  });

  const readSecret = (text: string) => sandboxes.call(engine, secret, { key: text });

  test.each([
    'short',
    'Zoë & {{k}} % = + "quoted" \\n ünïque',
    ' blanks around ',
    '{"json": "of another kind"}',
    '{ no json',
    'null',
    '123',
    'eyJhbGciOiJIUzI1NiJ9',
  ])('a shared secret is the bytes of its text: %s', async (text) => {
    const { value, problem } = await readSecret(text);
    expect(problem).toBe('');
    expect(value).toMatchObject({ type: 'oct', secret: hex(text) });
  });

  test('a symmetric JWK is decoded, and tells its kid', async () => {
    const k = Buffer.from([0, 255, 1, 254]).toString('base64url');
    const { value } = await readSecret(JSON.stringify({ kty: 'oct', k, kid: 'one' }));
    expect(value).toMatchObject({ type: 'oct', secret: '00ff01fe', keyId: 'one' });
  });

  test.each([
    ['a private key', key],
    ['a public key', publicPem(ecKey())],
    ['a private JWK', JSON.stringify(ecKey().export({ format: 'jwk' }))],
    ['a symmetric JWK without its key', '{"kty":"oct"}'],
    ['a public SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me'],
  ])('%s is refused as a shared secret', async (_what, text) => {
    const { value, problem } = await readSecret(text);
    expect(value).toBeUndefined();
    expect(problem).toBe('is a key; HS256 needs the client secret, which is shared with the server');
  });
});
