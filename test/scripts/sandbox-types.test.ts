/** Type-checks scripts as a user's project does, with strict settings, against what `postsmith/sandbox` declares. */

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engines, openSandbox } from './sandbox.ts';

const repository = resolve(import.meta.dirname, '../..');

let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'postsmith-types-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(repository, join(project, 'node_modules/postsmith'));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the compiler says about a script. */
const complaints = (script: string, options: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  writeFileSync(join(project, 'script.ts'), `/// <reference types="postsmith/sandbox" />\n${script}`);
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022'],
    module: 'nodenext',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    ...options,
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['script.ts'] }));
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  return new Promise((done) => {
    execFile(process.execPath, [compiler, '-p', project], (_failure, output) => done(output));
  });
};

const idioms = `
const CryptoJS = require('crypto-js');
interface Answer { readonly items: readonly { readonly id: string }[] }
pm.test('status', () => pm.response.to.have.status(200));
pm.test('body', function () {
  pm.expect(pm.response.json().orders).to.have.length.above(0);
  pm.expect(pm.response.json()).to.be.an('object').that.has.property('a', 1);
  pm.expect({ a: 1 }).to.have.all.keys('a').and.not.be.empty;
  pm.expect(pm.response.responseTime).to.be.below(500);
});
pm.test('late', (done) => void setTimeout(() => done(), 5));
pm.environment.set('id', pm.response.json<Answer>().items[0]?.id ?? CryptoJS.MD5('x').toString());
console.log(Buffer.from('x').toString('base64'));
pm.visualizer.set('<b>{{name}}</b>', { name: pm.cookies.get('session') ?? pm.execution.location.join('/') });
pm.environment.clear();
pm.sendRequest('https://127.0.0.1', (error, response) => console.log(error?.code ?? response.code));
`;

test.each([
  ['nodenext', {}],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  [
    "bundler with a browser's types",
    { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'] },
  ],
])('what scripts usually do passes strict types with %s', async (_name, options) => {
  await expect(complaints(idioms, options)).resolves.toBe('');
});

test.each(engines)('what scripts do rarely is there as well in the sandbox of %s', async (engine) => {
  const sandbox = await openSandbox(engine);
  try {
    const code = `
      pm.visualizer.set('<b>{{a}}</b>', { a: 1 });
      pm.visualizer.clear();
      pm.globals.clear();
      const { location } = pm.execution;
      pm.environment.set('seen', JSON.stringify([Array.isArray(location), pm.cookies.has('a'), pm.cookies.toObject()]));`;
    const { error, environment } = await sandbox.run(code, {});
    expect({ error, seen: environment['seen'] }).toEqual({ error: '', seen: '[true,false,{}]' });
  } finally {
    await sandbox.close();
  }
});

test("one tsconfig with Node's types for all files is no conflict", async () => {
  const options = {
    types: ['node'],
    typeRoots: [join(repository, 'node_modules/@types')],
    skipLibCheck: true,
  };
  await expect(complaints(idioms, options)).resolves.toBe('');
});

test.each([
  ["pm.enviroment.set('a', 1);", "Property 'enviroment' does not exist"],
  ["pm.environment.get('a').length;", "is of type 'unknown'"],
  ['pm.expect(1).to.eqaul(1);', "Property 'eqaul' does not exist"],
  ["fetch('https://127.0.0.1');", "Cannot find name 'fetch'"],
])('%s is refused', async (script, message) => {
  await expect(complaints(script)).resolves.toContain(message);
});
