/** The tokens of a session in a run: whose they are, who else waits for them, and what is stored of what scripts change. */

import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authorizationCode, none } from '../../src/oauth/authorization.ts';
import { tryLock } from '../../src/session/lock.ts';
import {
  lockFileOf,
  readTokenFile,
  tokenFileOf,
  writeTokenFile,
  type SessionPlace,
  type Session,
} from '../../src/session/token-file.ts';
import { withValues } from '../../src/format/environment.ts';
import { openSession, tokenValues, type OpenSession } from '../../src/session/open-session.ts';

const AUTHORIZATION = authorizationCode({
  authorizationEndpoint: 'https://{{host}}/auth',
  tokenEndpoint: 'https://{{host}}/token',
  clientAuthentication: none(),
  variables: { accessToken: 'the_token' },
});

const later = String(Math.floor(Date.now() / 1000) + 3600);

const LOGIN: Session = {
  accessToken: 'access 1',
  expires: later,
  scope: 'read',
  accessTokenFor: '',
  refreshToken: 'refresh 1',
  tokenEndpoint: 'https://as.example/token',
  clientId: 'me',
  loggedInAt: new Date(2026, 10, 24, 14, 3, 20),
};

const VALUES = { host: 'as.example', client_id: 'me' };

let place: SessionPlace;
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'postsmith-run-'));
  place = { root, collection: 'orders', environment: 'lab' };
});
afterEach(() => rm(place.root, { recursive: true, force: true }));

const waiting = (timeout = 0, onWait = (): void => undefined) => ({
  timeout,
  onWait,
  signal: new AbortController().signal,
});

const open = async (values = VALUES): Promise<OpenSession> => {
  const found = await openSession(AUTHORIZATION, place, values, waiting());
  if ('session' in found) return found;
  throw new Error(found.reason ?? 'nobody');
};

describe('the session of a run', () => {
  test('is that of the same token endpoint and client', async () => {
    writeTokenFile(place, LOGIN);
    const { session, release } = await open();
    expect(session).toEqual(LOGIN);
    release();
  });

  test('is none where nobody has logged in, and leaves no folder', async () => {
    expect(await openSession(AUTHORIZATION, place, VALUES, waiting())).toEqual({ reason: undefined });
    expect(readTokenFile(place)).toBeUndefined();
  });

  test.each([
    [
      'another server',
      { ...VALUES, host: 'other.example' },
      {},
      'The login of 2026-11-24 14:03:20 is not used: it is for https://as.example/token, not for https://other.example/token.',
    ],
    [
      'another client',
      { ...VALUES, client_id: 'you' },
      {},
      'The login of 2026-11-24 14:03:20 is not used: it is for the client me, not for you.',
    ],
    [
      'a client that is not named',
      { ...VALUES, client_id: '' },
      {},
      'The login of 2026-11-24 14:03:20 is not used: it is for the client me, and here no client is named.',
    ],
    [
      'a time that is over',
      VALUES,
      { refreshToken: '', expires: '1700000000' },
      expect.stringMatching(
        /^The login of 2026-11-24 14:03:20 has ended: its access token lived until 2023-11-1\d [\d:]{8}, and it has no refresh token\.$/,
      ),
    ],
  ])('is told not to be used when it is for %s', async (_what, values, change, reason) => {
    writeTokenFile(place, { ...LOGIN, ...change });
    expect(await openSession(AUTHORIZATION, place, values, waiting())).toEqual({ reason });
    expect(tryLock(lockFileOf(place), 'run')).toHaveProperty('lock');
  });

  test('is used with a refresh token alone when its access token has ended', async () => {
    writeTokenFile(place, { ...LOGIN, expires: '1700000000' });
    const { session, release } = await open();
    expect(tokenValues(AUTHORIZATION, session)).toEqual({ scope: 'read', refresh_token: 'refresh 1' });
    release();
  });

  test('is told to be readable by others', async () => {
    if (process.platform === 'win32') return;
    writeTokenFile(place, LOGIN);
    chmodSync(tokenFileOf(place), 0o640);
    const { readableByOthers, release } = await open();
    expect(readableByOthers).toBe(true);
    release();
  });
});

describe('a second run', () => {
  test('waits until the first has ended, and gets what the first has renewed', async () => {
    writeTokenFile(place, LOGIN);
    const first = await open();
    const told: unknown[] = [];
    const second = openSession(
      AUTHORIZATION,
      place,
      VALUES,
      waiting(5000, (holder?: unknown) => void told.push(holder)),
    );
    first.save({ refresh_token: 'refresh 2' });
    setTimeout(first.release, 300);
    const found = await second;
    expect(found).toMatchObject({ session: { refreshToken: 'refresh 2' } });
    expect(told).toMatchObject([{ pid: process.pid, command: 'run' }]);
    if ('session' in found) found.release();
  });

  test('is told who still uses the session when it has waited for long enough', async () => {
    writeTokenFile(place, LOGIN);
    const first = await open();
    await expect(openSession(AUTHORIZATION, place, VALUES, waiting(50))).rejects.toMatchObject({
      code: 'SESSION_BUSY',
      message: expect.stringMatching(
        /^Nothing was sent: another `postsmith run` \(process \d+, since [\d:]{8}\) still uses the login of orders\. Run again when it has ended; if there is no such process, remove .*lab\.lock\.$/,
      ),
    });
    first.release();
  });

  test('is not kept out by one that could not read the file', async () => {
    writeTokenFile(place, LOGIN);
    const path = tokenFileOf(place);
    const lock = tryLock(lockFileOf(place), 'run');
    const running = openSession(AUTHORIZATION, place, VALUES, waiting(5000));
    writeFileSync(path, '{');
    if ('lock' in lock) lock.lock.release();
    await expect(running).rejects.toMatchObject({ code: 'USAGE' });
    expect(existsSync(lockFileOf(place))).toBe(false);
  });
});

describe('what scripts change', () => {
  test('is stored at once under the names of the authorization’s variables, the rest is not', async () => {
    writeTokenFile(place, LOGIN);
    const { save, release } = await open();
    save({ the_token: 'access 2', expires: '1900000000', access_token_for: '["…"]', order_id: '7' });
    expect(readTokenFile(place)).toEqual({
      ...LOGIN,
      accessToken: 'access 2',
      expires: '1900000000',
      accessTokenFor: '["…"]',
      readableByOthers: false,
    });
    save({ refresh_token: 'refresh 2' });
    expect(readTokenFile(place)).toMatchObject({ accessToken: 'access 2', refreshToken: 'refresh 2' });
    release();
  });

  test('never empties the refresh token, but may empty a refused access token', async () => {
    writeTokenFile(place, LOGIN);
    const { save, release } = await open();
    save({ the_token: '', expires: '', refresh_token: '' });
    expect(readTokenFile(place)).toMatchObject({ accessToken: '', expires: '', refreshToken: 'refresh 1' });
    release();
  });
});

test('values are put into an environment; a variable that it lacks is added as a secret', () => {
  const environment = {
    id: 'e',
    name: 'E',
    values: [{ key: 'scope', value: 'old', type: 'default', enabled: true }] as const,
  };
  expect(withValues(environment, { scope: 'read', the_token: 'x' }).values).toEqual([
    { key: 'scope', value: 'read', type: 'default', enabled: true },
    { key: 'the_token', value: 'x', type: 'secret', enabled: true },
  ]);
});
