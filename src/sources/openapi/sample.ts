/** A value that a schema allows: always the same one. */

import { isRecord, type Json, ownValue } from '../../values/json.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import { numberOf, textOf } from './scalar.ts';

/** Which way the value goes: what is read-only is not sent, what is write-only does not come back. */
export type Direction = 'request' | 'response';

type Schema = Readonly<Record<string, unknown>>;

const DEEPEST = 12;
/** Below this, what may be left out is. */
const DEEP = 6;

const isJson = (value: unknown): value is Json => value !== undefined && value !== null;

/** `['string', 'null']` → `string` */
const declaredType = (schema: Schema): string | undefined => {
  const { type } = schema;
  if (typeof type === 'string') return type;
  return Array.isArray(type) ? (type.map(String).find((each) => each !== 'null') ?? 'null') : undefined;
};

const typeOf = (schema: Schema): string | undefined => {
  const declared = declaredType(schema);
  if (declared !== undefined) return declared;
  if ('properties' in schema || 'additionalProperties' in schema || 'required' in schema) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  if ('pattern' in schema || 'minLength' in schema || 'maxLength' in schema || 'format' in schema)
    return 'string';
  return 'minimum' in schema || 'maximum' in schema ? 'number' : undefined;
};

/** Examples are often written as another type: `type: string`, `example: 5`. */
const asType = (value: Json, type: string | undefined): Json => {
  if (type === 'string' && ['number', 'boolean'].includes(typeof value)) return String(value);
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : value;
};

/** What a schema says that its value is. */
const givenBy = (schema: Schema): Json | undefined => {
  const { example, examples, default: standard, const: constant, enum: choices } = schema;
  const allowed: readonly unknown[] | undefined = Array.isArray(choices) ? choices : undefined;
  const known = [
    example,
    Array.isArray(examples) ? examples[0] : undefined,
    standard,
    constant,
    allowed?.find((each) => each !== null),
  ]
    .filter(isJson)
    .find((each) => allowed?.includes(each) ?? true);
  return known === undefined ? undefined : asType(known, declaredType(schema));
};

/** A schema with all that belongs to it by `allOf`, and the chosen one of each `oneOf` and `anyOf`. */
interface Flat {
  readonly parts: At[];
  /** Values that a discriminator wants. */
  readonly discriminated: Map<string, string>;
}

/** Samples schemas of one document. */
export class Sampler {
  readonly #document: OpenApiDocument;
  readonly #direction: Direction;
  /** Places of the schemas that are being sampled, those that belong to one value together. */
  readonly #open: ReadonlySet<string>[] = [];

  constructor(document: OpenApiDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
  }

  /** @returns undefined for what may be left out */
  sample(at: At): Json | undefined {
    const schema = this.#document.deref(at);
    if (!isRecord(schema.value) || this.#open.length > DEEPEST) return undefined;
    const given = givenBy(schema.value);
    if (given !== undefined) return given;
    const seen = new Set<string>();
    this.#open.push(seen);
    try {
      const flat: Flat = { parts: [], discriminated: new Map() };
      this.#flatten(schema, flat, seen);
      return this.#valueOf(flat);
    } finally {
      this.#open.pop();
    }
  }

  #isOpen(at: At): boolean {
    const place = placeOf(this.#document.deref(at));
    return this.#open.some((each) => each.has(place));
  }

  #flatten(schema: At, flat: Flat, seen: Set<string>): void {
    if (seen.has(placeOf(schema)) || !isRecord(schema.value)) return;
    seen.add(placeOf(schema));
    for (const [, part] of members(member(schema, 'allOf'))) {
      const base = this.#document.deref(part);
      this.#flatten(base, flat, seen);
      // A child of what has a discriminator is called by its own name there.
      if (!('oneOf' in Object(base.value)))
        this.#discriminate(base, schema, schema.pointer.includes('/schemas/'), flat);
    }
    for (const name of ['oneOf', 'anyOf']) {
      const choice = this.#choice(members(member(schema, name)).map(([, each]) => each));
      if (choice === undefined) continue;
      const target = this.#document.deref(choice);
      this.#flatten(target, flat, seen);
      this.#discriminate(schema, target, '$ref' in Object(choice.value), flat);
    }
    flat.parts.push(schema);
  }

  /** The first that is no null, and that does not lead back to where we are. */
  #choice(choices: readonly At[]): At | undefined {
    const real = choices.filter((each) => typeOf(Object(this.#document.deref(each).value)) !== 'null');
    return real.find((each) => !this.#isOpen(each)) ?? real[0];
  }

  /** @param isNamed true for a schema that is called by the last part of its pointer */
  #discriminate(owner: At, chosen: At, isNamed: boolean, { discriminated }: Flat): void {
    const discriminator = member(owner, 'discriminator').value;
    if (!isRecord(discriminator) || typeof discriminator['propertyName'] !== 'string') return;
    const name = chosen.pointer.split('/').at(-1) ?? '';
    const mapping = isRecord(discriminator['mapping']) ? discriminator['mapping'] : {};
    const [mapped] =
      Object.entries(mapping).find(([, target]) => String(target).split(/[#/]/).at(-1) === name) ?? [];
    if (mapped !== undefined || isNamed) discriminated.set(discriminator['propertyName'], mapped ?? name);
  }

  #valueOf(flat: Flat): Json | undefined {
    const schemas = flat.parts.map(({ value }): Schema => (isRecord(value) ? value : {}));
    const merged: Schema = Object.assign({}, ...schemas);
    const types = schemas.map(typeOf).filter((type) => type !== undefined);
    const own = schemas.map(givenBy).find((each) => each !== undefined && !isRecord(each));
    if (own !== undefined && !types.includes('object')) return own;
    switch (types.includes('object') ? 'object' : (types.at(-1) ?? types[0])) {
      case 'object':
        return this.#object(flat, merged);
      case 'array':
        return this.#array(flat.parts, merged);
      case 'integer':
        return numberOf(merged, true);
      case 'number':
        return numberOf(merged, false);
      case 'boolean':
        return true;
      case 'null':
        return null;
      case 'string':
        return textOf(merged);
      default:
        return undefined;
    }
  }

  #array(parts: readonly At[], merged: Schema): Json {
    const places = parts.flatMap((part) => members(member(part, 'prefixItems')));
    const first = places.map(([, each]) => this.sample(each) ?? null);
    const least = Math.min(Number(merged['minItems'] ?? 0), 20);
    const items = parts.map((part) => member(part, 'items')).findLast(({ value }) => value !== undefined);
    const isLeftOut =
      items === undefined || (least === 0 && (this.#open.length > DEEP || this.#isOpen(items)));
    const most = Number(merged['maxItems'] ?? Infinity);
    if (isLeftOut || most === 0 || first.length >= Math.max(1, least)) return first;
    const item = this.sample(items);
    if (item === undefined)
      return least === 0 ? first : [...first, ...Array.from({ length: least }, () => 'text')];
    const count = Math.max(1, least) - first.length;
    const isUnique = merged['uniqueItems'] === true && count > 1;
    return [
      ...first,
      ...Array.from({ length: count }, (_, at) => (isUnique ? variant(item, at, this.#enumOf(items)) : item)),
    ];
  }

  #enumOf(at: At): readonly Json[] {
    const choices = member(this.#document.deref(at), 'enum').value;
    return Array.isArray(choices) ? (choices as Json[]) : [];
  }

  #object({ parts, discriminated }: Flat, merged: Schema): Json {
    const properties = new Map(parts.flatMap((part) => members(member(part, 'properties'))));
    const required = new Set(
      parts.flatMap((part) => members(member(part, 'required')).map(([, { value }]) => String(value))),
    );
    const most = Number(merged['maxProperties'] ?? Infinity);
    const given: Record<string, Json> = Object.assign(
      {},
      ...parts.map(({ value }) => givenBy(Object(value))).filter(isRecord),
    );
    const found = new Map<string, Json>();
    for (const [name, at] of properties) {
      const value =
        discriminated.get(name) ?? ownValue(given, name) ?? this.#property(at, required.has(name));
      const hasRoom = found.size < most || required.has(name);
      if (value !== undefined && hasRoom) found.set(name, value);
    }
    for (const [name, value] of [...Object.entries(given), ...discriminated])
      if (!found.has(name) && !properties.has(name)) found.set(name, value);
    const additional = parts
      .map((part) => member(part, 'additionalProperties'))
      .find(({ value }) => isRecord(value));
    const further = (): Json => (additional === undefined ? undefined : this.sample(additional)) ?? 'text';
    for (const name of required) if (!found.has(name) && !properties.has(name)) found.set(name, further());
    const least = Math.min(Number(merged['minProperties'] ?? 0), 20);
    for (const [name, at] of properties)
      if (found.size < least && !found.has(name)) found.set(name, this.sample(at) ?? null);
    for (let at = 1; found.size < least && merged['additionalProperties'] !== false; at += 1)
      found.set(`name${at}`, further());
    return Object.fromEntries(found);
  }

  #property(at: At, isRequired: boolean): Json | undefined {
    const schema = this.#document.deref(at).value;
    const facts: Schema = isRecord(schema) ? schema : {};
    const hidden = this.#direction === 'request' ? facts['readOnly'] : facts['writeOnly'];
    if (hidden === true || (facts['deprecated'] === true && !isRequired)) return undefined;
    if (isRequired) return this.sample(at) ?? null;
    const isWanted = this.#direction === 'response' || isJson(facts['example']) || isJson(facts['default']);
    return isWanted && this.#open.length <= DEEP && !this.#isOpen(at) ? this.sample(at) : undefined;
  }
}

const placeOf = ({ file, pointer }: At): string => `${file}#${pointer}`;

/** Another value of the same kind, for lists whose values differ. */
const variant = (value: Json, at: number, choices: readonly Json[]): Json => {
  const choice = choices[at];
  if (choice !== undefined) return choice;
  if (typeof value === 'number') return value + at;
  return typeof value === 'string' && at > 0 ? `${value}${at}` : value;
};
