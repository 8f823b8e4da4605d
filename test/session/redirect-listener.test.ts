/** The listener that the browser is sent back to: what it takes, and what it refuses without harm. */

import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { listenForRedirect, type RedirectListener } from '../../src/session/redirect-listener.ts';
import { fetchPage } from './person.ts';

let listener: RedirectListener | undefined;
afterEach(async () => {
  await listener?.close();
  listener = undefined;
});

const signal = (): AbortSignal => AbortSignal.timeout(5000);

const listen = async (redirectUri = 'http://127.0.0.1:0/callback') => {
  let foreign = 0;
  const started = await listenForRedirect({
    redirectUri: new URL(redirectUri),
    state: 'right',
    onForeign: () => (foreign += 1),
  });
  listener = started;
  const at = (path: string): string => new URL(path, started.redirectUri).href;
  return { listener: started, at, foreign: () => foreign };
};

describe('the listener', () => {
  test('hands over the first callback with the right state, and answers it when told to', async () => {
    const { listener: started, at } = await listen();
    const page = fetchPage(at('/callback?code=c&state=right&iss=https%3A%2F%2Fas'));
    const callback = await started.wait(signal());
    expect(callback.url.href).toBe(at('/callback?code=c&state=right&iss=https%3A%2F%2Fas'));
    await callback.respond('done');
    expect(await page).toMatchObject({ status: 200, body: expect.stringContaining('You are signed in') });
  });

  test.each([
    ['with another state', '/callback?code=c&state=wrong'],
    ['without a state', '/callback?code=c'],
    ['with two states', '/callback?code=c&state=right&state=wrong'],
    ['with neither code nor error', '/callback?state=right'],
  ])('refuses a callback %s, and goes on waiting', async (_what, path) => {
    const { listener: started, at, foreign } = await listen();
    const refused = await fetchPage(at(path));
    expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('another sign-in') });
    expect(foreign()).toBe(1);
    void fetchPage(at('/callback?error=access_denied&state=right')).catch(() => undefined);
    const callback = await started.wait(signal());
    expect(callback.url.searchParams.get('error')).toBe('access_denied');
    await callback.respond('denied');
  });

  test('responds to a second callback politely', async () => {
    const { listener: started, at } = await listen();
    const first = fetchPage(at('/callback?code=c&state=right'));
    const callback = await started.wait(signal());
    const second = await fetchPage(at('/callback?code=c&state=right'));
    expect(second).toMatchObject({ status: 409, body: expect.stringContaining('has ended already') });
    await callback.respond('done');
    expect((await first).status).toBe(200);
  });

  test.each([
    ['GET', '/favicon.ico', 404],
    ['GET', '/', 404],
    ['GET', '/callback/?code=c&state=right', 404],
    ['HEAD', '/callback?code=c&state=right', 200],
    ['POST', '/callback?code=c&state=right', 405],
  ])('is not disturbed by %s %s', async (method, path, status) => {
    const { listener: started, at, foreign } = await listen();
    expect((await fetchPage(at(path), { method })).status).toBe(status);
    expect(foreign()).toBe(0);
    void fetchPage(at('/callback?code=c&state=right')).catch(() => undefined);
    await (await started.wait(signal())).respond('done');
  });

  test('does not know a foreign name that leads to this machine', async () => {
    const { at } = await listen();
    const sent = request(at('/callback?code=c&state=right'), { headers: { Host: 'attacker.example' } }).end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(404);
    response.resume();
  });

  test('is only there on the address that is named', async () => {
    const { listener: started } = await listen();
    const socket = connect(Number(started.redirectUri.port), '127.0.0.2');
    const [error] = await once(socket, 'error');
    expect(error.code).toBe('ECONNREFUSED');
  });

  test('survives a browser that is gone when it is answered', async () => {
    const { listener: started, at } = await listen();
    const sent = request(at('/callback?code=c&state=right')).end();
    sent.on('error', () => undefined);
    const callback = await started.wait(signal());
    const closed = new Promise((resolve) => sent.once('close', resolve));
    sent.destroy();
    await closed;
    await callback.respond('done');
  });

  test('ends its waiting with the signal’s reason, and its port is free again', async () => {
    const { listener: started } = await listen();
    await expect(started.wait(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    await started.close();
    const other = createServer().listen(Number(started.redirectUri.port), '127.0.0.1');
    await once(other, 'listening');
    other.close();
  });
});

test('a taken port is told with what to do', async () => {
  const { listener: started } = await listen();
  await expect(
    listenForRedirect({ redirectUri: started.redirectUri, state: 's', onForeign: () => undefined }),
  ).rejects.toMatchObject({
    code: 'USAGE',
    message: `Nobody can sign in at ${started.redirectUri.href}: another program listens on port ${started.redirectUri.port}. End it, or declare another port in \`loopbackRedirectUri\` and register it with the authorization server.`,
  });
});

test('localhost is listened to on every loopback address that the machine has', async () => {
  const { listener: started, at } = await listen('http://localhost:0/callback');
  const { port } = started.redirectUri;
  for (const address of ['127.0.0.1', '[::1]']) {
    const page = fetchPage(`http://${address}:${port}/callback`, { headers: { Host: `localhost:${port}` } });
    const answered = await page.catch((error: NodeJS.ErrnoException) => error);
    if (answered instanceof Error) expect(answered.code).toMatch(/EADDRNOTAVAIL|ECONNREFUSED/);
    else expect(answered.status).toBe(400);
  }
  expect((await fetchPage(at('/callback'))).status).toBe(400);
});
