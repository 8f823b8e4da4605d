/** The Pexip collection's bodies, examples and tables: true to the facts, and accepted by the collection's own tests. */

import type { RequestDeclaration } from 'postsmith';
import { describe, expect, it } from 'vitest';
import collection from '../../collections/pexip-management.ts';
import { resources } from '../../collections/pexip-management/facts.ts';
import { judge } from '../../scripts/post-response/pexip/judge.ts';
import { readExpectation } from '../../scripts/post-response/pexip/resource.ts';
import { foldersOf, requestsOf, type Placed } from './walk.ts';

const placed = requestsOf(collection);
const TYPES = new Set([
  'boolean',
  'date',
  'datetime',
  'dict',
  'file',
  'float',
  'integer',
  'list',
  'related',
  'string',
  'time',
]);

const [judging] = collection.scripts?.postResponse ?? [];
// The declaration hands the script plain JSON; this is what it is read as.
const { resources: lines } = (typeof judging === 'object' && 'name' in judging ? judging.parameters : {}) as {
  readonly resources: { readonly [resource: string]: string };
};
const expectationOf = (resource: string) => {
  const line = lines[resource];
  return line === undefined ? undefined : readExpectation(line);
};

const firstSuccess = (request: RequestDeclaration) =>
  request.examples?.find(({ status }) => status >= 200 && status < 300);

/** What the collection's own script says of a request's example. */
const verdict = ({ request }: Placed) => {
  const example = firstSuccess(request);
  return judge(
    {
      method: request.method,
      path: request.url.replace('https://{{host}}', ''),
      status: example?.status ?? 0,
      body: example?.body === undefined ? '' : JSON.stringify(example.body),
      location: example?.headers?.find(({ name }) => name === 'Location')?.value,
    },
    expectationOf,
  );
};

describe('examples of the Pexip collection', () => {
  it.each(placed.map((where) => [where.place, where] as const))(
    '%s is accepted by its own test',
    (_, where) => {
      expect(verdict(where)).toMatchObject({ statusProblem: undefined, problems: [] });
    },
  );

  it('say that they are not from a node', () => {
    const names = placed.flatMap(({ request }) => (request.examples ?? []).map(({ name }) => name));
    expect(names.filter((name) => !/^Example: .*\(made up, not from a node\)$/.test(name))).toEqual([]);
  });

  it('give every list and every creation an id to keep, so that a run finds each object', () => {
    const empty = placed.flatMap((where) =>
      Object.entries(verdict(where)?.ids ?? {}).filter(
        ([, id]) => (id === '') !== (where.request.method === 'DELETE'),
      ),
    );
    expect(empty).toEqual([]);
  });

  it('show the responses that go wrong, where a newcomer meets them', () => {
    const statuses = placed[0]?.request.examples?.map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 401, 403, 404, 429]);
  });
});

const resourceOf = (url: string) =>
  resources.find(({ area, name }) => new RegExp(`/${area}/v1/${name}/(:id/|1/)?$`).test(url));

describe('bodies of the Pexip collection', () => {
  const withBody = placed.flatMap(({ request, place }) =>
    request.body !== undefined && 'json' in request.body ? [{ place, body: request.body.json, request }] : [],
  );

  it('are there wherever something is created, replaced or updated', () => {
    const without = placed.filter(
      ({ request }) => ['POST', 'PUT', 'PATCH'].includes(request.method) && request.body === undefined,
    );
    expect(without.map(({ place }) => place)).toEqual([]);
  });

  it('hold only fields that the resource has and that the node lets one set, and every required one', () => {
    const wrong = withBody.flatMap(({ place, body, request }) => {
      const resource = resourceOf(request.url);
      if (resource === undefined) return [];
      const sent = Object.keys(body ?? {});
      const settable = resource.fields.filter(
        ({ name, readonly }) => readonly !== true && !/^(id|resource_uri)$/.test(name),
      );
      const strange = sent.filter((name) => !settable.some((field) => field.name === name));
      const isWhole = request.method !== 'PATCH' && resource.example === undefined;
      const missing = settable.filter(
        ({ name, required }) => isWhole && required === true && !sent.includes(name),
      );
      return [...strange, ...missing.map(({ name }) => name)].map((name) => `${place}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('are not empty, but where the node asks for nothing', () => {
    const empty = withBody
      .filter(({ body }) => Object.keys(body ?? {}).length === 0)
      .map(({ place }) => place);
    expect(empty).toEqual(['Configuration › System syncpoint (system_syncpoint) › Create system_syncpoint']);
  });

  it('are always the same, with documentation addresses for machines', () => {
    const text = JSON.stringify(withBody.map(({ body }) => body));
    const addresses = text.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
    expect(addresses.length).toBeGreaterThan(10);
    expect(addresses.filter((address) => !/^(192\.0\.2|198\.51\.100|255)\./.test(address))).toEqual([]);
    expect(text.match(/[\w.]+@[\w.]+/g)?.filter((email) => !email.endsWith('@example.com'))).toEqual([]);
  });
});

describe('what the Pexip collection says of fields and filters', () => {
  const folders = foldersOf(collection);
  const folderOf = (area: string, name: string) => {
    const top = folders.find((folder) => folder.name.toLowerCase() === area);
    return foldersOf({ ...collection, items: top?.items ?? [] }).find((folder) =>
      folder.name.endsWith(`(${name.replace('/<id>/', ' ')})`),
    );
  };

  it('shows every field, with its default and its choices', () => {
    const wrong = resources
      .filter(({ listMethods }) => listMethods.length > 0)
      .flatMap((resource) => {
        const rows = folderOf(resource.area, resource.name)?.description?.split('\n') ?? [];
        const headings = rows.find((line) => line.startsWith('| field |'))?.split(' | ') ?? [];
        return resource.fields
          .filter((field) => {
            const row = rows.find((line) => line.startsWith(`| \`${field.name}\` |`)) ?? '';
            const choices = field.choices ?? [];
            const hasDefault =
              field.default === undefined || row.split(' | ')[headings.indexOf('default')] !== '';
            return row === '' || !hasDefault || !choices.every((choice) => row.includes(`\`${choice}\``));
          })
          .map(({ name }) => `${resource.name}.${name}`);
      });
    expect(wrong).toEqual([]);
  });

  it('writes tables that Markdown can read, without a column that is empty', () => {
    const texts = [...folders, ...placed.map(({ request }) => request)].map(
      ({ description }) => description ?? '',
    );
    const tables = texts.flatMap((text) => text.match(/^\| field \|(.*\n?)+?(?=\n\n|$)/m)?.[0] ?? []);
    expect(tables.length).toBeGreaterThan(200);
    const wrong = tables.filter((table) => {
      const cells = table
        .trim()
        .split('\n')
        .map((line) => line.replaceAll('\\|', '').split('|').slice(1, -1));
      const [headings = [], , ...rows] = cells;
      const isEmpty = headings.some((_, index) => rows.every((row) => (row[index] ?? '').trim() === ''));
      return isEmpty || cells.some(({ length }) => length !== headings.length);
    });
    expect(wrong).toEqual([]);
  });

  it('offers every filter, described and not sent', () => {
    const wrong = resources.flatMap((resource) => {
      const list = placed.find(
        ({ request }) =>
          request.method === 'GET' && request.url.endsWith(`/${resource.area}/v1/${resource.name}/`),
      );
      const query = list?.request.query ?? [];
      const names = new Set(query.map(({ name }) => name));
      const missing = (resource.filters ?? []).filter((name) => !names.has(name));
      const bad = query.filter(({ enabled, description }) => enabled === true || !description);
      return [...missing, ...bad.map(({ name }) => name)].map((name) => `${resource.name}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has facts of the types that the code expects', () => {
    const fields = resources.flatMap((resource) => resource.fields);
    expect(fields.length).toBe(1884);
    expect(fields.filter(({ type }) => !TYPES.has(type))).toEqual([]);
    expect(fields.filter(({ type, related }) => (type === 'related') !== (related !== undefined))).toEqual(
      [],
    );
  });
});
