/** An exported collection as a source of declarations. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PostsmithError } from '../../errors.ts';
import type { CollectionDeclaration } from '../../model/collection.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import { readCollection } from './read-collection.ts';

/** The file whose module is loaded now; a relative path is one from its folder. */
export const declaringFile = new AsyncLocalStorage<string>();

const fail = (path: string, problem: string): PostsmithError =>
  new PostsmithError('INVALID_DECLARATION', `fromPostman(${JSON.stringify(path)}): ${problem}`);

const readText = (path: string): string => {
  const declaring = declaringFile.getStore();
  const absolute = resolve(declaring === undefined ? '.' : dirname(declaring), path);
  try {
    return readFileSync(absolute, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const why = code === 'ENOENT' ? 'there is no such file' : `it can't be read (${code})`;
    throw fail(path, `${why}; the path begins in the folder of the file that says fromPostman`);
  }
};

/** What a JSON file is, when it is no collection of format v2.0 or v2.1. */
const whatItIs = (file: unknown): string => {
  if (!isRecord(file)) return 'it is no Postman collection';
  if (file['openapi'] !== undefined || file['swagger'] !== undefined) return 'it is an OpenAPI document';
  if (file['_postman_variable_scope'] !== undefined || Array.isArray(file['values'])) {
    return 'it is a Postman environment, not a collection';
  }
  if (Array.isArray(file['requests']) && file['order'] !== undefined) {
    return 'it is a collection of format v1; import it into Postman, and export it as Collection v2.1';
  }
  return 'it is no Postman collection: it has no `info.name` or no `item` list';
};

/** The collection in an exported text. @throws PostsmithError INVALID_DECLARATION, with what it is instead */
export const parseExported = (path: string, text: string): Omit<CollectionDeclaration, 'kind'> => {
  const file = parseJson(text);
  if (file === undefined) {
    throw fail(path, `it is no JSON${/^\s*</.test(text) ? ', but HTML or XML' : ''}; export the collection again`);
  }
  // The API of Postman, and older exports, wrap the collection.
  const inner = isRecord(file) && isRecord(file['collection']) ? file['collection'] : file;
  const isCollection =
    isRecord(inner) && isRecord(inner['info']) && typeof inner['info']['name'] === 'string';
  if (!isCollection || !Array.isArray(inner['item'])) throw fail(path, whatItIs(inner));
  return readCollection(inner);
};

/**
 * Reads a collection that was exported from Postman (v2.0 or v2.1): `defineCollection({ ...fromPostman('./exported.json') })`.
 * What is not changed is built again just as it stands in the file, with all that declarations can't say.
 *
 * @param path from the folder of the declaring file
 * @returns what a collection is declared with; its items can be filtered, changed with `{ ...item, name: '…' }`, and added to
 * @throws PostsmithError INVALID_DECLARATION when there is no such file, or it is no collection
 */
export const fromPostman = (path: string): Omit<CollectionDeclaration, 'kind'> =>
  parseExported(path, readText(path));
