/**
 * What a script's texts are made of where only a run would tell: a mark stands for it. Marks are characters of a text, so
 * that whatever a script does to texts, from `+` to `JSON.stringify`, keeps them.
 */

/** A JWT that a script signs. */
export interface ScriptJwt {
  readonly algorithm: string;
  readonly header: unknown;
  readonly claims: unknown;
  /** The text of the key, with marks. */
  readonly key: string;
  readonly passphrase?: string;
}

/** Where a value is from: a variable, or the response to a request. */
export type Source = { readonly variable: string } | { readonly request: number };

/** What a mark stands for. Texts in it may hold marks again. */
export type Mark =
  | { readonly kind: 'variable'; readonly name: string }
  /** A member of what a JSON text holds. */
  | { readonly kind: 'part'; readonly source: Source; readonly path: readonly string[] }
  | { readonly kind: 'encoded'; readonly encoding: string; readonly text: string }
  | { readonly kind: 'signature'; readonly algorithm: string; readonly text: string; readonly key: string }
  | { readonly kind: 'jwt'; readonly jwt: ScriptJwt }
  | { readonly kind: 'random' }
  | { readonly kind: 'unknown'; readonly why: string; readonly from: string };

const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/g;
const MARK_ALONE = /^\uE000(\d+)\uE001$/;

/** A value of which nothing is known but what it was made of. Text of it is a mark. */
export class Unknown {
  readonly why: string;
  /** The marks of what it was made of. */
  readonly from: string;

  constructor(why: string, from = '') {
    this.why = why;
    this.from = from;
  }
}

/** A member of a JSON text that a variable or a response holds. */
export class Part extends Unknown {
  readonly source: Source;
  readonly path: readonly string[];

  constructor(source: Source, path: readonly string[], from: string) {
    super('is part of what a variable or response holds', from);
    this.source = source;
    this.path = path;
  }

  member(name: string): Part {
    return new Part(this.source, [...this.path, name], this.from);
  }
}

/** Bytes as a text: of UTF-8, or of a digest. */
export class Bytes {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** All marks of one reading. */
export class Marks {
  readonly #marks: Mark[] = [];
  readonly #variables = new Map<string, string>();

  /** The text that stands for it. */
  add(mark: Mark): string {
    return `${OPEN}${this.#marks.push(mark) - 1}${CLOSE}`;
  }

  /** The text that stands for a variable's value; equal for equal names. */
  variable(name: string): string {
    const text = this.#variables.get(name) ?? this.add({ kind: 'variable', name });
    this.#variables.set(name, text);
    return text;
  }

  /** The marks in a text, in their order. */
  within(text: string): Mark[] {
    return [...text.matchAll(MARK)].flatMap(([, index]) => this.#marks[Number(index)] ?? []);
  }

  /** What the whole text is, if it is nothing but one mark. */
  alone(text: unknown): Mark | undefined {
    const index = typeof text === 'string' ? MARK_ALONE.exec(text)?.[1] : undefined;
    return index === undefined ? undefined : this.#marks[Number(index)];
  }

  /** The marks in a text, and in the texts that they are made of. */
  deep(text: string): Mark[] {
    const seen = new Set<string>();
    const found: Mark[] = [];
    const visit = (each: string): void => {
      if (seen.has(each)) return;
      seen.add(each);
      for (const mark of this.within(each)) {
        found.push(mark);
        for (const inner of textsOf(mark)) visit(inner);
      }
    };
    visit(text);
    return found;
  }

  /** Any value as the text that JavaScript makes of it. */
  text(value: unknown): string {
    if (value instanceof Part) return this.add({ kind: 'part', source: value.source, path: value.path });
    if (value instanceof Unknown) return this.add({ kind: 'unknown', why: value.why, from: value.from });
    if (value instanceof Bytes) return value.text;
    if (Array.isArray(value)) return value.map((each) => (each == null ? '' : this.text(each))).join(',');
    if (typeof value === 'object' && value !== null) {
      const own = Object.hasOwn(value, 'toString');
      return own || value instanceof Date || value instanceof RegExp ? String(value) : '[object Object]';
    }
    return typeof value === 'function' ? 'function' : String(value);
  }

  /** The value as JSON can hold it, with marks for what is unknown. */
  plain(value: unknown): unknown {
    if (value instanceof Unknown || value instanceof Bytes) return this.text(value);
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.map((each) => this.plain(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.plain(each)]));
  }

  /** All marks of a value, as a text. */
  marksOf(value: unknown): string {
    if (typeof value === 'function' || value === undefined) return '';
    if (value instanceof Unknown && !(value instanceof Part)) return value.from;
    const text = typeof value === 'string' ? value : JSON.stringify(this.plain(value) ?? null);
    return (text.match(MARK) ?? []).join('');
  }
}

const textsOf = (mark: Mark): string[] => {
  if (mark.kind === 'encoded') return [mark.text];
  if (mark.kind === 'signature') return [mark.text, mark.key];
  if (mark.kind === 'unknown') return [mark.from];
  if (mark.kind !== 'jwt') return [];
  const { header, claims, key } = mark.jwt;
  return [JSON.stringify(header ?? null), JSON.stringify(claims ?? null), key];
};

/** True for a text with a mark in it. */
export const isMarked = (value: unknown): boolean => typeof value === 'string' && value.includes(OPEN);

/** Applies a function to what stands between the marks of a text. */
export const betweenMarks = (text: string, change: (literal: string) => string): string =>
  text
    .split(/(\uE000\d+\uE001)/)
    .map((part) => (part.startsWith(OPEN) ? part : change(part)))
    .join('');
