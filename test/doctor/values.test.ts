/** What is wrong with variables and keys, before anything is sent. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createPatient, type Patient } from './patient.ts';
import { always, generous, startHttps, type Respond, type TestServer } from './servers.ts';

const COLLECTION = `
import { asIdentity, clientCredentials, defineCollection, folder, get, privateKeyJwt } from 'postsmith';

const login = clientCredentials({
  tokenEndpoint: 'https://{{host}}/token',
  scope: 'orders',
  clientAuthentication: privateKeyJwt({ algorithm: 'ES256', keyId: '{{key_id}}' }),
});

export default defineCollection({
  name: 'Orders',
  authorization: login,
  items: [
    get({ name: 'Of another request', url: 'https://{{host}}/orders/{{order_id}}' }),
    get({ name: 'Of an id', url: 'https://{{host}}/orders/:id', pathVariables: { id: { value: '1' } } }),
    get({ name: 'List orders', url: 'https://{{host}}/orders/' }),
    folder('Admin', [get({ name: 'Admin', url: 'https://{{host}}/admin' })], {
      authorization: asIdentity('admin', login),
    }),
  ],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Orders',
  variables: {
    host: '', client_id: '', client_private_key: secret(), key_id: '', jwks_uri: '', order_id: '',
    admin_client_id: '', admin_client_private_key: secret(), admin_key_id: '',
  },
});
`;

let patient: Patient;
beforeAll(async () => {
  patient = await createPatient({
    'collections/orders.ts': COLLECTION,
    'environments/orders.ts': ENVIRONMENT,
  });
});
afterAll(() => patient.remove());

/** What another request would bring is empty. */
const examine = (values: Readonly<Record<string, string>> = {}, parameters?: readonly string[]) =>
  patient.examine({ ORDER_ID: '', ...values }, parameters);

const servers: TestServer[] = [];
const serve = async (respond: Respond): Promise<string> => {
  const server = await startHttps(respond);
  servers.push(server);
  return server.host;
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const pemOf = (make: { readonly export: (options: { type: 'pkcs8'; format: 'pem' }) => string | Buffer }) =>
  make.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('variables', () => {
  test('that are empty are named, all at once, with how to set them', async () => {
    const { code, first, step } = await examine({
      CLIENT_ID: '',
      KEY_ID: '',
      CLIENT_PRIVATE_KEY: '',
    });
    expect(code).toBe(1);
    expect(first).toMatchObject({ step: 'variables', cause: 'variable' });
    expect(first?.message).toMatch(
      /"client_private_key" is empty.*"client_id" is empty|"client_id" is empty.*"client_private_key" is empty/,
    );
    expect(first?.mend).toMatch(/--values: (?=.*CLIENT_ID)(?=.*CLIENT_PRIVATE_KEY)/);
    // What can be looked at without them is looked at.
    expect(step('network')?.outcome).toBe('ok');
    expect(step('token')?.outcome).toBe('skipped');
  });

  test('of a host that is empty leave nothing to reach', async () => {
    const { first, step } = await examine({ POSTSMITH_HOST: '' });
    expect(first?.step).toBe('variables');
    expect(step('network')).toMatchObject({ outcome: 'error', cause: 'variable' });
  });

  test.each(['<your client id>', 'YOUR_CLIENT_ID', 'changeme', 'xxxx', 'client-id-goes-here', '...', 'TODO'])(
    'that hold a placeholder: %s',
    async (value) => {
      const { first } = await examine({ CLIENT_ID: value });
      expect(first).toMatchObject({ step: 'variables', outcome: 'error' });
      expect(first?.message).toBe('The variable "client_id" holds a placeholder, not a value of yours.');
    },
  );

  test.each(['mgmt.example.com', 'https://example.org/path', 'your-tenant.auth.com'])(
    'that hold the host of some documentation: %s',
    async (value) => {
      const { first } = await examine({ POSTSMITH_HOST: value });
      expect(first?.message).toContain('The variable "host" holds a placeholder');
    },
  );

  test('that refer to one that is empty', async () => {
    const { first } = await examine({ CLIENT_ID: '{{admin_id}}' });
    expect(first?.message).toContain('The variable "client_id" refers to {{admin_id}}, which is empty.');
  });

  test.each([
    ["'my-client'", 'has quotes around it'],
    ['my-client ', 'begins or ends with a blank'],
    ['my\u200bclient', 'holds characters that nobody can see'],
  ])('with something around their value are odd: %j', async (value, what) => {
    const { ok, step } = await examine({ POSTSMITH_HOST: await serve(generous()), CLIENT_ID: value });
    expect(ok).toBe(true);
    expect(step('variables')).toMatchObject({ outcome: 'warning' });
    expect(step('variables')?.message).toBe(
      `The value of "client_id" ${what}, which is sent as a part of it.`,
    );
  });

  test('of a host may be a whole address, as the login understands it', async () => {
    const host = patient.good['POSTSMITH_HOST'] ?? '';
    expect(await examine({ POSTSMITH_HOST: `https://${host}/` })).toMatchObject({ ok: true });
    const { first } = await examine({ POSTSMITH_HOST: 'not a host' });
    expect(first?.message).toContain('The variable "host" is "not a host", which is no host.');
  });
});

describe('a key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' });

  test.each([
    ['the path of a file', '/home/me/key.pem', 'holds the path of a file'],
    ['of another type', pemOf(rsa.privateKey), 'is an RSA key, but ES256 needs an EC key on P-256'],
    [
      'on another curve',
      pemOf(other.privateKey),
      'is an EC key on P-384, but ES256 needs an EC key on P-256',
    ],
    [
      'that is public',
      rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'is a public key, but the private key is needed',
    ],
    ['that is cut off', '-----BEGIN PRIVATE KEY-----\nMIGHAgEA', 'is only the beginning of a key'],
  ])('%s is told as the login tells it', async (_what, value, message) => {
    const { first, step } = await examine({ CLIENT_PRIVATE_KEY: value });
    expect(step('variables')?.outcome).toBe('ok');
    expect(first).toMatchObject({ step: 'key', cause: 'key-unreadable' });
    expect(first?.message).toContain(`client_private_key ${message}`);
  });

  test('of another login of the collection is told, where the server rejects it', async () => {
    const key = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const { first } = await examine({ CLIENT_PRIVATE_KEY: key, ADMIN_CLIENT_PRIVATE_KEY: key });
    expect(first).toMatchObject({ step: 'key', outcome: 'error', cause: 'key-of-another-client' });
    expect(first?.message).toBe(
      '"client_private_key" holds the same key as "admin_client_private_key", which is for another client.',
    );
  });

  test('of another login is examined with --identity', async () => {
    const { ok, step } = await examine({}, ['--identity', 'admin']);
    expect(ok).toBe(true);
    expect(step('key')?.details['variable']).toBe('admin_client_private_key');
  });

  test('says another id than is sent', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'key-of-somebody' });
    const { first } = await examine({ CLIENT_PRIVATE_KEY: jwk });
    expect(first).toMatchObject({ step: 'key', outcome: 'error', cause: 'key-of-another-client' });
    expect(first?.message).toContain('says that its id (kid) is key-of-somebody, but');
  });

  test.each([
    ['none of those that the client publishes', false],
    ['one of those that the client publishes', true],
  ])('is %s', async (_what, isPublished) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const published = isPublished ? createPublicKey(privateKey) : other.publicKey;
    const respond = always(401, { error: 'invalid_client' });
    const host = await serve(
      generous({
        'POST /token': respond,
        '/keys': always(200, { keys: [published.export({ format: 'jwk' })] }),
      }),
    );
    const { first } = await examine({
      POSTSMITH_HOST: host,
      CLIENT_PRIVATE_KEY: pemOf(privateKey),
      JWKS_URI: `https://${host}/keys`,
    });
    if (isPublished) {
      expect(first).toMatchObject({ step: 'token', cause: 'client-rejected' });
      expect(first?.message).toContain('In order of likelihood: 1. the client id');
    } else {
      expect(first).toMatchObject({ step: 'metadata', outcome: 'error', cause: 'wrong-key' });
      expect(first?.message).toMatch(
        /^The key in "client_private_key" \(thumbprint [\w-]{43}\) is none of the 1 that are published at https:\/\/localhost:\d+\/keys \("jwks_uri"\)\.$/,
      );
    }
  });
});

test('the request that is sent needs neither an id nor what another request brings', async () => {
  const { step } = await examine();
  expect(step('request')?.details).toMatchObject({ request: 'List orders', status: 200 });
});
