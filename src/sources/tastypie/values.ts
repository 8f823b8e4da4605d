/** Values and bodies of a resource: always the same ones, and plainly made up. */

import { ownValue, type Json } from '../../values/json.ts';
import { isSecretName } from '../../values/secret-patterns.ts';
import type { Field, Resource } from './schema.ts';

/** By what a name ends or is (RFC 5737, RFC 3849, RFC 2606). */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/email/, 'someone@example.com'],
  [/ipv6/, '2001:db8::10'],
  [/netmask/, '255.255.255.0'],
  [/(?:^|_)(?:address|ip|gateway)$/, '192.0.2.10'],
  [/(?:^|_)ur[il]s?$|website|homepage/, 'https://example.com/'],
  [/fqdn|host(?:name)?$/, 'host.example.com'],
  [/domain|realm/, 'example.com'],
  [/uuid|guid/, '00000000-0000-4000-8000-000000000001'],
  [/slug|username/, 'example'],
  [/phone|numeric/, '1234'],
  [/timezone/, 'UTC'],
];

const BY_TYPE: Readonly<Record<string, Json>> = {
  boolean: false,
  date: '2026-01-01',
  datetime: '2026-01-01T12:00:00',
  decimal: '1.00',
  dict: {},
  float: 0.5,
  integer: 1,
  list: [],
  time: '12:00:00',
};

/** What an object is called in variables, by the path of its resource. */
export type VariableOf = (path: string) => string | undefined;

/** A text that must differ from that of every other object is made when the request is sent. */
const textOf = ({ name, unique }: Field): string => {
  const text = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (unique) return text?.includes('@') === true ? 'u{{$timestamp}}@example.com' : 'x{{$timestamp}}';
  return isSecretName(name) ? `<${name}>` : (text ?? 'Example');
};

/** The value of a field in a body; undefined for a relation to objects of which nothing is known. */
export const valueOf = (field: Field, variableOf: VariableOf): Json | undefined => {
  if (field.type === 'related') {
    const variable = variableOf(field.related ?? '');
    if (variable === undefined) return field.many ? [] : undefined;
    const uri = `${field.related ?? ''}{{${variable}}}/`;
    return field.many ? [uri] : uri;
  }
  return field.default ?? field.choices?.[0] ?? ownValue(BY_TYPE, field.type) ?? textOf(field);
};

/** Fields that a body may hold. */
export const writableFields = ({ fields }: Resource): readonly Field[] =>
  fields.filter(({ readonly }) => !readonly);

/** A body that creates or replaces an object: what is required, and what has a default or choices. */
export const bodyOf = (resource: Resource, variableOf: VariableOf): { readonly [name: string]: Json } =>
  Object.fromEntries(
    writableFields(resource)
      .filter(
        ({ required, default: known, choices }) => required || known !== undefined || choices !== undefined,
      )
      .flatMap((field) => {
        const value = valueOf(field, variableOf);
        return value === undefined ? [] : [[field.name, value] as const];
      }),
  );

/** The field that a change changes: a text where there is one, never a secret or a relation. */
export const changedField = (resource: Resource): Field | undefined => {
  const plain = writableFields(resource).filter(
    ({ name, type, unique }) => type !== 'related' && !unique && !isSecretName(name),
  );
  return (
    plain.find(({ type, required }) => type === 'string' && required) ??
    plain.find(({ type }) => type === 'string') ??
    plain[0]
  );
};

/** An object as the service would send it. Secrets are left empty. */
export const objectOf = (resource: Resource): { readonly [name: string]: Json } =>
  Object.fromEntries(
    resource.fields.map((field): [string, Json] => {
      if (field.name === 'id') return ['id', 1];
      if (field.name === 'resource_uri') return ['resource_uri', `${resource.path}1/`];
      if (isSecretName(field.name)) return [field.name, ''];
      if (field.type === 'related') return [field.name, field.many ? [] : `${field.related ?? '/'}1/`];
      const value = field.default ?? field.choices?.[0] ?? ownValue(BY_TYPE, field.type);
      return [field.name, value ?? textOf({ ...field, unique: false })];
    }),
  );
