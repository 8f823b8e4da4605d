import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { environmentsOf, loadProject } from '../../src/project/project.ts';
import { temporaryProject, type Files } from '../bundle/temporary-project.ts';

const project = temporaryProject('postsmith project-');
const { root } = project;
beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
});
afterAll(project.remove);

const api = `import { defineCollection } from 'postsmith'; export default defineCollection({ name: 'API', items: [] });`;
const lab = `import { defineEnvironment } from 'postsmith'; export default defineEnvironment({ name: 'Lab', variables: {} });`;

const load = (files: Files) => {
  project.write(files);
  return loadProject(root);
};

test('loads collections and environments, sorted, with the running tool as `postsmith`', async () => {
  const presets = `import { pexip } from 'postsmith/presets';`;
  const { collections, environments } = await load({
    'collections/zoo.ts': api,
    'collections/Api.mts': `${presets} ${api.replace("'API'", 'pexip.facts.name')}`,
    'collections/plain.js': api.replace("'API'", "'Plain'"),
    'environments/lab.ts': lab,
  });
  expect(collections.map(({ slug, file }) => [slug, file])).toEqual([
    ['Api', 'collections/Api.mts'],
    ['plain', 'collections/plain.js'],
    ['zoo', 'collections/zoo.ts'],
  ]);
  expect(collections[0]?.declaration.name).toBe('Pexip Infinity');
  expect(environments.map(({ slug, declaration }) => [slug, declaration.name])).toEqual([['lab', 'Lab']]);
});

test('takes folders, hidden files, underscored files and type declarations for helpers', async () => {
  const { collections } = await load({
    'collections/api.ts': `import { name } from './api/name.ts'; ${api.replace("'API'", 'name')}`,
    'collections/api/name.ts': `export const name: string = 'Named elsewhere';`,
    'collections/_draft.ts': 'throw 1',
    'collections/.api.ts': 'throw 1',
    'collections/api.d.ts': 'throw 1',
    'collections/README.md': '',
  });
  expect(collections.map(({ declaration }) => declaration.name)).toEqual(['Named elsewhere']);
});

const nameFrom = async (name: string) =>
  (await load({ 'collections/api.ts': api.replace('API', name) })).collections[0]?.declaration.name;

test('sees what was edited since the last time, and leaves no file behind', async () => {
  expect([await nameFrom('One'), await nameFrom('Two')]).toEqual(['One', 'Two']);
  expect(readdirSync(root, { recursive: true })).toEqual(['collections', join('collections', 'api.ts')]);
});

const howToStart =
  'A project has a folder `collections` with one file for each collection, which says ' +
  '`export default defineCollection({ … })`, and beside it `environments` and `scripts`. ' +
  '`npx postsmith init` makes one.';

test('says how to start where there is nothing to build', async () => {
  await expect(load({})).rejects.toMatchObject({
    code: 'INVALID_PROJECT',
    message: `Neither ${root} nor a folder above it is a project. ${howToStart}`,
  });
  await expect(load({ 'collections/README.md': '' })).rejects.toMatchObject({
    code: 'INVALID_PROJECT',
    message: `${root}/collections holds no declaration. ${howToStart}`,
  });
  await expect(loadProject(join(root, 'nowhere'))).rejects.toMatchObject({
    code: 'INVALID_PROJECT',
    message: `The project folder ${join(root, 'nowhere')} does not exist.`,
  });
});

test('lists every module that does not load, with its place, beside wrong declarations', async () => {
  const files = {
    'collections/a.ts': `import './a/broken.ts';`,
    'collections/a/broken.ts': `\n\nthrow new TypeError('boom\\nmore');`,
    'collections/b.ts': `const x = ;`,
    'collections/c.ts': `import 'no-such-package'; ${api}`,
    'collections/c/deep.ts': `import './missing.ts';`,
    'collections/d.ts': `import './c/deep.ts';`,
    'collections/e.ts': `throw 'text';`,
    'collections/f.ts': `export const collection = 1;`,
    'collections/g.ts': lab,
    'environments/lab.ts': lab.replace("'Lab'", '7'),
    'environments/lab.js': lab,
  };
  await expect(load(files)).rejects.toMatchObject({
    code: 'INVALID_PROJECT',
    message: "This project can't be built: 9 problems.",
    problems: [
      'environments/lab.ts: would become the same file as environments/lab.js; rename one',
      'collections/a/broken.ts:3: the module threw TypeError: boom',
      'collections/b.ts:1:10: does not compile: Unexpected token',
      "collections/c.ts: Cannot find module 'no-such-package'; correct the import, or install the package",
      "collections/c/deep.ts: Cannot find module './missing.ts'; correct the import, or install the package",
      'collections/e.ts: the module threw text, which is no Error',
      'collections/f.ts: has no default export; write export default defineCollection({ … })',
      'collections/g.ts: declares an environment; move the file to environments/',
      'environments/lab.ts: name must be text, but is the number 7',
    ],
  });
});

test('tells a getter that throws like a module that does', async () => {
  const getter =
    "export default {\nkind: 'collection', name: 'API', items: [{ get url() { throw new Error('boom'); } }] };";
  await expect(load({ 'collections/api.ts': getter })).rejects.toMatchObject({
    code: 'INVALID_PROJECT',
    problems: ['collections/api.ts:2: the module threw Error: boom'],
  });
});

test('refuses a wrong declaration by its own code', async () => {
  await expect(load({ 'collections/api.ts': api.replace("'API'", "''") })).rejects.toMatchObject({
    code: 'INVALID_DECLARATION',
    message: "This project can't be built: 1 problem.",
    problems: ['collections/api.ts: name is empty; folders, requests and ids are named by it'],
  });
});

test.each([
  ['api', ['api', 'api-lab', 'api.live']],
  ['shop', ['shop-test']],
  ['other', ['api', 'api-lab', 'api.live', 'apiary', 'shop-test']],
])('gives the collection %s the environments %j', (slug, wanted) => {
  const all = ['api', 'api-lab', 'api.live', 'apiary', 'shop-test'].map((name) => ({ slug: name }));
  expect(environmentsOf({ slug }, all).map((environment) => environment.slug)).toEqual(wanted);
});
