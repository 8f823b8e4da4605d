import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { placesIn } from '../../src/build/script-maps.ts';
import { buildProject } from '../../src/build/build.ts';
import { temporaryProject, type Files } from '../bundle/temporary-project.ts';

const project = temporaryProject('postsmith-build-');
const { root } = project;
beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
});
afterAll(project.remove);

const build = (files: Files) => {
  project.write(files);
  return buildProject(root);
};

const collection = (fields: string, request = '') => `
  import { clientCredentials, defineCollection, get, privateKeyJwt } from 'postsmith';
  const logIn = clientCredentials({
    tokenEndpoint: 'https://{{host}}/token', scope: 'a',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{host}}/token' }),
  });
  export default defineCollection({ name: 'Shop', items: [get({ name: 'Read', url: 'https://{{host}}/', ${request} })], ${fields} });`;

const environment = (variables: string) =>
  `import { defineEnvironment, secret } from 'postsmith'; export default defineEnvironment({ name: 'Shop', variables: { ${variables} } });`;

const shop: Files = {
  'collections/shop.ts': collection(
    `authorization: logIn, scripts: { preRequest: ['first', { name: 'second', parameters: { limit: 2 } }, 'third'], postResponse: ['count'] }`,
    `scripts: { postResponse: ['count', { name: 'expect', parameters: [200] }, { name: 'expect', parameters: [201] }] }`,
  ),
  'environments/shop.ts': environment(`host: 'shop.example', client_id: '', client_private_key: secret()`),
  'scripts/pre-request/first.ts': `pm.variables.set('order', '1');`,
  'scripts/pre-request/second.ts': `export default ({ limit }: { limit: number }): void => { pm.variables.set('order', 'limit' + limit); };`,
  'scripts/pre-request/third.ts': `pm.variables.set('order', '3');`,
  'scripts/post-response/count.ts': `pm.environment.set('count', '1');`,
  'scripts/post-response/expect.ts': `export default ([status]: number[]): void => { pm.test('status', () => pm.response.to.have.status(status)); };`,
};

const shopCollection = async () => {
  const { collections } = await build(shop);
  // What the emitter writes is tested with the emitter; here only scripts are looked at.
  const { event, item } = JSON.parse(collections[0]?.artifact.content ?? '') as {
    event: { listen: string; script: { exec: string[] } }[];
    item: { event: { script: { exec: string[] } }[] }[];
  };
  return { event, item };
};

test('builds the same artifacts every time, JSON with tabs and a newline at the end', async () => {
  const first = await build(shop);
  expect(first.artifacts.map(({ path }) => path)).toEqual([
    'dist/collections/shop.postman_collection.json',
    'dist/environments/shop.postman_environment.json',
    'dist/script-maps/shop.json',
  ]);
  expect((await buildProject(root)).artifacts).toEqual(first.artifacts);
  for (const { content } of first.artifacts) {
    expect(content).toBe(`${JSON.stringify(JSON.parse(content), null, '\t')}\n`);
    expect(content).not.toContain(root);
  }
  expect(first.collections[0]?.environments.map(({ slug }) => slug)).toEqual(['shop']);
});

test("makes one script of a collection's pre-request scripts, in their order, and the login", async () => {
  const { event } = await shopCollection();
  expect(event.map(({ listen }) => listen)).toEqual(['prerequest', 'test']);
  const code = event[0]?.script.exec.join('\n') ?? '';
  expect(code.match(/\/\*! *\S+/g)).toEqual([
    '/*! scripts/pre-request/first.ts;',
    '/*! scripts/pre-request/second.ts;',
    '/*! scripts/pre-request/third.ts;',
    '/*! postsmith',
  ]);
  expect(code).toContain('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
});

test('calls a script with the parameters of each use', async () => {
  const { item } = await shopCollection();
  const lines = item[0]?.event[0]?.script.exec ?? [];
  expect(lines.filter((line) => line.startsWith('/*!'))).toHaveLength(3);
  expect(lines.filter((line) => line.includes('([200])'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('([201])'))).toHaveLength(1);
});

test('runs the pre-request scripts in their order', async () => {
  const files = {
    ...shop,
    'collections/shop.ts': (shop['collections/shop.ts'] ?? '').replace('authorization: logIn,', ''),
  };
  const { collections } = await build(files);
  const { event } = JSON.parse(collections[0]?.artifact.content ?? '') as {
    event: { script: { exec: string[] } }[];
  };
  const order: string[] = [];
  const pm = { variables: { set: (_: string, value: string) => order.push(value) } };
  // eslint-disable-next-line no-new-func -- the script's text is what is tested
  new Function('pm', event[0]?.script.exec.join('\n') ?? '')(pm);
  expect(order).toEqual(['1', 'limit2', '3']);
});

test('lists the problems of all files at once: modules, declarations, variables and scripts', async () => {
  const files = {
    'collections/a.ts': collection(`scripts: { preRequest: ['nowhere'] }`),
    'collections/b.ts': collection(
      'authorization: logIn',
      `headers: [{ name: 'X-Shop', value: '{{shop}}' }]`,
    ),
    'collections/c.ts': collection(`scripts: { postResponse: ['broken'] }`),
    'collections/d.ts': `throw new Error('boom');`,
    'environments/all.ts': environment(`host: 'shop.example', client_id: ''`),
    'scripts/post-response/broken.ts': `process.exit(1);`,
  };
  await expect(build(files)).rejects.toMatchObject({
    code: 'INVALID_PROJECT',
    message: "This project can't be built: 6 problems.",
    problems: [
      'collections/d.ts:1: the module threw Error: boom',
      'collections/a.ts: there is no script scripts/pre-request/nowhere.ts',
      'collections/c.ts: has the name "Shop", as has collections/b.ts; give each a name of its own',
      'collections/b.ts › authorization: needs the variable "client_private_key" (key), which no script sets, ' +
        'and environments/all.ts lacks it; add there: client_private_key: secret(),',
      'collections/b.ts › Read: needs the variable "shop" (header "X-Shop"), which no script sets, ' +
        "and environments/all.ts lacks it; add there: shop: '',",
      expect.stringMatching(/^scripts\/post-response\/broken\.ts:1:1: .*process/),
    ],
  });
});

test('takes a variable that a script sets for provided, whether it is seen or declared', async () => {
  const files = {
    'collections/shop.ts': collection(
      `scripts: { postResponse: ['seen', { name: 'hidden', provides: ['cart_id'] }] }`,
      `query: [{ name: 'a', value: '{{order_id}} {{cart_id}}' }]`,
    ),
    'environments/shop.ts': environment(`host: ''`),
    'scripts/post-response/seen.ts': `pm.environment.set('order_id', '1');`,
    'scripts/post-response/hidden.ts': `pm.environment.set(['cart', 'id'].join('_'), '1');`,
  };
  await expect(build(files)).resolves.toMatchObject({ collections: [{ slug: 'shop' }] });
});

test('sends nobody after variables of an environment that is itself wrong', async () => {
  const files = { 'collections/shop.ts': collection(''), 'environments/shop.ts': environment(`host: 7`) };
  await expect(build(files)).rejects.toMatchObject({
    code: 'INVALID_DECLARATION',
    problems: [
      'environments/shop.ts: variable "host" must be text, secret() or variable(…), but is the number 7',
    ],
  });
});

test('refuses to hand out a secret that a script holds', async () => {
  const files = {
    'collections/shop.ts': collection(`scripts: { postResponse: ['leak'] }`),
    'environments/shop.ts': environment(`host: ''`),
    'scripts/post-response/leak.ts': `pm.environment.set('client_secret', 's3cr3t-s3cr3t');`,
  };
  await expect(build(files)).rejects.toMatchObject({
    code: 'SECRET_IN_ARTIFACT',
    problems: [
      'dist/collections/shop.postman_collection.json: event[0].script.exec holds what looks like a value of client_secret',
    ],
  });
});

test('tells a folder whose script sets the client, as the login has run by then', async () => {
  const request = `scripts: { preRequest: ['other-client'] }`;
  const files = {
    'collections/shop.ts': collection('authorization: logIn', request),
    'environments/shop.ts': environment(`host: 'shop.example', client_id: '', client_private_key: secret()`),
    'scripts/pre-request/other-client.ts': `pm.environment.set('client_id', 'other');`,
  };
  await expect(build(files)).rejects.toMatchObject({
    code: 'INVALID_DECLARATION',
    problems: [
      expect.stringContaining(
        'collections/shop.ts › Read: the script "other-client" sets the variable "client_id"',
      ),
    ],
  });
});

test('maps of scripts lie beside the collection, lead to the sources that are there, and hold none of them', async () => {
  const { collections, artifacts } = await build(shop);
  const [built] = collections;
  const maps = built?.scriptMaps?.content ?? '';
  expect(artifacts.map(({ path }) => path)).toContain('dist/script-maps/shop.json');
  expect(maps).not.toContain('pm.test');
  expect(built?.artifact.content).not.toContain('sourceMappingURL');
  const { item } = JSON.parse(built?.artifact.content ?? '');
  const lines: string[] = item[0].event.find(({ listen }: { listen: string }) => listen === 'test').script
    .exec;
  const head = lines.findIndex((line) => line.includes('scripts/post-response/expect.ts'));
  const line = lines.slice(head + 1).findIndex((each) => each.includes('pm.test')) + 1;
  const column = (lines[head + line]?.indexOf('pm.test') ?? 0) + 1;
  const place = { banner: lines[head] ?? '', isCalled: true, line, column };
  const tell = placesIn(maps, project.root);
  expect(tell(place)).toMatch(
    /^scripts\/post-response\/expect\.ts:1:\d+\n> 1 \| export default .*pm\.test.*\n {4}\| +\^$/,
  );
  expect(tell({ ...place, isCalled: false })).toBeUndefined();
  expect(tell({ ...place, banner: 'another' })).toBeUndefined();
  expect(placesIn('no JSON', project.root)(place)).toBeUndefined();
  expect(placesIn(maps, `${project.root}/elsewhere`)(place)).toMatch(/expect\.ts:1:\d+$/);
});

test('maps that came with a checkout read nothing outside of the project', () => {
  const map = { script: '/*! x */', isCalled: false, sources: ['../../etc/passwd'], mappings: ['AAAA'] };
  const tell = placesIn(JSON.stringify([map]), project.root);
  expect(tell({ banner: '/*! x */', isCalled: false, line: 1, column: 1 })).not.toContain('root');
});
