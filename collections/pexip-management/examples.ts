/** Example bodies and responses of a resource, derived from its fields. */

import type { Example, Json } from 'postsmith';
import { field, listPath } from './addresses.ts';
import type { Field, Resource } from './resource.ts';
import type { Operation } from './operations.ts';
import { idOf, isSecret, valueOf } from './values.ts';

type JsonObject = { readonly [name: string]: Json };

/** Derived bodies stop here: the field table has the rest. */
const MOST_FIELDS = 12;

/** What a body may hold: what the node doesn't set by itself. */
export const writableFields = (resource: Resource): readonly Field[] =>
  resource.fields.filter(
    ({ name, readonly }) => readonly !== true && name !== 'id' && name !== 'resource_uri',
  );

const isNaming = ({ name, type }: Field): boolean =>
  type === 'string' && /^(name|description|alias|address|domain|subject)$/.test(name);

/** What an object most likely belongs to. */
const isOwner = ({ name, type, related }: Field): boolean => type === 'related' && name === related;

const isSettled = (candidate: Field): boolean =>
  candidate.choices !== undefined || (typeof candidate.default === 'boolean' && !isSecret(candidate));

const toObject = (fields: readonly Field[], resource: Resource): JsonObject =>
  Object.fromEntries(fields.map((each) => [each.name, valueOf(each, resource.area)]));

/** A body that creates or replaces an object: the known one, else required fields first, then names, choices and defaults. */
export const createBody = (resource: Resource): JsonObject => {
  if (resource.example !== undefined) return resource.example;
  const writable = writableFields(resource);
  const required = writable.filter((each) => each.required === true);
  const plain = writable.filter(({ type, default: known }) => type === 'string' && known === undefined);
  const chosen = new Set([
    ...required,
    ...writable.filter(isNaming),
    ...(required.length === 0 ? writable.filter(isOwner) : []),
    ...writable.filter(isSettled),
    ...(required.length === 0 ? plain : []),
  ]);
  return toObject([...chosen].slice(0, Math.max(MOST_FIELDS, required.length)), resource);
};

/** Where the field to change is not the description. */
const CHANGED: { readonly [resource: string]: string } = {
  authentication: 'api_oauth2_expiration',
  autobackup: 'autobackup_start_hour',
  global: 'site_banner_fg',
  gms_gateway_token: 'supports_direct_guest_join',
  registration: 'adaptive_min_refresh',
  software_bundle: 'selected_revision',
  trusted_join: 'zoom_enabled',
};

/** The field that *Read* keeps and *Update* sends back, where there is one object only and none to try changes on. */
export const keptField = (resource: Resource): string | undefined =>
  resource.singleton === true ? CHANGED[resource.name] : undefined;

/** A body that changes one field. */
export const updateBody = (resource: Resource): JsonObject => {
  const writable = writableFields(resource);
  const named = writable.find(({ name }) => name === (CHANGED[resource.name] ?? 'description'));
  const example = Object.entries(resource.example ?? {}).find(([, value]) => typeof value === 'string');
  if (named === undefined && example !== undefined) return Object.fromEntries([example]);
  const change =
    named ??
    writable.find(isNaming) ??
    writable.find(isSettled) ??
    writable.find((each) => !isSecret(each)) ??
    writable[0];
  return change === undefined ? {} : toObject([change], resource);
};

/** An example object, as a node would send it. Passwords, keys and tokens are left empty. */
export const exampleObject = (resource: Resource): JsonObject =>
  Object.fromEntries(
    resource.fields.map((each): [string, Json] => {
      if (each.name === 'id') return ['id', idOf(resource)];
      if (each.name === 'resource_uri') return ['resource_uri', `${listPath(resource)}${idOf(resource)}/`];
      if (isSecret(each)) return [each.name, ''];
      return [each.name, resource.example?.[each.name] ?? valueOf(each, resource.area)];
    }),
  );

const JSON_HEADER = { name: 'Content-Type', value: 'application/json' };

/** Says in every example's name what it is. */
export const exampleOf = (what: string, status: number, body?: Json, location?: string): Example => ({
  name: `Example: ${what} (made up, not from a node)`,
  status,
  headers: [
    ...(body === undefined ? [] : [JSON_HEADER]),
    ...(location === undefined ? [] : [{ name: 'Location', value: location }]),
  ],
  ...(body === undefined ? {} : { body }),
});

/** A page of a list. */
export const pageOf = (objects: readonly Json[]): Json => ({
  meta: { limit: 20, next: null, offset: 0, previous: null, total_count: objects.length },
  objects,
});

const createdExample = (resource: Resource): Example => {
  const object = exampleObject(resource);
  const hasBody = field(resource, 'private_key_jwt') !== undefined;
  const body = hasBody ? { ...object, private_key_jwt: '<private key, shown this once>' } : undefined;
  return exampleOf('created', 201, body, `${listPath(resource)}${idOf(resource)}/`.replace(':id', '1'));
};

/** The response of an operation that went well. */
export const successExample = (resource: Resource, operation: Operation): Example => {
  switch (operation) {
    case 'list':
      return exampleOf('a list of one', 200, pageOf([exampleObject(resource)]));
    case 'create':
      return createdExample(resource);
    case 'read':
      return exampleOf('one object', 200, exampleObject(resource));
    case 'replace':
      return exampleOf('replaced', 204);
    case 'update':
      return exampleOf('updated', 202);
    case 'delete':
      return exampleOf('deleted', 204);
  }
};
