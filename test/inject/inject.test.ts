/** `postsmith inject`: what published collections send before and after it. */

import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engines/engine.ts';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { injectFolder } from './inject-folder.ts';
import { published } from './published.ts';
import { startTokenServer, type TokenServer } from './token-server.ts';

const hasCli =
  process.env['POSTMAN_CLI'] !== undefined && (await findPostmanCli().then(Boolean, () => false));

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const other = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const library = await readFile(
  createRequire(import.meta.url).resolve('jsrsasign/lib/jsrsasign-all-min.js'),
  'utf8',
);

let server: TokenServer;
const { write, text, inject, replace, remove } = injectFolder();
beforeAll(async () => {
  server = await startTokenServer(keys.publicKey);
});
beforeEach(() => server.forget());
afterAll(async () => {
  await server.close();
  remove();
});

const VALUES = { client_id: 'me', client_secret: 'a-secret-of-thirty-two-characters', number: '' };

const run = async (collection: string, privateKey: string, engine: Engine = newmanEngine) => {
  const values = { ...VALUES, base: server.url, private_key: privateKey };
  const report = await engine.run({
    collection,
    environment: {
      id: 'e',
      name: 'E',
      values: Object.entries(values).map(([key, value]) => ({ key, value, type: 'default', enabled: true })),
    },
    requestTimeout: 5000,
    scriptTimeout: 20_000,
  });
  const seen = {
    tokens: server.tokenRequests.map((each) => each),
    api: [...server.apiRequests],
    downloads: server.downloads.length,
    failures: report.failures.length,
  };
  server.forget();
  return seen;
};

const collections = published(library);

describe.each(Object.entries(collections))('%s', (_, collection) => {
  test('sends the same as before, without a download, and a wrong key fails the run', async () => {
    const before = await run(await write(collection), keys.privateKey);
    expect(before.failures).toBe(0);
    expect(await replace()).toMatchObject({ code: 0 });
    const after = await run(await text(), keys.privateKey);
    expect(after).toMatchObject({ failures: 0, downloads: 0 });
    expect(after.api.filter((each) => each !== '/check')).toEqual(before.api);
    expect(after.tokens).toEqual(before.tokens.slice(0, 1));
    const wrong = await run(await text(), other.privateKey);
    const isSigned = JSON.stringify(collection).includes('RS256');
    expect(wrong.failures > 0).toBe(isSigned);
    expect(wrong.api.filter((each) => each.includes('the-token'))).toHaveLength(
      isSigned ? 0 : after.api.filter((each) => each.includes('the-token')).length,
    );
  });

  test('changes nothing a second time, in any indentation', async () => {
    for (const indent of ['\t', 2, 4, 0]) {
      await write(collection, indent);
      expect(await replace()).toMatchObject({ code: 0 });
      const once = await text();
      const again = await inject('--authorization', 'login.ts', '--check');
      expect(again).toMatchObject({ code: 0, stdout: '' });
      expect(again.stderr).toContain('Nothing to change: this login is there already.\n');
      expect(await text()).toBe(once);
      expect(JSON.parse(once)).toMatchObject({ info: collection['info'] });
    }
  });
});

describe.skipIf(!hasCli)('in the Postman CLI', () => {
  test('it logs in, and a wrong key fails the run', async () => {
    await write(collections['a library in a collection variable'] ?? {});
    await replace();
    const collection = await text();
    expect(await run(collection, keys.privateKey, postmanCliEngine)).toMatchObject({
      failures: 0,
      downloads: 0,
      api: ['/orders Bearer the-token', '/check Bearer the-token'],
    });
    const wrong = await run(collection, other.privateKey, postmanCliEngine);
    expect(wrong.failures).toBeGreaterThan(0);
    expect(wrong.api.filter((each) => each.includes('the-token'))).toEqual([]);
  });
});
