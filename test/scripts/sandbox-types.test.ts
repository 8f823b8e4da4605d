/** Type-checks scripts as a user's project does, with strict settings, against what `postsmith/sandbox` declares. */

import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { engines, openSandbox } from './sandbox.ts';
import { typeProject } from './type-project.ts';

const project = typeProject();
afterAll(project.remove);
const { complaints } = project;

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
    typeRoots: [resolve(import.meta.dirname, '../../node_modules/@types')],
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
