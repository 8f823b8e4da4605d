/** Example values of fields: plausible, always the same, and plainly not from a node. */

import type { Json } from 'postsmith';
import { listPath } from './addresses.ts';
import { resources } from './facts.ts';
import type { Area, Field, Resource } from './resource.ts';

/** Documentation addresses (RFC 5737, RFC 3849, RFC 2606) and the like, by what a name ends or is. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/email|mailbox_email/, 'alice@example.com'],
  [/ipv6/, '2001:db8::10'],
  [/^numeric_alias$/, '1234'],
  [/(^|_)alias(_\d)?$|^(local|remote|source|destination)_alias$/, 'meet.alice@example.com'],
  [/^entity_resource_uri$/, '/api/admin/configuration/v1/conference/1/'],
  [/_uri$|url\d*$|ews_url|endpoint$/, 'https://service.example.com/'],
  [/guid$|uuid$|^(instance|tenant|app|subscription)_id$/, '00000000-0000-0000-0000-000000000001'],
  [/netmask/, '255.255.255.0'],
  [/^gateway$/, '192.0.2.1'],
  [/(^|_)(address|ip)$/, '192.0.2.10'],
  [/fqdn|hostname|^node$|_node$/, 'node01.example.com'],
  [/domain|realm|_server$/, 'example.com'],
  [/(^|_)username$/, 'alice'],
  [/timezone/, 'UTC'],
  [/certificate$|^csr$|public_key$/, '<PEM text>'],
  [/^package$/, '<file>'],
  [/template$|_script/, ''],
];

/** Fields whose value must never be shown, not even a made-up one. */
const SECRET =
  /password|passphrase|secret(?!s_)|private_key(?!_type)|(^|_)token$|(^|_)(?<!public_)key$|refresh_token|private_key_jwt|community/;

/** True for a field that holds a password, a key or a token. */
export const isSecret = (field: Field): boolean =>
  field.type === 'string' && SECRET.test(field.name) && field.choices === undefined;

const secretPlaceholder = (field: Field): string => {
  const [, word = 'secret'] =
    /(passphrase|password|private_key|secret|token|key|community)/.exec(field.name) ?? [];
  return `<${word.replace('_', ' ')}>`;
};

/** A field that refers to several objects: its name is a plural. */
export const isPlural = (field: Field): boolean =>
  field.type === 'related' && /[^s]s$/.test(field.name) && !/address$|status$/.test(field.name);

/** The URI of the first object of a resource, looked for in the same area first. */
const relatedUri = (related: string, area: Area): string | null => {
  const named = resources.filter((candidate) => candidate.name === related);
  const target = named.find((candidate) => candidate.area === area) ?? named[0];
  return target === undefined ? null : `${listPath(target)}${idOf(target)}/`;
};

/** The id that the example object of a resource has. */
export const idOf = (resource: Resource): string | number =>
  resource.fields.some(({ name, type }) => name === 'id' && type === 'string')
    ? '00000000-0000-0000-0000-000000000001'
    : 1;

/** Postman would take `{{…}}` for a variable of its own, though it's a template of the node. */
const isUsable = (value: Json | undefined): value is Json =>
  value !== undefined &&
  value !== null &&
  value !== 'generated' &&
  value !== 'now' &&
  !String(value).includes('{{');

const textOf = (field: Field): string => {
  if (isSecret(field)) return secretPlaceholder(field);
  const byName = BY_NAME.find(([pattern]) => pattern.test(field.name));
  return byName?.[1] ?? 'Example';
};

const BY_TYPE: { readonly [type: string]: Json } = {
  boolean: false,
  date: '2026-01-01',
  datetime: '2026-01-01T12:00:00',
  dict: {},
  file: '<file>',
  float: 0.5,
  integer: 1,
  list: [],
  time: '12:00:00',
};

/** An example value of a field of that resource's area. */
export const valueOf = (field: Field, area: Area): Json => {
  if (isUsable(field.default) && !isSecret(field)) return field.default;
  const [choice] = field.choices ?? [];
  if (choice !== undefined) return choice;
  if (field.type === 'string') return textOf(field);
  if (field.type !== 'related') return BY_TYPE[field.type] ?? null;
  const uri = relatedUri(field.related ?? '', area);
  if (isPlural(field)) return uri === null ? [] : [uri];
  return uri;
};
