/** Servers that are not to be trusted: what they write stays text, what they know stays secret, and nothing goes on for ever. */

import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hideSecrets, SecretForms } from '../../scripts/login/redact.ts';
import { createPatient, type Diagnosis, type Patient } from './patient.ts';
import { always, generous, json, startHttps, type Respond, type TestServer } from './servers.ts';

const CLIENT_SECRET = 'planted/secret+Value-4711&more';

const BY_SECRET = `
import { clientCredentials, clientSecretBasic, defineCollection, get } from 'postsmith';

export default defineCollection({
  name: 'Orders',
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    scope: 'orders',
    clientAuthentication: clientSecretBasic(),
  }),
  items: [get({ name: 'List orders', url: 'https://{{host}}/orders/' })],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Orders',
  variables: {
    host: '', client_id: '', client_secret: secret(), access_token: secret(),
    expires: '', scope: '', access_token_for: '',
  },
});
`;

let byKey: Patient;
let bySecret: Patient;
beforeAll(async () => {
  byKey = await createPatient();
  bySecret = await createPatient({
    'collections/orders.ts': BY_SECRET,
    'environments/orders.ts': ENVIRONMENT,
  });
});
afterAll(() => Promise.all([byKey.remove(), bySecret.remove()]));

const servers: TestServer[] = [];
const serve = async (respond: Respond): Promise<{ readonly POSTSMITH_HOST: string }> => {
  const server = await startHttps(respond);
  servers.push(server);
  return { POSTSMITH_HOST: server.host };
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Everything that was printed, with JSON's own escapes undone as well. */
const printed = ({ stdout, stderr }: Diagnosis): string =>
  `${stdout}${stderr}${JSON.stringify(JSON.parse(stdout))}`.replaceAll('\\"', '"').replaceAll('\\/', '/');

/** Not in any encoding, nor a part of any that would help. */
const expectNone = (diagnosis: Diagnosis, secrets: readonly string[]): void => {
  const text = printed(diagnosis);
  expect(hideSecrets(text, new SecretForms(secrets), true)).toBe(text);
  for (const secret of secrets) {
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(Buffer.from(`x:${secret}`).toString('base64').slice(8, 30));
  }
  expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{5,}/);
};

/** No control character but a line's end, of which JSON holds none within its texts. */
const expectPlain = ({ stdout, stderr }: Diagnosis): void => {
  // oxlint-disable-next-line no-control-regex
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(stdout).not.toMatch(/\\u00[01]|\\u202/);
};

const echo: Respond = (request, response, body) => {
  const all = `${request.headers.authorization ?? ''} ${body} ${decodeURIComponent(body.replaceAll('+', ' '))}`;
  json(response, 401, { error: `invalid_client ${all}`, error_description: `client not found: ${all}` });
};

const challenging: Respond = ({ headers }, response) => {
  const challenge = `Bearer error="invalid_token", error_description="bad: ${headers.authorization}"`;
  json(response, 401, {}, { 'WWW-Authenticate': challenge });
};

describe('a secret that the server echoes', () => {
  test('of a client secret is shown in no encoding', async () => {
    const host = await serve(generous({ 'POST /token': echo }));
    // A short one does not look like a secret.
    for (const secret of [CLIENT_SECRET, 'kurz+4711']) {
      const diagnosis = await bySecret.examine({ ...host, CLIENT_ID: 'me', CLIENT_SECRET: secret });
      expect(diagnosis.first).toMatchObject({ step: 'token', cause: 'unknown-client' });
      const pair = Buffer.from(`me:${encodeURIComponent(secret)}`).toString('base64');
      expectNone(diagnosis, [secret, pair]);
    }
  });

  test('of an assertion is shown without its signature, and without what it is made with', async () => {
    let signature = '';
    const echoing: Respond = (request, response, body) => {
      signature = (new URLSearchParams(body).get('client_assertion') ?? '').split('.')[2] ?? '';
      const hex = Buffer.from(signature, 'base64url').toString('hex');
      echo(request, response, `begins with ${signature.slice(0, 24)}, is ${hex} ${body}`);
    };
    const diagnosis = await byKey.examine(await serve(generous({ 'POST /token': echoing })));
    expect(signature).toHaveLength(86);
    expect(printed(diagnosis)).not.toContain(signature.slice(0, 12));
    expectNone(diagnosis, [signature, byKey.good['CLIENT_PRIVATE_KEY'] ?? '']);
  });

  test('of a token that the API tells in its challenge is not shown', async () => {
    const diagnosis = await byKey.examine(await serve(generous({ '/orders/': challenging })));
    expect(diagnosis.first).toMatchObject({ step: 'request', cause: 'token-rejected' });
    expect(diagnosis.first?.message).toContain('It says: bad: Bearer [hidden]');
    expectNone(diagnosis, ['given-to-everybody-0123456789']);
  });

  test.each(['pkcs8', 'pkcs1'] as const)(
    'none of an RSA key in %s is shown where all is well',
    async (type) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type, format: 'pem' }).toString();
      const rsa = await createPatient({
        'collections/orders.ts': BY_SECRET.replaceAll(
          'clientSecretBasic()',
          "privateKeyJwt({ algorithm: 'RS256' })",
        ).replace('clientSecretBasic', 'privateKeyJwt'),
        'environments/orders.ts': ENVIRONMENT.replace('client_secret', 'client_private_key'),
      });
      try {
        const diagnosis = await rsa.examine({ ...(await serve(generous())), CLIENT_PRIVATE_KEY: pem });
        expect(diagnosis.ok).toBe(true);
        expect(diagnosis.step('key')?.details).toMatchObject({ type: 'RSA', bits: 2048 });
        const { d = '', p = '' } = privateKey.export({ format: 'jwk' });
        expectNone(diagnosis, [pem, d, p]);
      } finally {
        await rsa.remove();
      }
    },
  );
});

describe('what a server writes', () => {
  const nasty = 'client not found \u001B[2J\u001B]0;owned\u0007\u0000\r\nX: {{client_private_key}} \u202Egnp';

  test('has no control characters when it is shown, and stays on its line', async () => {
    const respond = always(401, { error: 'invalid_client', error_description: nasty });
    const diagnosis = await byKey.examine(await serve(generous({ 'POST /token': respond })));
    expect(diagnosis.first).toMatchObject({ step: 'token', cause: 'unknown-client' });
    expectPlain(diagnosis);
    expectNone(diagnosis, [byKey.good['CLIENT_PRIVATE_KEY'] ?? '']);
  });

  test('as metadata is compared and shown as text, whatever its type', async () => {
    const metadata = always(200, {
      issuer: nasty,
      token_endpoint: ['x'],
      grant_types_supported: [1, null, nasty, ...Array.from({ length: 2000 }, () => 'long-'.repeat(50))],
      scopes_supported: { orders: true },
      token_endpoint_auth_methods_supported: 'all',
    });
    const diagnosis = await byKey.examine(
      await serve(generous({ '/.well-known/openid-configuration': metadata })),
    );
    expect(diagnosis.ok).toBe(true);
    expect(diagnosis.step('metadata')).toMatchObject({ outcome: 'warning', cause: 'grant' });
    expect(diagnosis.stdout.length).toBeLessThan(10_000);
    expectPlain(diagnosis);
  });

  test.each(['yesterday', '', '9'.repeat(4000), 'Mon, 99 Foo 2026 99:99:99 GMT', '1700000000'])(
    'as its Date is no time: %s',
    async (date) => {
      const respond: Respond = (_request, response) => {
        response.setHeader('Date', date);
        json(response, 405, {});
      };
      const diagnosis = await byKey.examine(await serve(generous({ 'GET /token': respond })));
      expect(diagnosis.ok).toBe(true);
      expect(diagnosis.step('clock')?.outcome).toBe('skipped');
    },
  );

  test('as its Date is of the year 1970, which is told and not believed', async () => {
    const respond = always(405, {}, { Date: 'Thu, 01 Jan 1970 00:00:00 GMT' });
    const { ok, step } = await byKey.examine(await serve(generous({ 'GET /token': respond })));
    expect(ok).toBe(true);
    expect(step('clock')?.message).toMatch(/Its Date header is not to be believed\.$/);
  });
});

/** Bytes. */
let written = 0;

const endless: Respond = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const more = (): void => {
    do written += 100_000;
    while (response.write('x'.repeat(100_000)));
    response.once('drain', more);
  };
  more();
};

const slow: Respond = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 100);
  response.once('close', () => clearInterval(timer));
};

describe('a response that goes on for ever', () => {
  test.each([
    ['endless', endless],
    ['slow', slow],
  ])('is given up, and told of: %s', async (_what, respond) => {
    const host = await serve(generous({ 'POST /token': respond }));
    written = 0;
    const { first } = await byKey.examine(host, ['--timeout', '1000']);
    expect(first).toMatchObject({ step: 'token', cause: 'server-down' });
    // Which of the two limits is reached first, the machine decides.
    expect(first?.message).toMatch(
      /^The (?:response of the token endpoint does not come to an end|token endpoint gave no response)\./,
    );
    expect(written).toBeLessThan(60_000_000);
  });

  test.each([
    ['endless', endless],
    ['slow', slow],
  ])('where metadata was looked for harms nobody: %s', async (_what, respond) => {
    const others = {
      'GET /token': respond,
      '/.well-known/openid-configuration': respond,
      '/.well-known/oauth-authorization-server': respond,
    };
    const { ok, step } = await byKey.examine(await serve(generous(others)), ['--timeout', '600']);
    expect(ok).toBe(true);
    expect(step('metadata')?.outcome).toBe('skipped');
  });
});

test('a redirect of what is looked at is not followed, nor is one of the API, and the token goes nowhere else', async () => {
  const seen: string[] = [];
  const { POSTSMITH_HOST: elsewhere } = await serve((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    json(response, 200, []);
  });
  const redirect: Respond = (_request, response) =>
    void response.writeHead(302, { Location: `https://${elsewhere}/elsewhere` }).end();
  const host = await serve(
    generous({ 'GET /token': redirect, '/.well-known/openid-configuration': redirect, '/orders/': redirect }),
  );
  const { step } = await byKey.examine(host);
  expect(step('request')).toMatchObject({ outcome: 'warning' });
  expect(step('request')?.message).toContain(`redirects (302) to https://${elsewhere}/elsewhere`);
  expect(seen).toEqual([]);
});

test('a token endpoint that redirects is a wrong path', async () => {
  const { POSTSMITH_HOST: elsewhere } = await serve((_request, response) => json(response, 404, {}));
  const redirect: Respond = (_request, response) =>
    void response.writeHead(302, { Location: `https://${elsewhere}/token` }).end();
  const { first } = await byKey.examine(await serve(generous({ 'POST /token': redirect })));
  expect(first).toMatchObject({ step: 'token', cause: 'wrong-path' });
});
