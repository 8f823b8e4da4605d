/**
 * A JSON text that is edited by places: what no edit touches keeps every byte. acorn reads it, as JSON is an expression of
 * JavaScript, and tells where each value begins and ends.
 */

import { parseExpressionAt, type AnyNode } from 'acorn';
import { PostsmithError } from '../errors.ts';
import { parseJson } from '../values/json.ts';

/** Where a value is: names of members and positions in lists, from the whole down. */
export type JsonPath = readonly (string | number)[];

/** A change of one stretch of the text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An element of a list, or a member of an object. */
interface Entry {
  readonly start: number;
  readonly end: number;
  readonly value: AnyNode;
}

const entriesOf = (node: AnyNode): Entry[] => {
  if (node.type === 'ArrayExpression')
    return node.elements.flatMap((each) =>
      each === null ? [] : [{ start: each.start, end: each.end, value: each }],
    );
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((each) =>
    each.type === 'Property' ? [{ start: each.start, end: each.end, value: each.value }] : [],
  );
};

const nameOf = (property: AnyNode): string | undefined =>
  property.type === 'Property' && property.key.type === 'Literal' ? String(property.key.value) : undefined;

/** A JSON text, and the edits that were asked for. */
export class JsonText {
  readonly value: unknown;
  readonly #text: string;
  readonly #root: AnyNode;
  readonly #edits: Edit[] = [];
  readonly #emptied = new Set<AnyNode>();
  /** One level of indentation; undefined for a text on one line. */
  readonly #indent: string | undefined;
  readonly #lineBreak: string;
  readonly #colon: string;

  /** @throws PostsmithError USAGE when the text is no JSON; `what` says what it should be */
  constructor(text: string, what: string) {
    const json = text.replace(/^\uFEFF/, ' ');
    this.value = parseJson(json.trim());
    if (this.value === undefined) throw new PostsmithError('USAGE', `${what} is not JSON.`);
    this.#text = text;
    this.#root = parseRoot(json, what);
    this.#lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    this.#indent = /[{[]\r?\n([ \t]+)/.exec(text)?.[1];
    this.#colon = /"[^"\\]*"(\s*:\s*)/.exec(text)?.[1] ?? ':';
  }

  /** The text with all edits. */
  print(): string {
    const edits = [...this.#edits].sort((one, other) => one.start - other.start || one.end - other.end);
    let printed = '';
    let at = 0;
    for (const { start, end, text } of edits) {
      // What lies in something that is removed goes with it.
      if (start < at) continue;
      printed += this.#text.slice(at, start) + text;
      at = end;
    }
    return printed + this.#text.slice(at);
  }

  #find(path: JsonPath): AnyNode | undefined {
    return path.reduce<AnyNode | undefined>((node, key) => {
      if (node?.type === 'ArrayExpression') return node.elements[Number(key)] ?? undefined;
      if (node?.type !== 'ObjectExpression') return undefined;
      // Of equal names the last one counts, as it does for everybody who reads JSON.
      const property = node.properties.findLast((each) => nameOf(each) === key);
      return property?.type === 'Property' ? property.value : undefined;
    }, this.#root);
  }

  /** The text between quotes as it stands, for each element of a list of texts. */
  sourcesOf(path: JsonPath): readonly string[] {
    const node = this.#find(path);
    return node === undefined ? [] : entriesOf(node).map(({ start, end }) => this.#text.slice(start, end));
  }

  /** Puts another value in the place of one. */
  replace(path: JsonPath, value: unknown): void {
    const node = this.#find(path);
    if (node !== undefined) this.#edit(node.start, node.end, this.#write(value, this.#levelAt(node.start)));
  }

  /** Puts a list of texts in the place of one; `sources` are elements as they are to stand there. */
  replaceList(path: JsonPath, sources: readonly string[]): void {
    const node = this.#find(path);
    if (node === undefined) return;
    const [first, second] = entriesOf(node);
    const last = entriesOf(node).at(-1);
    if (first === undefined || last === undefined) {
      this.#edit(node.start, node.end, this.#write([], 0).replace('[]', `[${sources.join(', ')}]`));
      return;
    }
    const separator =
      second === undefined ? this.#separatorFor(node, first) : this.#text.slice(first.end, second.start);
    this.#edit(first.start, last.end, sources.join(separator));
  }

  #separatorFor({ start }: AnyNode, first: Entry): string {
    return `,${this.#text.slice(start + 1, first.start)}`;
  }

  /** Takes a member or an element away, with the comma that belongs to it. */
  remove(path: JsonPath): void {
    this.removeAll(path.slice(0, -1), path.slice(-1));
  }

  /** Takes several members or elements of one object or list away. */
  removeAll(path: JsonPath, keys: JsonPath): void {
    const owner = this.#find(path);
    if (owner === undefined || keys.length === 0) return;
    const entries = entriesOf(owner);
    const goes = (at: number): boolean =>
      owner.type === 'ArrayExpression'
        ? keys.includes(at)
        : owner.type === 'ObjectExpression' && keys.includes(nameOf(owner.properties[at] ?? owner) ?? '');
    const stays = entries.filter((_entry, at) => !goes(at));
    if (stays.length === 0) {
      this.#emptied.add(owner);
      this.#edit(owner.start + 1, owner.end - 1, '');
      return;
    }
    for (const [at, entry] of entries.entries()) {
      if (!goes(at)) continue;
      const next = entries[at + 1];
      const isLast = entries.slice(at).every((each) => !stays.includes(each));
      const before = entries[at - 1];
      if (isLast && before !== undefined) this.#edit(before.end, entry.end, '');
      else if (next !== undefined) this.#edit(entry.start, next.start, '');
    }
  }

  /** Adds elements at the end of a list. */
  append(path: JsonPath, values: readonly unknown[]): void {
    this.#add(path, (level) => values.map((value) => this.#write(value, level)));
  }

  /** Adds a member at the end of an object. */
  addMember(path: JsonPath, name: string, value: unknown): void {
    this.#add(path, (level) => [JSON.stringify(name) + this.#colon + this.#write(value, level)]);
  }

  #add(path: JsonPath, write: (level: number) => readonly string[]): void {
    const owner = this.#find(path);
    if (owner === undefined) return;
    const level = this.#levelAt(owner.start) + 1;
    const [open, close] =
      this.#indent === undefined ? ['', ''] : [this.#break(level), this.#break(level - 1)];
    const last = entriesOf(owner).at(-1);
    const text = write(level).join(`,${open}`);
    if (text === '') return;
    if (last === undefined) this.#edit(owner.start + 1, owner.end - 1, open + text + close);
    else if (this.#emptied.has(owner)) this.#edit(owner.end - 1, owner.end - 1, open + text + close);
    else this.#edit(last.end, last.end, `,${open}${text}`);
  }

  #break(level: number): string {
    return this.#lineBreak + (this.#indent ?? '').repeat(level);
  }

  /** How deep the line is that a place stands in. */
  #levelAt(place: number): number {
    if (this.#indent === undefined) return 0;
    const line = this.#text.slice(this.#text.lastIndexOf('\n', place - 1) + 1, place);
    const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
    return Math.round(blanks.length / this.#indent.length);
  }

  #write(value: unknown, level: number): string {
    if (this.#indent === undefined) return JSON.stringify(value);
    return JSON.stringify(value, null, this.#indent).replaceAll('\n', this.#break(level));
  }

  #edit(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }
}

const parseRoot = (text: string, what: string): AnyNode => {
  try {
    return parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
  } catch (error) {
    throw new PostsmithError(
      'USAGE',
      `${what} is JSON that can't be edited: an object in it has "__proto__" twice.`,
      { cause: error },
    );
  }
};
