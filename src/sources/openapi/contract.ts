/** What responses are held to: the responses and schemas of a document, as JSON Schema draft-07, which the sandboxes' ajv reads. */

import type { Check, Contract, Responses } from '../../../scripts/contract/description.ts';
import { isRecord } from '../../values/json.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import type { Operation } from './operations.ts';

type Members = Readonly<Record<string, unknown>>;

/** Keywords that stay as they are. */
const KEPT = new Set([
  'const',
  'enum',
  'format',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minItems',
  'minLength',
  'minProperties',
  'multipleOf',
  'type',
  'uniqueItems',
]);

/** Keywords that hold one schema, a list of them, or one for each name. */
const ONE = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'then',
]);
const LIST = new Set(['allOf', 'anyOf', 'oneOf']);
const NAMED = new Set(['patternProperties', 'properties']);

const isPattern = (pattern: unknown): boolean => {
  try {
    return typeof pattern === 'string' && new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
};

/** `minimum` and `exclusiveMinimum`, which 3.0 writes as a switch. */
const bounds = (schema: Members): Members =>
  Object.fromEntries(
    (['minimum', 'maximum'] as const).flatMap((name) => {
      const exclusive = `exclusive${name === 'minimum' ? 'Minimum' : 'Maximum'}`;
      const [bound, edge] = [schema[name], schema[exclusive]];
      return [
        ...(typeof bound === 'number' ? [[edge === true ? exclusive : name, bound] as const] : []),
        ...(typeof edge === 'number' ? [[exclusive, edge] as const] : []),
      ];
    }),
  );

/** True for a value that may be null, as 3.0 says it. */
const orNull = (schema: Members): Members => {
  const { type, enum: choices } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(choices) && !choices.includes(null) && { enum: [...(choices as unknown[]), null] }),
  };
};

/** Translates the schemas of one document, each place once. */
class SchemaTable {
  readonly texts: string[] = [];
  readonly #document: OpenApiDocument;
  readonly #known = new Map<string, number>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The index of a schema. */
  index(at: At): number {
    const schema = this.#document.deref(at);
    const place = `${schema.file}#${schema.pointer}`;
    const known = this.#known.get(place);
    if (known !== undefined) return known;
    const index = this.texts.length;
    this.#known.set(place, index);
    // It may lead back to itself.
    this.texts.push('');
    this.texts[index] = JSON.stringify(this.#translate(schema));
    return index;
  }

  #schema(at: At): unknown {
    if (!isRecord(at.value)) return at.value !== false;
    if (typeof at.value['$ref'] !== 'string') return this.#translate(at);
    const reference = { $ref: `s${this.index(at)}` };
    const { $ref: _reference, ...beside } = at.value;
    const own = this.#translate({ ...at, value: beside });
    // 3.1 lets keywords stand beside a reference; in 3.0 they mean nothing, and nobody writes them but for a description.
    return isRecord(own) && Object.keys(own).length > 0 ? { allOf: [reference, own] } : reference;
  }

  #translate(at: At): unknown {
    const { value } = at;
    if (!isRecord(value)) return value !== false;
    const translated: Record<string, unknown> = { ...bounds(value) };
    for (const [name, each] of Object.entries(value)) {
      const part = member(at, name);
      if (KEPT.has(name)) translated[name] = each;
      else if (name === 'pattern' && isPattern(each)) translated[name] = each;
      else if (ONE.has(name) && !Array.isArray(each)) translated[name] = this.#schema(part);
      else if (LIST.has(name)) translated[name] = members(part).map(([, one]) => this.#schema(one));
      else if (NAMED.has(name))
        translated[name] = Object.fromEntries(members(part).map(([key, one]) => [key, this.#schema(one)]));
    }
    const required = this.#required(at);
    if (required.length > 0) translated['required'] = required;
    const places = members(member(at, 'prefixItems'));
    if (places.length > 0) {
      if ('items' in translated) translated['additionalItems'] = translated['items'];
      translated['items'] = places.map(([, one]) => this.#schema(one));
    }
    return value['nullable'] === true ? orNull(translated) : translated;
  }

  /** What is only written does not come back. */
  #required(at: At): readonly string[] {
    const properties = member(at, 'properties');
    return members(member(at, 'required')).flatMap(([, { value: name }]) => {
      if (typeof name !== 'string') return [];
      const property = member(properties, name);
      const facts = property.value === undefined ? undefined : this.#document.deref(property).value;
      return isRecord(facts) && facts['writeOnly'] === true ? [] : [name];
    });
  }
}

const responsesOf = (document: OpenApiDocument, { at }: Operation, schemas: SchemaTable): Responses =>
  Object.fromEntries(
    members(member(at, 'responses'))
      .filter(([status]) => /^(?:[1-5](?:\d\d|XX)|default)$/i.test(status))
      .map(([status, each]) => [
        status,
        Object.fromEntries(
          members(member(document.deref(each), 'content')).map(([type, media]) => {
            const schema = member(media, 'schema');
            return [type, schema.value === undefined || !/json/i.test(type) ? null : schemas.index(schema)];
          }),
        ),
      ]),
  );

/** What the collection's post-response script holds responses to. */
export const contractOf = (
  document: OpenApiDocument,
  operations: readonly Operation[],
  checks: readonly Check[],
): Contract => {
  const schemas = new SchemaTable(document);
  const known: Record<string, string> = {};
  for (const operation of operations) {
    const key = `${operation.method} ${operation.path.split('#')[0] ?? ''}`;
    const earlier = JSON.parse(known[key] ?? '{}') as Responses;
    known[key] = JSON.stringify({ ...earlier, ...responsesOf(document, operation, schemas) });
  }
  return { checks, base: '{{base_url}}', operations: known, schemas: schemas.texts };
};
