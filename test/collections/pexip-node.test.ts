/** The Pexip collection of your own node: its schemas are imported, and one line takes them in place of the bundled list. */

import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resources } from '../../collections/pexip-management/facts.ts';
import type { Field, Resource } from '../../collections/pexip-management/resource.ts';
import { execute } from '../cli/execute.ts';

const root = resolve(import.meta.dirname, '../..');

/** A default as a node answers it: what it makes up differs each time. */
const defaultOf = ({ default: known }: Field): unknown => {
  if (known === 'generated') return crypto.randomUUID();
  if (known === 'now') return true;
  return known ?? 'No default provided.';
};

const schemaOf = ({ listMethods, detailMethods, fields, filters = [] }: Resource) => ({
  allowed_list_http_methods: listMethods.map((method) => method.toLowerCase()),
  allowed_detail_http_methods: detailMethods.map((method) => method.toLowerCase()),
  default_limit: 20,
  fields: Object.fromEntries(
    fields.map((field) => [
      field.name,
      {
        type: field.type,
        help_text: '',
        blank: field.required !== true,
        nullable: false,
        readonly: field.readonly === true,
        unique: false,
        default: defaultOf(field),
        ...(field.choices !== undefined && { valid_choices: field.choices }),
        ...(field.related !== undefined && {
          related_type: 'to_one',
          related_schema: `/api/admin/configuration/v1/${field.related}/schema/`,
        }),
      },
    ]),
  ),
  filtering: Object.fromEntries(filters.map((name) => [name, 1])),
  ordering: [],
});

let folder: string;
let node: Server;
let origin: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-node-')));
  for (const name of ['collections', 'environments', 'scripts'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'package.json']) symlinkSync(join(root, name), join(folder, name));
  const own = resources.filter(({ name }) => !name.includes('/'));
  node = createServer(({ url = '' }, response) => {
    const [, area] = /^\/api\/admin\/(\w+)\/v1\/\?fullschema=true$/.exec(url) ?? [];
    const listed = own.filter((resource) => resource.area === area);
    response.writeHead(listed.length === 0 ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify(
        Object.fromEntries(
          listed.map((resource) => [
            resource.name,
            { list_endpoint: `/api/admin/${resource.area}/v1/${resource.name}/`, schema: schemaOf(resource) },
          ]),
        ),
      ),
    );
  });
  await new Promise<void>((done) => {
    node.listen(0, '127.0.0.1', done);
  });
  origin = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
});
afterAll(() => {
  node.close();
  rmSync(folder, { recursive: true });
});

interface Item {
  readonly name: string;
  readonly item?: readonly Item[];
  readonly request?: { readonly method: string; readonly url: { readonly raw: string } };
}

const requestsIn = ({ item = [], request }: Item): readonly string[] =>
  request === undefined ? item.flatMap(requestsIn) : [`${request.method} ${request.url.raw}`];

test('a node with what the bundled list has gets the same requests', async () => {
  const roots = ['status', 'history', 'configuration'].map((area) => `${origin}/api/admin/${area}/v1/`);
  const imported = await execute(['import', 'tastypie', ...roots, '--name', 'pexip-node'], { folder });
  expect(imported).toMatchObject({ code: 0 });
  rmSync(join(folder, 'collections/pexip-node.ts'));
  const facts = join(folder, 'collections/pexip-management/facts.ts');
  const line = 'export const resources: readonly Resource[] = bundled;';
  const text = readFileSync(facts, 'utf8');
  expect(text).toContain(line);
  writeFileSync(
    facts,
    `import { ofNode } from './node.ts';\n${text.replace(line, line.replace('bundled', "ofNode('./pexip-node', bundled)"))}`,
  );
  expect(await execute(['build'], { folder })).toMatchObject({ code: 0 });
  const file = 'dist/collections/pexip-management.postman_collection.json';
  const requests = (from: string) =>
    [...requestsIn(JSON.parse(readFileSync(join(from, file), 'utf8')) as Item)].sort();
  expect(requests(folder)).toEqual(requests(root));
});
