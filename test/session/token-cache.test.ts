/** The cache of access tokens: what is another entry, what serves, what goes. */

import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientCredentials, clientSecretPost, type Authorization } from '../../src/oauth/authorization.ts';
import { inputsOf, isServing, openCache, type CachedToken } from '../../src/session/token-cache.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'postsmith-test-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(() => rm(join(root, '.postsmith'), { recursive: true, force: true }));

const place = () => ({ root, collection: 'orders', environment: 'lab' });
const file = () => join(root, '.postsmith', 'cache', 'orders', 'lab.json');
const now = (): number => Math.floor(Date.now() / 1000);

const tokenFor = (change: Partial<CachedToken> = {}): CachedToken => ({
  accessToken: 'a-token-that-was-got',
  scope: 'orders',
  askedAt: now(),
  expires: now() + 600,
  refreshTokens: {},
  ...change,
});

const authorization = (change: object = {}): Authorization =>
  clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    scope: '{{scopes}}',
    clientAuthentication: clientSecretPost(),
    ...change,
  });

const values = { host: 'a.example', scopes: 'read', client_id: 'me', client_secret: 'a-secret-of-mine' };

describe('the inputs of a login', () => {
  const own = inputsOf(authorization(), values);

  test.each([
    ['endpoint', { host: 'b.example' }],
    ['scope', { scopes: 'read write' }],
    ['client', { client_id: 'you' }],
    ['secret', { client_secret: 'another-secret' }],
  ])('differ with another %s', (_what, change) => {
    expect(inputsOf(authorization(), { ...values, ...change })).not.toBe(own);
  });

  test.each([
    ['parameter', { parameters: { resource: 'https://api.example' } }],
    ['header', { headers: { 'X-Tenant': 'one' } }],
    ['token variable of another identity', { clientSecret: 'other_secret', clientId: 'other_id' }],
  ])('differ with another %s', (_what, change) => {
    expect(inputsOf(authorization(change), values)).not.toBe(own);
  });

  test('are the same whatever else the environment holds, and with dynamic variables', () => {
    expect(inputsOf(authorization(), { ...values, page: '2' })).toBe(own);
    const dynamic = authorization({ parameters: { nonce: '{{$guid}}' } });
    expect(inputsOf(dynamic, values)).toBe(inputsOf(dynamic, values));
  });
});

test.each([
  ['31 seconds of an hour', { askedAt: -3569, expires: 31 }, true],
  ['29 seconds of an hour', { askedAt: -3571, expires: 29 }, false],
  ['11 seconds of twenty', { askedAt: -9, expires: 11 }, true],
  ['9 seconds of twenty', { askedAt: -11, expires: 9 }, false],
  ['more than it ever had, as the clock was set back', { askedAt: 100, expires: 700 }, false],
  ['an end that is no number', { askedAt: 0, expires: NaN }, false],
])('a token that has %s left: %j, serves: %s', (_what, { askedAt, expires }, serves) => {
  const second = Date.now() / 1000;
  expect(isServing(tokenFor({ askedAt: second + askedAt, expires: second + expires }))).toBe(serves);
});

describe('the file', () => {
  test('gives an entry back for its own inputs alone, and holds none of them', async () => {
    const token = tokenFor();
    openCache(place(), 'inputs with a-secret').keep({ token });
    expect(openCache(place(), 'inputs with a-secret').entry).toEqual({ token });
    expect(openCache(place(), 'inputs with another').entry).toEqual({});
    expect(await readFile(file(), 'utf8')).not.toContain('a-secret');
  });

  test('forgets what has ended when another is kept, but no refresh token', async () => {
    const over = { askedAt: now() - 700, expires: now() - 100 };
    const rotated = tokenFor({ ...over, refreshTokens: { refresh_token: 'given-in-place' } });
    openCache(place(), 'one').keep({ token: tokenFor(over) });
    openCache(place(), 'two').keep({ token: rotated });
    openCache(place(), 'three').keep({ token: tokenFor() });
    expect(openCache(place(), 'one').entry).toEqual({});
    expect(openCache(place(), 'two').entry).toEqual({ token: rotated });
  });

  test('holds twenty entries, the newest', () => {
    for (let at = 0; at < 22; at += 1) openCache(place(), `${at}`).keep({ token: tokenFor() });
    const known = Array.from(
      { length: 22 },
      (_, at) => openCache(place(), `${at}`).entry.token !== undefined,
    );
    expect(known.indexOf(true)).toBe(2);
  });

  test.each([
    ['cut off', '{"version":1,'],
    ['of another version', '{"version":7,"salt":"x","entries":{}}'],
    ['no object', '[]'],
    ['strange', '{"version":1,"salt":"x","entries":{"a":null,"b":{"token":{"accessToken":1}}}}'],
  ])('that is %s is as good as none', async (_what, text) => {
    openCache(place(), 'one').keep({ token: tokenFor() });
    await writeFile(file(), text);
    const cache = openCache(place(), 'one');
    expect(cache.entry).toEqual({});
    cache.keep({ token: tokenFor() });
    expect(openCache(place(), 'one').entry.token?.accessToken).toBe('a-token-that-was-got');
  });

  test.skipIf(process.platform === 'win32')('is not reached through a symbolic link', async () => {
    openCache(place(), 'one').keep({ token: tokenFor() });
    await rm(file());
    await symlink('/dev/null', file());
    expect(() => openCache(place(), 'one')).toThrow(
      expect.objectContaining({ code: 'OUTPUT_FAILED', message: expect.stringContaining('symbolic link') }),
    );
  });
});
