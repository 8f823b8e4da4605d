/** What a bundle says about itself, and that nothing in it tells where it was made. */

import { afterAll, expect, test } from 'vitest';
import { bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import manifest from '../../package.json' with { type: 'json' };
import { temporaryProject, type Files } from './temporary-project.ts';

const projects = ['p-', 'a-much-longer-name-with spaces-'].map((prefix) =>
  temporaryProject(prefix, ['@noble/curves', '@noble/hashes', 'jsrsasign']),
);
afterAll(() => projects.forEach((project) => project.remove()));

const file = 'scripts/pre-request/x.ts';

const bundleIn = async (files: Files): Promise<string[]> =>
  Promise.all(
    projects.map(async ({ root, write }) => {
      write(files);
      return instantiateScript(await bundleScript({ file, root, parameterised: false }));
    }),
  );

const bannerOf = (text: string | undefined): string => text?.split('\n')[0] ?? '';

test('a script of one’s own names its source and the version', async () => {
  const [text] = await bundleIn({ [file]: 'console.log(1);' });
  expect(bannerOf(text)).toBe(`/*! ${file}; postsmith ${manifest.version} */`);
});

test('npm packages are named with version and licence, once, sorted, and only if something of them is inside', async () => {
  const [text] = await bundleIn({
    [file]: `import { b } from 'b-package'; import '@scope/a'; import 'legacy'; import 'unused'; console.log(b);`,
    'node_modules/b-package/package.json': '{"name": "b-package", "version": "1.0.0", "license": "MIT"}',
    'node_modules/b-package/index.js': `exports.b = require('./lib/more.js');`,
    'node_modules/b-package/lib/package.json': '{"type": "commonjs"}',
    'node_modules/b-package/lib/more.js': 'module.exports = 1;',
    'node_modules/@scope/a/package.json': '{"name": "@scope/a", "version": "2.0.0-rc.1"}',
    'node_modules/@scope/a/index.js': 'console.log("a");',
    'node_modules/legacy/package.json': '{"name": "legacy", "version": "3.0.0", "license": {"type": "ISC"}}',
    'node_modules/legacy/index.js': 'console.log("legacy");',
    'node_modules/unused/package.json': '{"name": "unused", "version": "4.0.0", "sideEffects": false}',
    'node_modules/unused/index.js': 'console.log("unused");',
  });
  expect(bannerOf(text)).toBe(
    `/*! ${file}; postsmith ${manifest.version}; contains @scope/a 2.0.0-rc.1 (licence unknown), b-package 1.0.0 (MIT), legacy 3.0.0 (ISC) */`,
  );
});

test('the text of a licence cannot end the comment', async () => {
  const [text] = await bundleIn({
    [file]: `import 'sly';`,
    'node_modules/sly/package.json':
      '{"name": "sly", "version": "1.0.0", "license": "MIT */ alert(1) /*\\n"}',
    'node_modules/sly/index.js': 'console.log("sly");',
  });
  expect(bannerOf(text)).toContain('sly 1.0.0 (MIT * / alert(1) /* ) */');
});

test('the cryptography is named', async () => {
  const [text] = await bundleIn({
    [file]: `import { p256 } from '@noble/curves/nist.js'; import { RSAKey } from 'jsrsasign/lib/jsrsasign-rsa-min.js';
      console.log(p256.sign(new Uint8Array(1), new Uint8Array(32)), RSAKey);`,
  });
  expect(bannerOf(text)).toMatch(
    /contains @noble\/curves [\d.]+ \(MIT\), @noble\/hashes [\d.]+ \(MIT\), jsrsasign [\d.]+ \(MIT\) \*\/$/,
  );
});

test('the same project gives the same bytes in every folder, with no path of the machine and no comment but the banner', async () => {
  const [one, other] = await bundleIn({
    [file]: `// a comment
      /*! a legal comment */
      import { helper } from '../helper.ts'; import cjs from 'common'; import data from '../data.json';
      import { sha256 } from '@noble/hashes/sha2.js';
      import('../late.ts').then(({ late }) => console.log(late, helper(), cjs, data, sha256(new Uint8Array(1))));`,
    'scripts/helper.ts': 'export const helper = () => 1;',
    'scripts/late.ts': 'export const late = 2;',
    'scripts/data.json': '{"a": 1}',
    'node_modules/common/package.json': '{"name": "common", "version": "1.0.0", "license": "MIT"}',
    'node_modules/common/index.js': 'module.exports = { x: 1 };',
  });
  expect(one).toBe(other);
  for (const { root } of projects) expect(one).not.toContain(root);
  expect(one?.match(/\/\*|\/\/ /g)).toHaveLength(1);
  expect(one).not.toContain('sourceMappingURL');
});

test('a tsconfig.json of the project changes nothing', async () => {
  const files = { [file]: 'class A { x = 1; } console.log(new A().x);' };
  const [before] = await bundleIn(files);
  const [after] = await bundleIn({
    ...files,
    'tsconfig.json':
      '{"extends": "./gone.json", "compilerOptions": {"alwaysStrict": true, "useDefineForClassFields": false}}',
  });
  expect(after).toBe(before);
});
