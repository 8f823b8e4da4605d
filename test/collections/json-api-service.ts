/** A small JSON:API service in memory: as much of the Columbia service as its own data needs, to see what a run leaves behind. */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Json } from 'postsmith';
import { resources, type Relation, type Resource } from '../../collections/columbia-courses/facts.ts';

interface Stored {
  readonly type: string;
  readonly id: string;
  attributes: Record<string, Json>;
  readonly relationships: Record<string, { data: Json }>;
}

/** Answers a request in the service's place; undefined = the service answers. */
export type Interference = (method: string, path: string) => number | undefined;

export interface JsonApiService {
  readonly url: string;
  /** Everything that is stored. */
  readonly objects: Map<string, Stored>;
  interfere(interference: Interference): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly document?: Json;
}

interface Document {
  readonly data: {
    readonly attributes?: Record<string, Json>;
    readonly relationships?: Record<string, { data: Json }>;
  };
}

const attributeNames = ({ attributes }: Resource): readonly string[] => [
  ...attributes.map(({ name }) => name),
  'last_mod_user_name',
  'last_mod_date',
];

const created = (resource: Resource, { data }: Document): Stored => ({
  type: resource.type,
  id: randomUUID(),
  attributes: {
    ...Object.fromEntries(attributeNames(resource).map((name): [string, Json] => [name, null])),
    ...data.attributes,
  },
  relationships: {
    ...Object.fromEntries(resource.relations.map(({ name, many }) => [name, { data: many ? [] : null }])),
    ...data.relationships,
  },
});

const changeRelation = (object: Stored, { name, many }: Relation, method: string, body: string): Answer => {
  if (!many && (method === 'POST' || method === 'DELETE')) return { status: 405, document: { errors: [{}] } };
  if (method !== 'GET') {
    const { data } = JSON.parse(body) as { data: Json };
    object.relationships[name] = { data: method === 'DELETE' ? [] : data };
  }
  return { status: 200, document: { data: object.relationships[name]?.data ?? null } };
};

const listOf = (objects: Map<string, Stored>, { type }: Resource): Json => {
  const found = [...objects.values()].filter((object) => object.type === type);
  return {
    links: { first: 'first', last: 'last' },
    data: found as unknown as Json,
    meta: { pagination: { page: 1, pages: 1, count: found.length } },
  };
};

const onOne = (objects: Map<string, Stored>, object: Stored, method: string, body: string): Answer => {
  if (method === 'DELETE') {
    objects.delete(object.id);
    return { status: 204 };
  }
  if (method === 'PATCH') {
    Object.assign(object.attributes, (JSON.parse(body) as Document).data.attributes);
  }
  return { status: 200, document: { data: object as unknown as Json } };
};

const answer = (objects: Map<string, Stored>, method: string, path: string, body: string): Answer => {
  const [, , name = '', id = '', second = '', third = ''] = path.split('/');
  const resource = resources.find(({ type }) => type === name);
  if (resource === undefined) return { status: 404 };
  if (id === '' && method === 'GET') return { status: 200, document: listOf(objects, resource) };
  if (id === '') {
    const object = created(resource, JSON.parse(body) as Document);
    objects.set(object.id, object);
    return { status: 201, document: { data: object as unknown as Json } };
  }
  const object = objects.get(id);
  if (object === undefined) return { status: 404 };
  if (second === '') return onOne(objects, object, method, body);
  const relation = resource.relations.find((each) => each.name === (third === '' ? second : third));
  if (relation === undefined) return { status: 404 };
  if (second === 'relationships') return changeRelation(object, relation, method, body);
  return { status: 200, document: { data: relation.many ? [] : null } };
};

/** Starts the service on the loopback interface; whoever starts it closes it. */
export const startJsonApiService = async (): Promise<JsonApiService> => {
  const objects = new Map<string, Stored>();
  let interference: Interference | undefined;
  const respond = async (request: IncomingMessage): Promise<Answer> => {
    const { method = 'GET', url = '/' } = request;
    const path = url.replace(/\?.*$/, '');
    const body = await text(request);
    const status = interference?.(method, path);
    return status === undefined ? answer(objects, method, path, body) : { status };
  };
  const server = createServer((request, response) => {
    void respond(request).then(({ status, document }) => {
      response.writeHead(status, { 'Content-Type': 'application/vnd.api+json' });
      response.end(document === undefined ? undefined : JSON.stringify(document));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    interfere: (next) => {
      interference = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
};
