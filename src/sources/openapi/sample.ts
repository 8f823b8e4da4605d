/** A value that a schema allows: always the same one. */

import { isRecord, type Json } from '../../values/json.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';

/** Which way the value goes: what is read-only is not sent, what is write-only does not come back. */
export type Direction = 'request' | 'response';

const FORMATS: Readonly<Record<string, string>> = {
  date: '2025-01-31',
  'date-time': '2025-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'someone@example.com',
  'idn-email': 'someone@example.com',
  hostname: 'host.example.com',
  'idn-hostname': 'host.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  iri: 'https://example.com/',
  'uri-reference': '/path',
  'iri-reference': '/path',
  'json-pointer': '/a',
  regex: '^a$',
  uuid: '00000000-0000-4000-8000-000000000000',
  byte: 'AA==',
  binary: '',
  password: 'password',
};

const DEEPEST = 12;

const isJson = (value: unknown): value is Json => value !== undefined;

const typeOf = (schema: Readonly<Record<string, unknown>>): string | undefined => {
  const { type } = schema;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return type.map(String).find((each) => each !== 'null') ?? 'null';
  if ('properties' in schema || 'additionalProperties' in schema || 'required' in schema) return 'object';
  if ('items' in schema) return 'array';
  if ('pattern' in schema || 'minLength' in schema || 'maxLength' in schema || 'format' in schema)
    return 'string';
  return 'minimum' in schema || 'maximum' in schema ? 'number' : undefined;
};

/** Text of a simple pattern: literals, classes, groups and counts; undefined for what is beyond. */
const textOfPattern = (pattern: string): string | undefined => {
  let rest = pattern.replace(/^\^/, '').replace(/\$$/, '');
  let text = '';
  while (rest !== '') {
    const [token = ''] =
      /^(?:\\.|\[(?:\\.|[^\]\\])+\]|\((?:\?:)?[^()]*\)|[^\\[\](){}*+?|^$])/.exec(rest) ?? [];
    if (token === '') return undefined;
    rest = rest.slice(token.length);
    const [count = '', least] = /^(?:\{(\d+)(?:,\d*)?\}|[*+?])/.exec(rest) ?? [];
    rest = rest.slice(count.length);
    const times = least !== undefined ? Number(least) : count === '*' || count === '?' ? 0 : 1;
    const one = token.startsWith('(')
      ? textOfPattern(
          token
            .replace(/^\((?:\?:)?/, '')
            .slice(0, -1)
            .split('|')[0] ?? '',
        )
      : characterOf(token);
    if (one === undefined) return undefined;
    text += one.repeat(times);
  }
  return new RegExp(pattern, 'u').test(text) ? text : undefined;
};

const characterOf = (token: string): string | undefined => {
  if (token === '\\d') return '0';
  if (token === '\\w') return 'a';
  if (token === '\\s') return ' ';
  if (token === '.') return 'a';
  if (/^\\[^a-zA-Z0-9]$/.test(token)) return token.slice(1);
  if (token.startsWith('\\')) return undefined;
  if (!token.startsWith('[')) return token;
  const found = [...'aA0-_. /:'].find((each) => {
    try {
      return new RegExp(`^${token}$`, 'u').test(each);
    } catch {
      return false;
    }
  });
  return found;
};

const numberOf = (schema: Readonly<Record<string, unknown>>, isInteger: boolean): number => {
  const read = (name: string): number | undefined =>
    typeof schema[name] === 'number' ? schema[name] : undefined;
  const step = read('multipleOf') ?? (isInteger ? 1 : undefined);
  const exclusive = schema['exclusiveMinimum'];
  const least =
    typeof exclusive === 'number'
      ? exclusive + (step ?? 1)
      : exclusive === true
        ? (read('minimum') ?? 0) + (step ?? 1)
        : read('minimum');
  const most =
    read('maximum') ??
    (typeof schema['exclusiveMaximum'] === 'number' ? schema['exclusiveMaximum'] - (step ?? 1) : undefined);
  let value = least ?? (most !== undefined && most < 1 ? most : 1);
  if (step !== undefined) value = Math.ceil(value / step) * step;
  return most !== undefined && value > most ? most : value;
};

/** Samples schemas of one document. */
export class Sampler {
  readonly #document: OpenApiDocument;
  readonly #direction: Direction;

  constructor(document: OpenApiDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
  }

  /** @returns undefined for what may be left out */
  sample(
    at: At,
    depth = 0,
    discriminated?: { readonly name: string; readonly value: string },
  ): Json | undefined {
    const schema = this.#document.deref(at);
    if (schema.value === true || depth > DEEPEST) return undefined;
    if (!isRecord(schema.value)) return undefined;
    const { value } = schema;
    const given = this.#given(value);
    if (given !== undefined) return given;
    const composed = this.#composed(schema, depth);
    if (composed !== undefined) return composed;
    return this.#byType(schema, value, depth, discriminated);
  }

  #given(schema: Readonly<Record<string, unknown>>): Json | undefined {
    const { example, examples, default: standard, const: constant, enum: choices } = schema;
    if (isJson(example)) return example;
    if (Array.isArray(examples) && examples.length > 0) return examples[0] as Json;
    if (isJson(standard)) return standard;
    if (isJson(constant)) return constant;
    return Array.isArray(choices) && choices.length > 0
      ? (choices.find((each) => each !== null) as Json)
      : undefined;
  }

  #composed(schema: At, depth: number): Json | undefined {
    for (const name of ['oneOf', 'anyOf']) {
      const [first] = members(member(schema, name));
      if (first === undefined) continue;
      const own = this.#byDiscriminator(schema, first[1]);
      const base = this.#object(schema, depth, undefined);
      const value = this.sample(first[1], depth + 1, own) ?? null;
      return isRecord(base) && isRecord(value)
        ? { ...base, ...value, ...(own && { [own.name]: own.value }) }
        : value;
    }
    const parts = members(member(schema, 'allOf'));
    if (parts.length === 0) return undefined;
    const values = [
      ...parts.map(([, part]) => this.sample(part, depth + 1)),
      this.#object(schema, depth, undefined),
    ];
    const objects = values.filter(isRecord);
    return objects.length > 0 ? (Object.assign({}, ...objects) as Json) : values.find(isJson);
  }

  #byDiscriminator(schema: At, choice: At): { name: string; value: string } | undefined {
    const discriminator = member(schema, 'discriminator').value;
    if (!isRecord(discriminator) || typeof discriminator['propertyName'] !== 'string') return undefined;
    const reference = isRecord(choice.value) ? String(choice.value['$ref'] ?? '') : '';
    const mapping = isRecord(discriminator['mapping']) ? discriminator['mapping'] : {};
    const named = Object.entries(mapping).find(
      ([, target]) => target === reference || reference.endsWith(`/${String(target)}`),
    )?.[0];
    return { name: discriminator['propertyName'], value: named ?? reference.split('/').at(-1) ?? '' };
  }

  #byType(
    schema: At,
    value: Readonly<Record<string, unknown>>,
    depth: number,
    discriminated: { readonly name: string; readonly value: string } | undefined,
  ): Json | undefined {
    switch (typeOf(value)) {
      case 'object':
        return this.#object(schema, depth, discriminated) ?? {};
      case 'array':
        return this.#array(schema, value, depth);
      case 'integer':
        return numberOf(value, true);
      case 'number':
        return numberOf(value, false);
      case 'boolean':
        return true;
      case 'null':
        return null;
      case 'string':
        return this.#text(value);
      default:
        return undefined;
    }
  }

  #array(schema: At, value: Readonly<Record<string, unknown>>, depth: number): Json {
    const least = Number(value['minItems'] ?? 0);
    const item = this.sample(member(schema, 'items'), depth + 1);
    if (item === undefined || (depth > DEEPEST / 2 && least === 0)) return [];
    return Array.from({ length: Math.max(1, Math.min(least, 20)) }, () => item);
  }

  #text(schema: Readonly<Record<string, unknown>>): string {
    const { format, pattern, minLength, maxLength } = schema;
    const byPattern = typeof pattern === 'string' ? tryPattern(pattern) : undefined;
    const text = byPattern ?? (typeof format === 'string' ? FORMATS[format] : undefined) ?? 'text';
    const least = Number(minLength ?? 0);
    const most = Number(maxLength ?? Infinity);
    return byPattern === undefined ? text.padEnd(Math.min(least, 10_000), 'x').slice(0, most) : text;
  }

  #object(
    schema: At,
    depth: number,
    discriminated: { readonly name: string; readonly value: string } | undefined,
  ): Json | undefined {
    const properties = members(member(schema, 'properties'));
    const required = new Set((member(schema, 'required').value as readonly unknown[] | undefined) ?? []);
    if (properties.length === 0 && required.size === 0)
      return isRecord(schema.value) && schema.value['type'] === 'object' ? {} : undefined;
    const entries = properties.flatMap(([name, at]): [string, Json][] => {
      if (discriminated?.name === name) return [[name, discriminated.value]];
      const own = this.#document.deref(at).value;
      const facts = isRecord(own) ? own : {};
      const hidden = this.#direction === 'request' ? facts['readOnly'] : facts['writeOnly'];
      if (hidden === true || (facts['deprecated'] === true && !required.has(name))) return [];
      const isWanted =
        required.has(name) || this.#direction === 'response' || 'example' in facts || 'default' in facts;
      if (!isWanted || (depth > DEEPEST / 2 && !required.has(name))) return [];
      const value = this.sample(at, depth + 1);
      return value === undefined ? (required.has(name) ? [[name, null]] : []) : [[name, value]];
    });
    return Object.fromEntries(entries);
  }
}

const tryPattern = (pattern: string): string | undefined => {
  try {
    return textOfPattern(pattern);
  } catch {
    return undefined;
  }
};
