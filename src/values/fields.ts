/**
 * Reads the fields of declarations, which may come from untyped code. A wrong type becomes a sentence, never a
 * TypeError.
 */

import { closest } from '../did-you-mean.ts';
import { isRecord } from './json.ts';
import { secretInText } from './secret-patterns.ts';
import type { Place } from './place.ts';

/** What a value is, in words. */
export const describe = (value: unknown): string => {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'empty' : 'text';
  return typeof value === 'number' ? `the number ${value}` : `a ${typeof value}`;
};

/** Reports text that looks like a secret. The text itself is never repeated. */
export const refuseSecret = (place: Place, label: string, text: string): void => {
  const found = secretInText(text, place.publicValues);
  if (found !== undefined) {
    place.report(
      `${label} holds what looks like ${found}; put it into an environment variable declared with secret(), or, if it is public, list it in publicValues`,
    );
  }
};

const suggestion = (name: string, known: readonly string[]): string => {
  const meant = closest(name, known);
  return meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
};

/** The fields of one object in a declaration. */
export class Fields {
  readonly place: Place;
  /** What the object is called in messages; empty for the declared thing itself. */
  readonly #label: string;
  readonly #record: Readonly<Record<string, unknown>>;

  private constructor(place: Place, label: string, record: Readonly<Record<string, unknown>>) {
    this.place = place;
    this.#label = label;
    this.#record = record;
  }

  /** The fields of `value`, or undefined when it is no object. Unknown fields are reported. */
  static open(place: Place, label: string, value: unknown, known: readonly string[]): Fields | undefined {
    if (!isRecord(value)) {
      place.report(`${label === '' ? 'this' : label} must be an object, but is ${describe(value)}`);
      return undefined;
    }
    const fields = new Fields(place, label, value);
    for (const name of Object.keys(value)) {
      if (value[name] === undefined || known.includes(name)) continue;
      const owner = label === '' ? '' : ` of ${label}`;
      place.report(`unknown field ${JSON.stringify(name)}${owner}; ${suggestion(name, known)}`);
    }
    return fields;
  }

  get(name: string): unknown {
    return this.#record[name];
  }

  has(name: string): boolean {
    return this.#record[name] !== undefined;
  }

  /** How a field is called in messages: `headers[0].name`. */
  label(name: string): string {
    return this.#label === '' ? name : `${this.#label}.${name}`;
  }

  report(name: string, sentence: string): void {
    this.place.report(`${this.label(name)} ${sentence}`);
  }

  /** A text that must be there and not be blank. */
  text(name: string): string | undefined {
    const text = this.has(name) ? this.optionalText(name) : undefined;
    if (!this.has(name)) this.report(name, 'is missing; it must be text');
    else if (text !== undefined && text.trim() === '') this.report(name, 'is empty');
    else return text;
    return undefined;
  }

  /** A text that must be there but may be empty. */
  value(name: string): string | undefined {
    if (!this.has(name)) this.report(name, 'is missing; it must be text');
    return this.optionalText(name);
  }

  optionalText(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') {
      this.report(name, `must be text, but is ${describe(value)}`);
      return undefined;
    }
    refuseSecret(this.place, this.label(name), value);
    return value;
  }

  optionalFlag(name: string): void {
    const value = this.get(name);
    if (value !== undefined && typeof value !== 'boolean') {
      this.report(name, `must be true or false, but is ${describe(value)}`);
    }
  }

  /** A whole number between two others. */
  wholeNumber(name: string, least: number, most: number, unit: string): void {
    const value = this.get(name);
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
    this.report(name, `must be ${unit} from ${least} to ${most}, but is ${describe(value)}`);
  }

  /** One of some words. */
  choice<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.get(name);
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const given = typeof value === 'string' && value !== '' ? JSON.stringify(value) : describe(value);
    this.report(name, `must be ${listOf(words)}, but is ${given}`);
    return undefined;
  }

  /** A list, absent = empty; each entry with the label for its messages. */
  list(name: string): readonly { readonly value: unknown; readonly label: string }[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.report(name, `must be a list, but is ${describe(value)}`);
      return [];
    }
    return value.map((entry: unknown, index) => ({ value: entry, label: `${this.label(name)}[${index}]` }));
  }

  /** What ids are made of in place of a name, and the id itself. An empty one would be that of another thing. */
  identity(): void {
    if (this.has('key')) this.text('key');
    this.id('id');
  }

  /** A UUID (RFC 9562), if it is there. */
  id(name: string): void {
    const id = this.has(name) ? this.text(name) : undefined;
    if (id === undefined || /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return;
    this.report(name, 'must be a UUID such as 936da01f-9abd-4d9d-80c7-02af85c822a8');
  }

  /** Texts that are called public: none may be so short that it is in everything. */
  publicValues(): void {
    for (const { value, label } of this.list('publicValues')) {
      if (typeof value === 'string' && value.length >= 6) continue;
      this.place.report(`${label} must be text of 6 characters or more, but is ${describe(value)}`);
    }
  }

  /** An object that maps names to values, absent = empty; each entry with the label for its messages. */
  entries(
    name: string,
  ): readonly { readonly name: string; readonly value: unknown; readonly label: string }[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (!isRecord(value)) {
      this.report(name, `must be an object, but is ${describe(value)}`);
      return [];
    }
    return Object.entries(value).map(([key, entry]) => ({
      name: key,
      value: entry,
      label: `${this.label(name)}[${JSON.stringify(key)}]`,
    }));
  }
}

/** `a`, `a or b`, `a, b or c`; the list is not empty. */
export const listOf = (words: readonly string[]): string =>
  words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
