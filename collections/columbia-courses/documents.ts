/** JSON:API documents: what requests send, and made-up responses (https://jsonapi.org/format/1.0/#document-structure). */

import type { Body, Example, Json } from 'postsmith';
import { READ_ONLY, resources, type Attribute, type Relation, type Resource } from './facts.ts';

export const MEDIA_TYPE = 'application/vnd.api+json';

export type JsonObject = { readonly [name: string]: Json };

/** A body with its media type. */
export const jsonApi = (json: Json): Body => ({ json, mediaType: MEDIA_TYPE });

/** A resource identifier object. */
export const identifier = (type: string, id: string): JsonObject => ({ type, id });

/** What stands in examples for what `make-identifier` makes. */
const EXAMPLE_IDENTIFIER = 'PSXY1234W';

const EXAMPLE_SERVER = 'http://localhost:8000/v1/';

/** The id of the example object of a resource. */
const exampleId = ({ type }: Resource): string =>
  `00000000-0000-4000-8000-00000000000${resources.findIndex((each) => each.type === type) + 1}`;

const filled = (value: Json): Json =>
  typeof value === 'string' ? value.replace('{{identifier}}', EXAMPLE_IDENTIFIER) : value;

const attributeObject = (
  attributes: readonly Attribute[],
  pick: (attribute: Attribute) => Json | undefined,
): JsonObject =>
  Object.fromEntries(
    attributes.flatMap((attribute): [string, Json][] => {
      const value = pick(attribute);
      return value === undefined ? [] : [[attribute.name, value]];
    }),
  );

/** The attributes of a body that creates an object. */
export const createdAttributes = ({ attributes }: Resource): JsonObject =>
  attributeObject(attributes, ({ value }) => value);

/** The attributes of a body that changes one. */
export const changedAttributes = ({ attributes }: Resource): JsonObject =>
  attributeObject(attributes, ({ change }) => change);

const exampleLinks = (base: string, { name }: Relation): JsonObject => ({
  self: `${base}relationships/${name}/`,
  related: `${base}${name}/`,
});

const related = (to: string): JsonObject => {
  const target = resources.find(({ type }) => type === to);
  return identifier(to, target === undefined ? '' : exampleId(target));
};

/** What a relation's `data` holds in an example. */
export const exampleLinkage = ({ to, many }: Relation): Json => (many ? [related(to)] : related(to));

const exampleRelationships = (resource: Resource, base: string): JsonObject =>
  Object.fromEntries(
    resource.relations.map((relation): [string, Json] => [
      relation.name,
      {
        data: exampleLinkage(relation),
        ...(relation.many ? { meta: { count: 1 } } : {}),
        ...(resource.hasRelationPaths ? { links: exampleLinks(base, relation) } : {}),
      },
    ]),
  );

const exampleBase = (resource: Resource): string =>
  `${EXAMPLE_SERVER}${resource.path ?? resource.type}/${exampleId(resource)}/`;

/** A whole resource object; `changes` win over what *Create* sends. */
export const exampleObject = (resource: Resource, changes: JsonObject = {}): JsonObject => ({
  type: resource.type,
  id: exampleId(resource),
  attributes: {
    ...attributeObject(resource.attributes, ({ value }) => (value === undefined ? null : filled(value))),
    ...Object.fromEntries(READ_ONLY.map((name) => [name, name.endsWith('date') ? '2026-11-24' : 'user1'])),
    ...changes,
  },
  ...(resource.relations.length === 0
    ? {}
    : { relationships: exampleRelationships(resource, exampleBase(resource)) }),
  links: { self: exampleBase(resource) },
});

/** The page of a list that has one page. */
export const exampleList = (resource: Resource, objects: readonly Json[], query = ''): JsonObject => {
  const page = `${EXAMPLE_SERVER}${resource.path ?? resource.type}/?${query}page%5Bnumber%5D=1`;
  return {
    links: { first: page, last: page, next: null, prev: null },
    data: objects,
    meta: { pagination: { page: 1, pages: 1, count: objects.length } },
  };
};

/** The response of `/{id}/relationships/{relation}/`. */
export const exampleRelationship = (resource: Resource, relation: Relation, linkage: Json): JsonObject => ({
  data: linkage,
  links: exampleLinks(exampleBase(resource), relation),
});

/** The response to what failed: one error object for each problem. */
export const exampleErrors = (
  status: number,
  code: string,
  detail: string,
  pointer = '/data',
): JsonObject => ({
  errors: [{ detail, status: String(status), source: { pointer }, code }],
});

/** An example; its name says that it's made up. */
export const exampleOf = (
  what: string,
  status: number,
  body?: Json,
  headers: readonly { readonly name: string; readonly value: string }[] = [],
): Example => ({
  name: `Example: ${what} (made up)`,
  status,
  ...(body === undefined
    ? { headers }
    : { headers: [{ name: 'Content-Type', value: MEDIA_TYPE }, ...headers], body }),
});
