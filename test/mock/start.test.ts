import { existsSync, readFileSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { dirname } from 'node:path';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import {
  authorization,
  bearer,
  call,
  collection,
  environment,
  freshToken,
  request,
  requestToken,
  widgetEnvironment,
  strangeKeyOf,
} from './fixture.ts';

const running: Mock[] = [];
const start = async (...[options]: Parameters<typeof startMock>) => {
  const mock = await startMock(options);
  running.push(mock);
  return mock;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
  vi.restoreAllMocks();
});

const widgets = collection([request('GET', 'https://{{host}}/widgets/')]);

describe('a started mock', () => {
  it('has an https origin on localhost, and values with which a client logs in', async () => {
    const mock = await start({ collection: widgets, environment: widgetEnvironment });
    expect(mock.origin).toMatch(/^https:\/\/localhost:\d+$/);
    expect(mock.values).toEqual({
      host: new URL(mock.origin).host,
      client_id: expect.stringMatching(/^verify-/),
      client_private_key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
      access_token: '',
      expires: '',
      scope: '',
      access_token_for: '',
    });
    expect(createPrivateKey(mock.values['client_private_key'] ?? '').asymmetricKeyDetails).toEqual({
      namedCurve: 'prime256v1',
    });
  });

  it('shows a certificate for localhost that its authority signed with sha256', async () => {
    const mock = await start({ collection: widgets, environment: widgetEnvironment });
    const authority = new X509Certificate(readFileSync(mock.caFile));
    expect(authority.ca).toBe(true);
    const port = Number(new URL(mock.origin).port);
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: authority.toString() });
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
    const certificate = new X509Certificate(socket.getPeerCertificate().raw);
    socket.destroy();
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(Date.parse(certificate.validTo) - Date.now()).toBeLessThan(25 * 60 * 60 * 1000);
  });

  it('is rejected by a client that does not trust its authority', async () => {
    const mock = await start({ collection: widgets, environment: widgetEnvironment });
    const socket = connect({
      port: Number(new URL(mock.origin).port),
      host: '127.0.0.1',
      servername: 'localhost',
    });
    const [error]: NodeJS.ErrnoException[] = await once(socket, 'error');
    expect(error?.code).toMatch(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
  });

  it.skipIf(process.platform === 'win32')('lets only its owner read the certificate file', async () => {
    const mock = await start({ collection: widgets, environment: widgetEnvironment });
    expect(statSync(mock.caFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(mock.caFile)).mode & 0o777).toBe(0o700);
  });

  it('runs the very declaration that it was given when no host is written out', async () => {
    const mock = await start({ collection: widgets, environment: widgetEnvironment });
    expect(mock.collection).toBe(widgets);
  });

  it('points written hosts at itself', async () => {
    const { clientAuthentication, ...rest } = authorization();
    const mock = await start({
      collection: collection([request('GET', 'https://api.example.com/v1/widgets')], {
        authorization: {
          ...rest,
          tokenEndpoint: 'https://login.example.com/oauth/token/',
          clientAuthentication: { ...clientAuthentication, audience: 'https://login.example.com/' },
        },
      }),
      environment: undefined,
    });
    expect(mock.collection.items).toMatchObject([{ url: `${mock.origin}/v1/widgets` }]);
    expect(mock.collection.authorization).toMatchObject({ tokenEndpoint: `${mock.origin}/oauth/token/` });
    const claims = { aud: 'https://login.example.com/' };
    expect((await requestToken(mock, { claims })).status).toBe(200);
    expect((await call(mock, 'GET', '/v1/widgets')).status).toBe(401);
  });

  it('takes extra values, which win', async () => {
    const mock = await start({
      collection: collection([request('GET', 'https://{{host}}/{{area}}/widgets/')]),
      environment: environment({ host: '', area: '', allow_changes: 'false' }),
      extraValues: { allow_changes: 'true', area: 'north/west' },
    });
    expect(mock.values).toMatchObject({ allow_changes: 'true', area: 'north/west' });
    const headers = bearer(await freshToken(mock));
    expect((await call(mock, 'GET', '/north/west/widgets/', { headers })).status).toBe(200);
  });
});

describe('a mock of a collection without authorization', () => {
  it('has no token endpoint and no key, and says that nothing can be wrong with its login', async () => {
    const mock = await start({ collection: collection([], {}), environment: undefined });
    expect(mock.tokenRequests).toEqual([]);
    expect(mock.strangeValues).toEqual({});
    mock.revokeTokens();
    await expect(mock.spoil('wrong-key')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('The collection "Widgets" declares no authorization'),
    });
  });
});

describe('two mocks side by side', () => {
  it('share neither port, client nor tokens', async () => {
    const [one, two] = await Promise.all([
      start({ collection: widgets, environment: widgetEnvironment }),
      start({ collection: widgets, environment: widgetEnvironment }),
    ]);
    expect(one.origin).not.toBe(two.origin);
    expect(one.caFile).not.toBe(two.caFile);
    expect(one.values['client_id']).not.toBe(two.values['client_id']);
    // Keys cost time to make: those are shared, and good for nothing without their client.
    expect(one.values['client_private_key']).toBe(two.values['client_private_key']);
    expect((await requestToken(two, { claims: { iss: one.values['client_id'] } })).status).toBe(401);
    const headers = bearer(await freshToken(one));
    two.revokeTokens();
    expect((await call(one, 'GET', '/widgets/', { headers })).status).toBe(200);
    expect((await call(two, 'GET', '/widgets/', { headers })).status).toBe(401);
  });
});

describe('a closed mock', () => {
  it('listens no more, has ended open connections and left no file', async () => {
    const mock = await startMock({ collection: widgets, environment: widgetEnvironment });
    const port = Number(new URL(mock.origin).port);
    const kept = createConnection({ host: '127.0.0.1', port });
    await once(kept, 'connect');
    const ended = once(kept, 'close');
    kept.on('error', () => {}).resume();
    const folder = dirname(mock.caFile);
    await mock.close();
    await ended;
    expect(existsSync(folder)).toBe(false);
    const late = createConnection({ host: '127.0.0.1', port });
    const [error]: NodeJS.ErrnoException[] = await once(late, 'error');
    expect(error?.code).toBe('ECONNREFUSED');
  });

  it('may be closed twice', async () => {
    const mock = await startMock({ collection: widgets, environment: widgetEnvironment });
    await mock.close();
    await mock.close();
  });
});

describe('a mock at work', () => {
  it('prints nothing and warns of nothing', async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on('warning', listener);
    const spies = [
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name)),
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
    ];
    const mock = await start({ collection: widgets, environment: widgetEnvironment });
    await call(mock, 'GET', '/widgets/', { headers: bearer(await freshToken(mock)) });
    await requestToken(mock, { key: strangeKeyOf(mock) });
    await requestToken(mock, { fields: { grant_type: 'password' } });
    const origin = { Origin: 'https://elsewhere.example.com', Accept: 'text/html' };
    await call(mock, 'POST', '/oauth/token/', { headers: origin, body: 'resource=https://x.example.com' });
    await mock.close();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listener);
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
