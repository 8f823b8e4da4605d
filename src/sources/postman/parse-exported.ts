/** Tells whether a text is an exported collection (format v2.0 or v2.1), and what it is instead. */

import { isRecord, parseJson } from '../../values/json.ts';
import type { Raw } from './fields.ts';

/** A collection, or the sentence that says what the text is and what to do. */
export type Exported = { readonly collection: Raw } | { readonly problem: string };

/** More than anybody nests folders in; less than what runs out of stack. */
const DEEPEST = 200;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The place behind the string that begins at `start`. */
const behindString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
};

/** What JSON.parse would lose or not survive: numbers that JavaScript can't hold, and depth. */
const lossIn = (text: string): string | undefined => {
  let depth = 0;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = behindString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (depth > DEEPEST) return `it is nested more than ${DEEPEST} levels deep; make its folders flatter`;
    const number = /[-\d]/.test(character) ? (/^-?\d+/.exec(text.slice(at, at + 400))?.[0] ?? '') : '';
    if (
      number !== '' &&
      !/[.eE]/.test(text[at + number.length] ?? '') &&
      !Number.isSafeInteger(Number(number))
    ) {
      return `it holds the number ${number.slice(0, 40)}, which JavaScript can't hold; make it a text, in double quotes`;
    }
    at += Math.max(1, number.length);
  }
  return undefined;
};

/** What no JSON is. */
const noJson = (text: string): string => {
  if (text.trim() === '') return 'it is empty; export the collection again';
  if (/^\s*</.test(text))
    return 'it is HTML or XML, not JSON: perhaps the page was saved, not the file; download it again';
  if (/^\s*(?:openapi|swagger)\s*:/m.test(text)) {
    return 'it is an OpenAPI document; import it into Postman, and export the collection that it becomes';
  }
  return 'it is not JSON, or cut off; export the collection again, as Collection v2.1';
};

/** What JSON is that is no collection. */
const whatItIs = (file: unknown): string => {
  if (!isRecord(file))
    return 'it is JSON, but no Postman collection; export the collection as Collection v2.1';
  if (file['openapi'] !== undefined || file['swagger'] !== undefined) {
    return 'it is an OpenAPI document; import it into Postman, and export the collection that it becomes';
  }
  if (file['_postman_variable_scope'] !== undefined || Array.isArray(file['values'])) {
    return 'it is a Postman environment, not a collection; give the exported collection';
  }
  if (Array.isArray(file['requests']) && (Array.isArray(file['order']) || file['folders'] !== undefined)) {
    return 'it is a collection of format v1; import it into Postman, and export it as Collection v2.1';
  }
  if (isRecord(file['log']) && Array.isArray(file['log']['entries'])) {
    return 'it is a recording of a browser (HAR); import it into Postman, and export the collection that it becomes';
  }
  return 'it is no Postman collection: it has no `info.name` or no `item` list; export the collection as Collection v2.1';
};

const isCollection = (value: unknown): value is Raw =>
  isRecord(value) &&
  isRecord(value['info']) &&
  typeof value['info']['name'] === 'string' &&
  Array.isArray(value['item']);

/** Reads the text of an export, with or without a byte order mark. */
export const parseExported = (given: string): Exported => {
  const text = given.replace(/^\uFEFF/, '');
  const loss = lossIn(text);
  const file = loss === undefined ? parseJson(text) : undefined;
  if (file === undefined) return { problem: loss ?? noJson(text) };
  // The API of Postman, and older exports, wrap the collection.
  const collection = isRecord(file) && isRecord(file['collection']) ? file['collection'] : file;
  return isCollection(collection) ? { collection } : { problem: whatItIs(collection) };
};
