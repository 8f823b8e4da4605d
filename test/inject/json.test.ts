/** `postsmith inject --json`: what programs are told of a change. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { injectFolder } from './inject-folder.ts';

const { folder, write, text, inject, remove } = injectFolder();
afterAll(remove);

/** A collection in whose script a secret stands. */
const collection = {
  info: { name: 'Simple', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [
    {
      name: 'Read',
      request: {
        method: 'GET',
        url: 'https://api.example.com/',
        auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
      },
    },
  ],
  event: [
    {
      listen: 'prerequest',
      script: {
        type: 'text/javascript',
        exec: [
          'pm.sendRequest({ url: "https://as.example.com/token", method: "POST", body: { mode: "urlencoded", urlencoded: [',
          '  { key: "grant_type", value: "client_credentials" }, { key: "client_id", value: pm.environment.get("client_id") },',
          '  { key: "client_secret", value: "S3cret-value-4711" } ] } }, (error, response) => {',
          '  pm.environment.set("token", response.json().access_token);',
          '});',
        ],
      },
    },
  ],
};

test('with --json, it tells what it changes, and no secret that stood there', async () => {
  const before = await write(collection);
  const print = await inject('--print', '--json');
  const { declaration, unclear } = JSON.parse(print.stdout);
  expect(declaration).toMatch(/^import \{ clientCredentials, [^]*export default clientCredentials\(/);
  expect(unclear).toEqual(expect.any(Array));
  await writeFile(join(folder, 'login.ts'), declaration);
  const check = await inject('--authorization', 'login.ts', '--json', '--check');
  expect(check.code).toBe(1);
  expect(await text()).toBe(before);
  const done = await inject('--authorization', 'login.ts', '--json');
  expect(done.code).toBe(0);
  expect(JSON.parse(done.stdout)).toEqual({
    changes: expect.arrayContaining([expect.any(String)]),
    notices: expect.any(Array),
    files: [join(folder, 'collection.json')],
  });
  expect(done.stdout).toBe(check.stdout);
  const again = await inject('--authorization', 'login.ts', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ changes: [], files: [] });
  for (const each of [print, check, done, again]) {
    expect(each.stdout + each.stderr).not.toContain('S3cret-value-4711');
  }
});
