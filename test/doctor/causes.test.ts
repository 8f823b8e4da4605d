/** What is wrong first: each cause that a login fails of, at a certified server or with real certificates and sockets. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, importJWK, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createPatient, type Patient } from './patient.ts';
import {
  always,
  generous,
  json,
  metadataWith,
  startHttps,
  type Respond,
  type TestServer,
} from './servers.ts';

let patient: Patient;
beforeAll(async () => {
  patient = await createPatient();
});
afterAll(() => patient.remove());

const servers: TestServer[] = [];
const serve = async (respond: Respond): Promise<{ readonly POSTSMITH_HOST: string }> => {
  const server = await startHttps(respond);
  servers.push(server);
  return { POSTSMITH_HOST: server.host };
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const thumbprintOf = (pem: string): Promise<string> =>
  calculateJwkThumbprint(createPublicKey(pem).export({ format: 'jwk' }));

const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

test('nothing is wrong where everything is right, and each step says what it has seen', async () => {
  const { code, ok, first, step } = await patient.examine();
  expect({ code, ok, first }).toEqual({ code: 0, ok: true, first: undefined });
  const outcomes = ['variables', 'key', 'network', 'clock', 'assertion', 'token', 'scope', 'request'];
  for (const name of outcomes) expect([name, step(name)?.outcome]).toEqual([name, 'ok']);
  const thumbprint = await thumbprintOf(patient.good['CLIENT_PRIVATE_KEY'] ?? '');
  expect(step('key')?.details).toMatchObject({ type: 'P-256', algorithm: 'ES256', thumbprint });
  expect(step('assertion')?.details).toMatchObject({
    header: { alg: 'ES256', typ: 'JWT' },
    claims: { iss: patient.good['CLIENT_ID'], aud: `${patient.mock.origin}/token` },
  });
});

describe('at a certified authorization server', () => {
  test('a key of nobody is named, with its thumbprint to compare', async () => {
    const key = newKey();
    const { code, first } = await patient.examine({ CLIENT_PRIVATE_KEY: key });
    expect({ code, step: first?.step, cause: first?.cause }).toEqual({
      code: 1,
      step: 'token',
      cause: 'wrong-key',
    });
    expect(first?.message).toMatch(
      /^The key in "client_private_key" is not the one that the server has for the client verify-\S+: it belongs to nobody there, or to another client\. /,
    );
    expect(first?.mend).toContain(await thumbprintOf(key));
  });

  test('an unknown client is named, whosever the key is', async () => {
    const { first } = await patient.examine({ CLIENT_ID: 'stranger' });
    expect(first).toMatchObject({ step: 'token', cause: 'unknown-client' });
    expect(first?.message).toMatch(/^The server does not know the client stranger\. /);
    expect(first?.mend).toContain('Compare "client_id" letter by letter');
  });

  test('a scope that is granted to nobody is missing, though there is a token', async () => {
    patient.mock.withholdScope(['orders']);
    try {
      const { code, first, step } = await patient.examine();
      expect(code).toBe(1);
      expect(step('token')?.outcome).toBe('ok');
      expect(first).toMatchObject({ step: 'scope', cause: 'missing-scope' });
      expect(first?.message).toBe('The server granted less than is needed. Not granted: orders.');
    } finally {
      patient.mock.withholdScope([]);
    }
  });

  test('another audience than the server expects is named, with the one that was signed', async () => {
    const other = await createPatient();
    try {
      await other.mock.spoil('wrong-audience');
      const { first } = await other.examine();
      expect(first).toMatchObject({ step: 'token', cause: 'wrong-audience' });
      expect(first?.message).toContain(
        `The server expects another audience (aud) than the one that was signed: ${other.mock.origin}/token.`,
      );
    } finally {
      await other.remove();
    }
  });
});

/** A server that verifies what is signed, with a clock of its own, and never says why it rejects. */
const strict = (seconds: number, pem: string): Respond => {
  const clock = (): Date => new Date(Date.now() + seconds * 1000);
  const asking: Respond = (_request, response, body) => {
    const assertion = new URLSearchParams(body).get('client_assertion') ?? '';
    const { aud = '' } = decodeJwt(assertion);
    const jwk = createPublicKey(pem).export({ format: 'jwk' });
    response.setHeader('Date', clock().toUTCString());
    void importJWK(jwk, 'ES256')
      .then((key) => jwtVerify(assertion, key, { audience: aud, currentDate: clock(), maxTokenAge: 300 }))
      .then(
        () => generous()(_request, response, body),
        () =>
          json(response, 401, { error: 'invalid_client', error_description: 'client authentication failed' }),
      );
  };
  return generous({
    'POST /token': asking,
    'GET /token': (_request, response) => json(response, 405, {}, { Date: clock().toUTCString() }),
  });
};

describe('a clock', () => {
  test.each([
    [600, 'ahead of', 'has expired when it arrives (exp)'],
    [-600, 'behind', 'comes from the future (iat)'],
  ])('of the server that differs by %d s is what is wrong first', async (seconds, side, why) => {
    const host = await serve(strict(seconds, patient.good['CLIENT_PRIVATE_KEY'] ?? ''));
    const { code, first, step } = await patient.examine(host);
    expect(code).toBe(1);
    expect(first).toMatchObject({ step: 'clock', cause: 'clock' });
    expect(first?.message).toMatch(
      new RegExp(`^The server's clock is (?:10 min|9 min 59 s|10 min 1 s) ${side} this computer's\\. `),
    );
    expect(first?.message).toContain(why);
    expect(first?.mend).toContain('Compare both with a third clock');
    expect(step('token')?.outcome).toBe('error');
  });

  test('that differs by 45 s is a warning alone, where the login works', async () => {
    const { code, step } = await patient.examine(
      await serve(strict(45, patient.good['CLIENT_PRIVATE_KEY'] ?? '')),
    );
    expect(step('clock')).toMatchObject({ outcome: 'warning', cause: 'clock' });
    expect(code).toBe(0);
  });
});

const silent = always(401, { error: 'invalid_client' });

describe('a server that keeps its reason to itself', () => {
  test('is told so: both causes in their order, and what to compare', async () => {
    const { first } = await patient.examine(await serve(generous({ 'POST /token': silent })));
    const thumbprint = await thumbprintOf(patient.good['CLIENT_PRIVATE_KEY'] ?? '');
    expect(first).toMatchObject({ step: 'token', cause: 'client-rejected' });
    expect(first?.message).toContain(
      `1. the key is not the one that is registered for this client (its thumbprint is ${thumbprint}); 2. the client id ${patient.good['CLIENT_ID']} is unknown to the server;`,
    );
    expect(first?.mend).toContain(thumbprint);
  });

  test('rejects a client id in quotes: what was odd before is what is wrong', async () => {
    const values = { ...(await serve(generous({ 'POST /token': silent }))), CLIENT_ID: '"my-client"' };
    const { first } = await patient.examine(values);
    expect(first).toMatchObject({ step: 'variables', outcome: 'error', cause: 'variable' });
    expect(first?.message).toBe(
      'The value of "client_id" has quotes around it, which is sent as a part of it.',
    );
  });

  test('and whose metadata says that it takes no such client authentication', async () => {
    const metadata = metadataWith('/token', {
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      grant_types_supported: ['client_credentials'],
    });
    const host = await serve(
      generous({ 'POST /token': silent, '/.well-known/openid-configuration': metadata }),
    );
    const { first } = await patient.examine(host);
    expect(first).toMatchObject({ step: 'metadata', outcome: 'error', cause: 'metadata' });
    expect(first?.message).toBe(
      "The server's metadata does not list the client authentication private_key_jwt; it lists: client_secret_basic.",
    );
  });
});

describe('a wrong path', () => {
  const page = '<!DOCTYPE html><html><body>Not here</body></html>';
  const html =
    (status: number): Respond =>
    (_request, response) =>
      void response.writeHead(status, { 'Content-Type': 'text/html' }).end(page);

  test.each([
    [404, html(404)],
    [405, html(405)],
    [200, html(200)],
    [404, always(404, { message: 'no route' })],
  ] satisfies [number, Respond][])('responds with %d, and is no token endpoint', async (status, respond) => {
    const { first } = await patient.examine(await serve(generous({ 'POST /token': respond })));
    expect(first).toMatchObject({ step: 'token', cause: 'wrong-path' });
    expect(first?.message).toMatch(
      new RegExp(
        `^https://localhost:\\d+/token is not the token endpoint: the server responds with HTTP ${status}`,
      ),
    );
  });

  test('is told with the right one, where the metadata has it', async () => {
    const metadata = metadataWith('/oauth2/token');
    const others = { 'POST /token': html(404), '/.well-known/oauth-authorization-server': metadata };
    const { first } = await patient.examine(await serve(generous(others)));
    expect(first).toMatchObject({ step: 'metadata', outcome: 'error', cause: 'wrong-path' });
    expect(first?.message).toMatch(
      /names another token endpoint: https:\/\/localhost:\d+\/oauth2\/token\. Declared is https:\/\/localhost:\d+\/token\.$/,
    );
  });
});

describe('a scope', () => {
  test('that the server does not have is missing', async () => {
    const respond = always(400, { error: 'invalid_scope' });
    const { first } = await patient.examine(await serve(generous({ 'POST /token': respond })));
    expect(first).toMatchObject({ step: 'token', cause: 'missing-scope' });
    expect(first?.message).toMatch(/^The scope that is asked for is not granted: orders\. /);
  });

  test('that the API demands and the token lacks is missing', async () => {
    const challenge = 'Bearer error="insufficient_scope", scope="orders:read"';
    const respond = always(403, {}, { 'WWW-Authenticate': challenge });
    const { first } = await patient.examine(await serve(generous({ '/orders/': respond })));
    expect(first).toMatchObject({ step: 'request', cause: 'missing-scope' });
    expect(first?.message).toBe(
      'Read › List orders: The API demands a scope that the token lacks (403): orders:read.',
    );
  });
});
