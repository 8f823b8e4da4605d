/** An OpenAPI document of one file or many, read lazily: references are followed where the specification has them, and nowhere else. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import { PostsmithError } from '../../errors.ts';
import { percentDecoded } from '../../values/percent-decoded.ts';
import { isRecord, parseJson, ownValue } from '../../values/json.ts';
import { partBraces } from '../../values/part-braces.ts';

/** A value in a document, and where it stands. */
export interface At {
  /** The address of its file. */
  readonly file: string;
  /** RFC 6901. */
  readonly pointer: string;
  readonly value: unknown;
}

interface LoadedFile {
  readonly value: unknown;
  readonly text: string;
  /** Pointers of the texts in which Postman would look for a variable; their braces stand apart. */
  readonly parted: readonly string[];
}

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescape = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');

/** The member of a value. */
export const member = ({ file, pointer, value }: At, name: string | number): At => ({
  file,
  pointer: `${pointer}/${escape(String(name))}`,
  value: Array.isArray(value)
    ? value[Number(name)]
    : isRecord(value)
      ? ownValue(value, String(name))
      : undefined,
});

/** The members of an object, in their order, or of a list. */
export const members = (at: At): readonly (readonly [string, At])[] =>
  Array.isArray(at.value)
    ? at.value.map((_, index) => [String(index), member(at, index)])
    : isRecord(at.value)
      ? Object.keys(at.value).map((name) => [name, member(at, name)])
      : [];

/** The text of a member; undefined where there is none, or a blank one. */
export const textIn = (at: At, name: string): string | undefined => {
  const { value } = member(at, name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** Milliseconds for a file of a server. */
const TIMEOUT = 30_000;

const readText = async (location: string): Promise<string> => {
  if (!location.startsWith('file:')) {
    const response = await fetch(location, { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new Error(`the server responded with ${response.status}`);
    return response.text();
  }
  return readFile(fileURLToPath(location), 'utf8');
};

/** The library's sentence without the place, which stands before it. */
const yamlProblem = (message: string): string =>
  (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');

const parse = (location: string, text: string): unknown => {
  const json = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (json !== undefined) return json;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, merge: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new PostsmithError(
      'INVALID_DECLARATION',
      `${location}:${line}:${col}: ${yamlProblem(error.message)}`,
    );
  }
  return document.toJS({ maxAliasCount: 10_000 });
};

const load = (location: string, text: string): LoadedFile => {
  const value = parse(location, text);
  const parted: string[] = [];
  return { text, value: text.includes('{{') ? partBraces(value, (at) => parted.push(at)) : value, parted };
};

/** Members that hold data, in which nothing refers to anything. */
const DATA = new Set(['const', 'default', 'enum', 'example', 'value']);
/** Members whose members have names of the document's own. */
const NAMED =
  /^(?:\$defs|callbacks|definitions|dependentSchemas|encoding|headers|links|mapping|parameters|pathItems|paths|patternProperties|properties|requestBodies|responses|schemas|securitySchemes|webhooks|content|examples)$/;

/** Addresses of other files that a document refers to, where the specification has references. */
const referencesIn = (root: unknown): Set<string> => {
  const found = new Set<string>();
  const pending: { readonly value: unknown; readonly hasOwnNames: boolean }[] = [
    // A file of parts has names of its own at its top.
    { value: root, hasOwnNames: true },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, hasOwnNames } = next;
    if (Array.isArray(value)) {
      pending.push(...value.map((each: unknown) => ({ value: each, hasOwnNames: false })));
    } else if (isRecord(value)) {
      const { $ref } = value;
      if (typeof $ref === 'string' && !$ref.startsWith('#')) found.add($ref.split('#')[0] ?? '');
      for (const [name, each] of Object.entries(value)) {
        if (!hasOwnNames && DATA.has(name)) continue;
        pending.push({ value: each, hasOwnNames: !hasOwnNames && NAMED.test(name) });
      }
    }
  }
  return found;
};

/** All files of a document. */
export class OpenApiDocument {
  readonly root: At;
  readonly #files: ReadonlyMap<string, LoadedFile | Error>;
  /** Of the files that messages have named. */
  readonly #lines = new Map<string, ReturnType<typeof linesOf>>();

  constructor(location: string, files: ReadonlyMap<string, LoadedFile | Error>) {
    this.#files = files;
    const file = files.get(location);
    this.root = { file: location, pointer: '', value: file instanceof Error ? undefined : file?.value };
  }

  /** The texts in which Postman would have looked for a variable. */
  get parted(): readonly At[] {
    return [...this.#files].flatMap(([file, loaded]) =>
      loaded instanceof Error ? [] : loaded.parted.map((pointer) => ({ file, pointer, value: undefined })),
    );
  }

  /** What a value is, through as many references as there are. @throws PostsmithError for one that leads nowhere or round */
  deref(at: At): At {
    const seen = new Set<string>();
    let found = at;
    while (isRecord(found.value) && typeof found.value['$ref'] === 'string') {
      const place = `${found.file}#${found.pointer}`;
      if (seen.has(place)) throw this.problem(at, 'its references lead back to it, so nothing is there');
      seen.add(place);
      found = this.#follow(found, found.value['$ref']);
    }
    return found;
  }

  #follow(from: At, reference: string): At {
    const [address = '', fragment = ''] = reference.split('#');
    const file =
      address === ''
        ? from.file
        : URL.canParse(address, from.file)
          ? new URL(address, from.file).href
          : address;
    const loaded = this.#files.get(file);
    if (loaded === undefined || loaded instanceof Error) {
      throw this.problem(
        from,
        `refers to ${reference}, and that file can't be read${loaded === undefined ? '' : ` (${loaded.message})`}`,
      );
    }
    let at: At = { file, pointer: '', value: loaded.value };
    for (const name of percentDecoded(fragment).split('/').slice(1)) {
      at = member(isRecord(at.value) && '$ref' in at.value ? this.deref(at) : at, unescape(name));
    }
    if (at.value === undefined)
      throw this.problem(
        from,
        `refers to ${reference}, which is not there; define it there, or correct the reference`,
      );
    return at;
  }

  /** `api.yaml:12: #/paths/~1a: …` */
  problem(at: At, sentence: string): PostsmithError {
    return new PostsmithError('INVALID_DECLARATION', `${this.place(at)}: ${sentence}`);
  }

  /** `api.yaml:12 #/paths/~1a/get` */
  place(at: At): string {
    const line = this.#linesOf(at.file)?.(at.pointer);
    return `${nameOf(at.file)}${line === undefined ? '' : `:${line}`} #${at.pointer}`;
  }

  #linesOf(file: string): ReturnType<typeof linesOf> | undefined {
    const loaded = this.#files.get(file);
    if (loaded === undefined || loaded instanceof Error) return undefined;
    const known = this.#lines.get(file) ?? linesOf(loaded.text);
    this.#lines.set(file, known);
    return known;
  }
}

/** `api.yaml #/paths/~1a/get` */
export const addressOf = ({ file, pointer }: At): string => `${nameOf(file)} #${pointer}`;

/** What messages call a file: its name, without folders. */
export const nameOf = (location: string): string => percentDecoded(location.split('/').at(-1) ?? location);

/** Says on which line of a text a pointer's value begins. Only messages want it, so the text is parsed once more for it. */
const linesOf = (text: string): ((pointer: string) => number | undefined) => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: false });
  return (pointer) => {
    const path = pointer.split('/').slice(1).map(unescape);
    const numbered = path.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
    const node: unknown = document.getIn(numbered, true) ?? document.getIn(path, true);
    const range = isRecord(node) ? node['range'] : undefined;
    return Array.isArray(range) ? lineCounter.linePos(Number(range[0])).line : undefined;
  };
};

/** True for a document that is read from a server. */
export const isAddress = (given: string): boolean => /^https?:\/\//i.test(given);

/**
 * Reads a document with all files that it refers to.
 *
 * @param given a path or an address
 */
export const readDocument = async (given: string): Promise<OpenApiDocument> => {
  const location = isAddress(given) ? given : pathToFileURL(given).href;
  const files = new Map<string, LoadedFile | Error>();
  const pending = [location];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (files.has(next)) continue;
    const file = next;
    const loaded = await readText(file).then(
      (text) => load(nameOf(file), text),
      (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))),
    );
    files.set(file, loaded);
    if (!(loaded instanceof Error)) {
      for (const reference of referencesIn(loaded.value)) {
        // What a server wrote must not read a file of this machine.
        const isOdd = !file.startsWith('file:') && /^file:/i.test(reference);
        if (!isOdd && URL.canParse(reference, file)) pending.push(new URL(reference, file).href);
      }
    }
  }
  const own = files.get(location);
  if (own instanceof PostsmithError) throw own;
  if (own instanceof Error) {
    throw new PostsmithError('INVALID_DECLARATION', `${given} can't be read: ${own.message}`, { cause: own });
  }
  return new OpenApiDocument(location, files);
};
