/** The files of a new project that hold what somebody else wrote, or what was there. */

import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { envText } from '../../src/init/env-example.ts';
import { gitignoreText } from '../../src/init/fixed-files.ts';
import { packageJson } from '../../src/init/package-json.ts';
import { readmeText } from '../../src/init/readme.ts';
import { signInCommands } from '../../src/init/start.ts';
import { needed, startWith } from './starts.ts';

describe('.env.example', () => {
  test('says of each variable where it is found, and what holds where there is a value', () => {
    const text = envText('.env.example', [
      needed({ name: 'host', value: 'shop.example.com', where: "the shop's host" }),
      needed({ name: 'client_secret', isSecret: true, where: 'the console' }),
      needed({ name: 'page', value: '25' }),
    ]);
    expect(text).toContain("# host: the shop's host, such as shop.example.com\nPOSTSMITH_HOST=\n");
    expect(text).toContain('# client_secret, a secret: the console\nCLIENT_SECRET=\n');
    expect(text).toContain('# page\n# PAGE=25\n');
    expect(parseEnv(text)).toEqual({ POSTSMITH_HOST: '', CLIENT_SECRET: '' });
  });

  test('lets no description set a variable', () => {
    const where = 'x\nNODE_OPTIONS=--require evil\r\nA=1\u2028B=2\u0085C=3';
    const text = envText('.env.example', [
      needed({ name: 'host', value: 'example\nEVIL=1', where }),
      needed({ name: 'page', value: '1\nEVIL=2' }),
    ]);
    expect(parseEnv(text)).toEqual({ POSTSMITH_HOST: '' });
  });

  test('holds values as they are, in quotes where these have to be', () => {
    const values = new Map([
      ['client_private_key', '-----BEGIN X-----\na+/=\n-----END X-----\n'],
      ['key_id', 'a-b_c'],
    ]);
    const text = envText(
      '.env',
      [needed({ name: 'client_private_key' }), needed({ name: 'key_id' })],
      values,
    );
    expect(parseEnv(text)).toEqual({
      CLIENT_PRIVATE_KEY: '-----BEGIN X-----\na+/=\n-----END X-----',
      KEY_ID: 'a-b_c',
    });
  });
});

test('README shows a name and a place as text, whatever they hold', () => {
  const start = startWith(
    [needed({ name: 'host', where: '<img src=x> | `a`\n# b' })],
    [],
    '# <b>Shop</b>\n[x](y)',
  );
  const text = readmeText(start, '');
  expect(text.split('\n')[0]).toBe(String.raw`# \# \<b\>Shop\</b\> \[x\](y)`);
  expect(text).toContain(String.raw`\<img src=x\> \| \`a\` \# b`);
});

test('several people sign in one by one, by name', () => {
  expect(signInCommands(startWith([], ['']))).toEqual(['npx postsmith login shop -e shop-test']);
  expect(signInCommands(startWith([], ['editor', 'reader']))).toEqual([
    'npx postsmith login shop -e shop-test --identity editor',
    'npx postsmith login shop -e shop-test --identity reader',
  ]);
});

test.each([
  [undefined, 'node_modules/\n.env\nkeys/\n.postsmith/\n'],
  ['/node_modules\n.env\nkeys\n.postsmith\n', '/node_modules\n.env\nkeys\n.postsmith\n'],
  ['dist', 'dist\nnode_modules/\n.env\nkeys/\n.postsmith/\n'],
])('.gitignore gets what %j lacks', (before, after) => {
  expect(gitignoreText(before)).toBe(after);
});

describe('package.json', () => {
  const scripts = { build: 'postsmith build', run: 'postsmith run a -e a' };
  const needs = { name: 'shop', scripts, devDependencies: { postsmith: '^0.1.0', typescript: '^7.0.2' } };

  test('of a new project names what it needs, and never itself as npm refuses it', () => {
    expect(JSON.parse(packageJson(undefined, needs).text)).toEqual({
      name: 'shop',
      private: true,
      type: 'module',
      scripts,
      devDependencies: needs.devDependencies,
    });
    const { text } = packageJson(undefined, { ...needs, name: 'postsmith' });
    expect(JSON.parse(text)).toMatchObject({ name: 'postsmith-collections' });
  });

  test('that is there loses nothing: not a script, a version, its order, its indentation, or its line ends', () => {
    const own = {
      name: 'mine',
      scripts: { test: 'vitest', build: 'vite build', 'postsmith:run': 'mine' },
      dependencies: { postsmith: '0.0.9' },
      devDependencies: { vite: '1' },
      extra: { deep: ['x', null, 1.5] },
    };
    const before = `\uFEFF${JSON.stringify(own, undefined, 4).replaceAll('\n', '\r\n')}`;
    const { text, prefix } = packageJson(before, needs);
    expect(prefix).toBe('postsmith:');
    expect(text).toContain('\r\n    "name": "mine"');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(JSON.parse(text)).toEqual({
      ...own,
      scripts: { ...own.scripts, 'postsmith:build': 'postsmith build' },
      devDependencies: { vite: '1', typescript: '^7.0.2' },
    });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(own));
  });

  test('stays the same the second time', () => {
    const { text } = packageJson(undefined, needs);
    expect(packageJson(text, needs)).toEqual({ text, prefix: '' });
  });
});
