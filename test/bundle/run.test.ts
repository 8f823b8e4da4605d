/** Bundles run in both of Postman's sandboxes. */

import { createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleEntry, bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import type { Json } from '../../src/model/collection.ts';
import { sourcePlaces } from '../../src/bundle/source-places.ts';
import { openSandboxes, type SandboxResult, type Sandboxes } from './sandboxes.ts';
import { temporaryProject } from './temporary-project.ts';

const project = temporaryProject('postsmith-run-', ['@noble/curves', '@noble/hashes', 'jsrsasign']);
let sandboxes: Sandboxes;

beforeAll(async () => {
  sandboxes = await openSandboxes();
});
afterAll(() => {
  sandboxes.close();
  project.remove();
});

const file = 'scripts/pre-request/script.ts';

const bundle = async (source: string, parameters?: Json): Promise<string> => {
  project.write({ [file]: source });
  const script = await bundleScript({ file, root: project.root, parameterised: parameters !== undefined });
  return instantiateScript(script, parameters);
};

/** Runs it in both and returns what they agree on. */
const runText = async (text: string): Promise<SandboxResult> => {
  const { newman, runtime } = await sandboxes.run(text);
  expect(newman).toEqual(runtime);
  return newman;
};

const logsOf = async (source: string, parameters?: Json): Promise<readonly string[]> => {
  const result = await runText(await bundle(source, parameters));
  expect(result.error).toBeUndefined();
  return result.logs;
};

describe('a script', () => {
  test('runs its TypeScript', async () => {
    const source = `const greet = (name: string): string => \`hello \${name}\`; console.log(greet('you'));`;
    expect(await logsOf(source)).toEqual(['hello you']);
  });

  test('imports the project’s own files and JSON', async () => {
    project.write({
      'scripts/words.ts': `export const word = 'köstlich';`,
      'scripts/data.json': '{"list": [1, 2]}',
    });
    const source = `import { word } from '../words.ts'; import data from '../data.json'; console.log(word, data.list.length);`;
    expect(await logsOf(source)).toEqual(['köstlich 2']);
  });

  test('imports npm packages from the project', async () => {
    project.write({
      'node_modules/tiny-sum/package.json': '{"name": "tiny-sum", "version": "1.2.3", "main": "main.cjs"}',
      'node_modules/tiny-sum/main.cjs': `const _ = require('lodash'); module.exports = (numbers) => _.sum(numbers);`,
    });
    expect(await logsOf(`import sum from 'tiny-sum'; console.log(sum([1, 2, 3]));`)).toEqual(['6']);
  });

  test('sets Postman variables, and the build knows their names', async () => {
    project.write({
      [file]: `pm.environment.set('one', '1'); pm.variables.set(\`two\`, 2); pm.collectionVariables.set('three', 3);
        pm.globals.set('four', 4); const name: string = pm.info.requestName; pm.environment.set('x' + name, 5);`,
    });
    const script = await bundleScript({ file, root: project.root, parameterised: false });
    expect(script.provides).toEqual(['four', 'one', 'three', 'two']);
    expect((await runText(instantiateScript(script))).environment).toMatchObject({ one: '1' });
  });

  test.each([
    ['by its name', `import { keep } from 'postsmith/sandbox'; keep('order_id', 1);`],
    ['by another name', `import { keep as store } from 'postsmith/sandbox'; store('order_id', 1);`],
    ['as a member', `import * as sandbox from 'postsmith/sandbox'; sandbox.keep(\`order_id\`, 1);`],
    ['as JSON', `import { keepJson } from 'postsmith/sandbox'; if (pm.info) keepJson('order_id', 1);`],
    ['through a module', `import { save } from '../save.ts'; save('order_id', 1);`],
  ])('keeps values, and the build knows their names: %s', async (_how, source) => {
    project.write({ 'scripts/save.ts': `export { keep as save } from 'postsmith/sandbox';`, [file]: source });
    const script = await bundleScript({ file, root: project.root, parameterised: false });
    expect(script.provides).toEqual(['order_id']);
    expect((await runText(instantiateScript(script))).environment).toEqual({ order_id: '1' });
    // As the build makes one script of several: behind `require`, where a module's functions get their values later.
    const required = { source: `require('./script.ts');`, resolveDir: `${project.root}/scripts/pre-request` };
    const entry = await bundleEntry({ ...required, label: 'entry', root: project.root });
    expect(entry.provides).toEqual(['order_id']);
  });

  test('has functions of its own called keep, which are not those of postsmith/sandbox', async () => {
    project.write({ [file]: `const keep = (name: string) => console.log(name); keep('a'); keep('b');` });
    const script = await bundleScript({ file, root: project.root, parameterised: false });
    expect(script.provides).toEqual([]);
  });

  test('is run even if the project says that its files have no side effects', async () => {
    project.write({ 'package.json': '{"name": "mine", "version": "1.0.0", "sideEffects": false}' });
    expect(await logsOf(`console.log('ran');`)).toEqual(['ran']);
    project.write({ 'package.json': '{"name": "mine", "version": "1.0.0"}' });
  });

  test('leaves no global name behind that another script could meet', async () => {
    const text = await bundle(
      `const secret = 1; function helper() { return secret; } console.log(helper());`,
    );
    expect((await runText(text + text)).logs).toEqual(['1', '1']);
    expect((await runText(`${text} console.log(typeof secret, typeof helper);`)).logs).toEqual([
      '1',
      'undefined undefined',
    ]);
  });

  test('is as it was written, and its parameters are ASCII', async () => {
    const text = await bundle(`export default (p: string) => console.log('ß', p);`, 'ü\u2028');
    expect(text).toContain(`console.log('ß', p)`);
    expect(text.replace('ß', '')).toMatch(/^[\x20-\x7e\n]+$/);
  });
});

describe('the sandbox’s own modules', () => {
  test.each([
    ['a default import', `import _ from 'lodash'; console.log(_.add(1, 2));`],
    ['a named import', `import { add } from 'lodash'; console.log(add(1, 2));`],
    ['a namespace import', `import * as _ from 'lodash'; console.log(_.add(1, 2));`],
    ['require', `const _ = require('lodash'); console.log(_.add(1, 2));`],
    ['a dynamic import', `import('lodash').then(({ default: _ }) => console.log(_.add(1, 2)));`],
  ])('are reached through %s', async (_style, source) => {
    const text = await bundle(source);
    expect(text).toMatch(/["']lodash["']/);
    expect(text.length).toBeLessThan(2_000);
    expect((await runText(text)).logs).toEqual(['3']);
  });

  test('may carry Node’s prefix', async () => {
    const source = `import { basename } from 'node:path'; console.log(basename('a/b'));`;
    expect(await logsOf(source)).toEqual(['b']);
  });

  test('parse CSV under a path of their own', async () => {
    const source = `import parse from 'csv-parse/lib/sync'; console.log(JSON.stringify(parse('a,b')));`;
    expect(await logsOf(source)).toEqual(['[["a","b"]]']);
  });
});

describe('parameters', () => {
  const echo = `export default (parameters: unknown) => console.log(JSON.stringify(parameters));`;

  test.each<[string, Json]>([
    ['a text', 'it\'s "quoted" \\ </script> ${x} `'],
    ['a line separator', '\u2028\u2029\n\r\0'],
    ['null', null],
    ['a nested value', { list: [1, -2.5, true, null, { deep: 'ü' }], empty: {} }],
    ['a name that literals treat differently', JSON.parse('{"__proto__": {"x": 1}, "a-b": 2}') as Json],
  ])('arrive as they were declared: %s', async (_what, parameters) => {
    expect(await logsOf(echo, parameters)).toEqual([JSON.stringify(parameters)]);
  });

  test('do not need another bundle for another use', async () => {
    project.write({ [file]: echo });
    const script = await bundleScript({ file, root: project.root, parameterised: true });
    const texts = [1, 2].map((parameters) => instantiateScript(script, parameters));
    expect((await runText(texts.join('\n'))).logs).toEqual(['1', '2']);
  });

  test('are not forgotten, and not given to a script that takes none', async () => {
    project.write({ [file]: echo });
    const [taking, plain] = await Promise.all([
      bundleScript({ file, root: project.root, parameterised: true }),
      bundleScript({ file, root: project.root, parameterised: false }),
    ]);
    expect(() => instantiateScript(taking)).toThrow('was bundled with parameters');
    expect(() => instantiateScript(plain, 1)).toThrow('was bundled without parameters');
  });
});

describe('an entry', () => {
  test('runs several scripts in order and shares their modules', async () => {
    project.write({
      'scripts/count.ts': `export const state = { count: 0 };`,
      'scripts/a.ts': `import { state } from './count.ts'; state.count += 1;`,
      'scripts/b.ts': `import { state } from './count.ts'; export default (by: number) => { state.count += by; console.log(state.count); };`,
    });
    const script = await bundleEntry({
      source: `import './a.ts'; import b from './b.ts'; b(10);`,
      resolveDir: `${project.root}/scripts`,
      label: 'two scripts',
      root: project.root,
    });
    expect(script.banner).toContain('two scripts');
    expect((await runText(instantiateScript(script))).logs).toEqual(['11']);
  });

  test('reaches the running tool’s own functions by the package’s name', async () => {
    const script = await bundleEntry({
      source: `import { keep } from 'postsmith/sandbox'; keep('order_id', 1);`,
      resolveDir: project.root,
      label: 'entry',
      root: project.root,
    });
    expect((await runText(instantiateScript(script))).environment).toEqual({ order_id: '1' });
  });
});

describe('the source map of a script', () => {
  test.each([
    ['without parameters', false],
    ['with parameters', true],
  ])('leads from a line that failed to the line of TypeScript: %s', async (_case, parameterised) => {
    project.write({
      [file]: `type A = string;\n\nexport default () => pm.gone('x');\nconst a: A = pm.lost();\n`,
    });
    const script = await bundleScript({ file, root: project.root, parameterised });
    const lines = instantiateScript(script, parameterised ? 1 : undefined).split('\n');
    const line = lines.findIndex((text) => text.includes('pm.lost'));
    const findPlace = sourcePlaces(script.sourceMap, project.root);
    expect(findPlace({ line, column: lines[line]?.indexOf('pm.lost') ?? 0 })).toMatchObject({
      file: `${project.root}/${file}`,
      line: 4,
      code: 'const a: A = pm.lost();',
    });
  });
});

describe('a dynamic import', () => {
  test('in an entry brings one export alone when it says which', async () => {
    project.write({
      'scripts/many.ts': `export const one = () => 'first'; export const two = () => 'second';`,
    });
    const script = await bundleEntry({
      source: `import('./many.ts?two').then(({ two }) => console.log(two()));`,
      resolveDir: `${project.root}/scripts`,
      label: 'entry',
      root: project.root,
    });
    expect(script.text).not.toContain('first');
    expect((await runText(instantiateScript(script))).logs).toEqual(['second']);
  });

  test('is part of the bundle but runs only when it is reached', async () => {
    project.write({ 'scripts/heavy.ts': `console.log('loading'); export const answer = 42;` });
    const source = `console.log('start');
      export default async (wanted: boolean) => { if (wanted) console.log((await import('../heavy.ts')).answer); };`;
    expect(await logsOf(source, false)).toEqual(['start']);
    expect(await logsOf(source, true)).toEqual(['start', 'loading', '42']);
  });
});

const signingInput = 'header.claims';

const verifies = (algorithm: string, key: KeyObject, signature: string, options = {}): boolean =>
  createVerify(algorithm)
    .update(signingInput)
    .verify({ key, ...options }, Buffer.from(signature, 'hex'));

describe('cryptography', () => {
  test('of jsrsasign’s RSA build signs RS256 that Node verifies', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n, e, d, p, q, dp, dq, qi } = privateKey.export({ format: 'jwk' });
    const hex = Object.fromEntries(
      Object.entries({ n, e, d, p, q, dp, dq, qi }).map(([name, value]) => [
        name,
        Buffer.from(value ?? '', 'base64url').toString('hex'),
      ]),
    );
    const source = `import { RSAKey } from 'jsrsasign/lib/jsrsasign-rsa-min.js';
      export default ({ n, e, d, p, q, dp, dq, qi }) => {
        const key = new RSAKey();
        key.setPrivateEx(n, e, d, p, q, dp, dq, qi);
        console.log(key.sign('${signingInput}', 'sha256'));
      };`;
    const [signature] = await logsOf(source, hex);
    expect(verifies('sha256', publicKey, signature ?? '')).toBe(true);
  });

  test('of noble signs ES256 that Node verifies', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { d } = privateKey.export({ format: 'jwk' });
    project.write({ 'scripts/sign.ts': `export { p256 } from '@noble/curves/nist.js';` });
    const source = `export default async (secret: string) => {
      const { p256 } = await import('../sign.ts');
      const signature = p256.sign(new Uint8Array(Buffer.from('${signingInput}')), new Uint8Array(Buffer.from(secret, 'hex')));
      console.log(Buffer.from(signature).toString('hex'));
    };`;
    const [signature] = await logsOf(source, Buffer.from(d ?? '', 'base64url').toString('hex'));
    expect(verifies('sha256', publicKey, signature ?? '', { dsaEncoding: 'ieee-p1363' })).toBe(true);
  });
});
