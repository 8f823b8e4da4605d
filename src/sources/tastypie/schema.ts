/** Schemas of a Tastypie service (https://django-tastypie.readthedocs.io), as its import keeps them and a build reads them. */

import { isRecord, type Json, ownValue } from '../../values/json.ts';
import { partBraces } from '../../values/part-braces.ts';
import { isSecretName, secretIn } from '../../values/secret-patterns.ts';

/** Types as the service names them; `related` holds the URI of another object, or a list of them. */
export type FieldType = string;

/** A field of a resource. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly help: string;
  /** Set by the service; never part of a body. */
  readonly readonly: boolean;
  /** No body can do without it. */
  readonly required: boolean;
  readonly nullable: boolean;
  readonly unique: boolean;
  /** Absent where there is none, where the service makes one up, and where it is no value of its type. */
  readonly default?: Json;
  readonly choices?: readonly Json[];
  /** The path of the resource whose objects it refers to. */
  readonly related?: string;
  /** It refers to several. */
  readonly many: boolean;
}

/** Filters of a field: all lookups, all across relations as well, or those that are listed. */
export type Filter = 'all' | 'all-with-relations' | readonly string[];

/** A resource of a service. */
export interface Resource {
  /** `book` */
  readonly name: string;
  /** Of its list: `/api/v1/book/`. */
  readonly path: string;
  readonly listMethods: readonly string[];
  readonly detailMethods: readonly string[];
  /** Objects per page. */
  readonly limit: number;
  readonly fields: readonly Field[];
  readonly filters: { readonly [field: string]: Filter };
  /** Fields that a list can be sorted by. */
  readonly ordering: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Methods in capitals, in this order. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const methodsOf = (value: unknown): readonly string[] => {
  const given = new Set(textsOf(value).map((method) => method.toUpperCase()));
  return METHODS.filter((method) => given.has(method));
};

const NO_DEFAULT = 'No default provided.';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** The JSON type of a value of each type; others hold texts. */
const JSON_TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number',
  dict: isRecord,
  list: Array.isArray,
};

const isOfType = (type: string, value: unknown): boolean =>
  (ownValue(JSON_TYPES, type) ?? ((each: unknown) => typeof each === 'string'))(value);

/** A value that the service makes up for each answer, such as the time. */
const isMadeUp = (type: string, value: unknown): boolean =>
  /^(?:date|datetime|time)$/.test(type) || (typeof value === 'string' && UUID.test(value));

/** `true` stands for the time at dates; a secret is nobody's default. */
const defaultOf = (name: string, type: string, { default: given }: Members): Json | undefined => {
  if (given === undefined || given === null || given === NO_DEFAULT || given === '') return undefined;
  if (!isOfType(type, given) || isMadeUp(type, given)) return undefined;
  return isSecretName(name) || secretIn(JSON.stringify(given)) !== undefined ? undefined : (given as Json);
};

/** `[value, label]`, or the value alone. */
const choicesOf = (field: Members): readonly Json[] | undefined => {
  const given = field['valid_choices'] ?? field['choices'];
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const values = given.map((choice: unknown) =>
    Array.isArray(choice) ? (choice[0] as Json) : (choice as Json),
  );
  return values.filter((value) => value !== '' && value !== null);
};

const fieldOf = (name: string, field: Members): Field => {
  const type = typeof field['type'] === 'string' ? field['type'] : 'string';
  const known = defaultOf(name, type, field);
  const choices = choicesOf(field);
  const related = field['related_schema'];
  // What has a default needs no value, whatever it is; an empty one is none where blanks are not allowed.
  const hasDefault = ![undefined, NO_DEFAULT, ''].includes(field['default'] as string | undefined);
  const isOwn = name === 'id' || name === 'resource_uri' || field['primary_key'] === true;
  const readonly = field['readonly'] === true || isOwn;
  return {
    name,
    type,
    help: typeof field['help_text'] === 'string' ? field['help_text'] : '',
    readonly,
    required: !readonly && field['blank'] !== true && field['nullable'] !== true && !hasDefault,
    nullable: field['nullable'] === true,
    unique: field['unique'] === true,
    ...(known !== undefined && { default: known }),
    ...(choices !== undefined && { choices }),
    ...(typeof related === 'string' && { related: related.replace(/schema\/?$/, '') }),
    many: field['related_type'] === 'to_many',
  };
};

const filterOf = (value: unknown): Filter => {
  if (Array.isArray(value)) return value.map(String);
  return value === 2 ? 'all-with-relations' : 'all';
};

/** A resource of what the service responds with, or of what the import has kept of it. Nothing that it wrote is expanded. */
export const resourceOf = (name: string, path: string, given: Members): Resource => {
  const parted = partBraces(given);
  const schema: Members = isRecord(parted) ? parted : {};
  const fields = isRecord(schema['fields']) ? schema['fields'] : {};
  const filtering = isRecord(schema['filtering']) ? schema['filtering'] : {};
  const limit = schema['default_limit'];
  return {
    name,
    path,
    listMethods: methodsOf(schema['allowed_list_http_methods']),
    detailMethods: methodsOf(schema['allowed_detail_http_methods']),
    limit: typeof limit === 'number' ? limit : 20,
    fields: Object.entries(fields)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([field, facts]) => fieldOf(field, isRecord(facts) ? facts : {})),
    filters: Object.fromEntries(Object.entries(filtering).map(([field, value]) => [field, filterOf(value)])),
    ordering: textsOf(schema['ordering']),
  };
};

const sorted = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
};

/**
 * What is kept of a schema: the same bytes for every answer. A default that differs in two answers, or that looks like a
 * secret, is not.
 *
 * @param again the schema, asked for once more
 */
export const keptSchema = (schema: Members, again: Members): Members => {
  const fields = isRecord(schema['fields']) ? schema['fields'] : {};
  const others = isRecord(again['fields']) ? again['fields'] : {};
  const kept = Object.entries(fields).map(([name, field]): [string, unknown] => {
    if (!isRecord(field)) return [name, field];
    const { default: given, ...rest } = field;
    const other = others[name];
    const isStable = isRecord(other) && JSON.stringify(other['default']) === JSON.stringify(given);
    const type = String(field['type'] ?? 'string');
    const text = JSON.stringify(given ?? null);
    const isSecret = isSecretName(name) || secretIn(text) !== undefined;
    if (given === undefined || given === NO_DEFAULT) return [name, field];
    // A mark that it has one: so that nobody takes the field for required.
    const isKept = isStable && !isMadeUp(type, given) && (given === '' || !isSecret);
    return [name, { ...rest, default: isKept ? given : null }];
  });
  return sorted({ ...schema, fields: Object.fromEntries(kept) }) as Members;
};
