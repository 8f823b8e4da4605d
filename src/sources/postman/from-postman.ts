/** An exported collection as a source of declarations. */

import { PostsmithError } from '../../errors.ts';
import type { CollectionDeclaration } from '../../model/collection.ts';
import { parseExported } from './parse-exported.ts';
import { readCollection } from './read-collection.ts';

/** Declarations also run where there are no files, as in a browser. */
const { process: node } = globalThis as {
  readonly process?: {
    getBuiltinModule(name: 'node:fs'): { readFileSync(path: string, encoding: 'utf8'): string };
  };
};
const files = node?.getBuiltinModule('node:fs');

const readText = (path: string): string => {
  try {
    if (files === undefined) throw new Error('there are no files here');
    return files.readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it can't be read (${code})`;
    throw new PostsmithError(
      'INVALID_DECLARATION',
      `fromPostman(${JSON.stringify(path)}): ${why}; a path begins in the folder of the declaring file`,
      { cause },
    );
  }
};

/**
 * Reads a collection that was exported from Postman (v2.0 or v2.1): `defineCollection({ ...fromPostman('./exported.json') })`.
 * What is not changed is built just as it stands in the file, with all that declarations can't say. It is not judged
 * either, but for secrets.
 *
 * @param path from the folder of the declaring file, the one in `collections/`
 * @returns what a collection is declared with; its items can be filtered, changed with `{ ...item, name: '…' }`, and added to
 * @throws PostsmithError INVALID_DECLARATION when there is no such file, or it is no collection
 */
export const fromPostman = (path: string): Omit<CollectionDeclaration, 'kind'> => {
  const text = readText(path);
  const exported = parseExported(text);
  if ('problem' in exported) {
    throw new PostsmithError(
      'INVALID_DECLARATION',
      `fromPostman(${JSON.stringify(path)}): ${exported.problem}`,
    );
  }
  return readCollection(exported.collection);
};
