/** A collection as people have it: a file that was exported, or a folder that `postman collection migrate` has made (v3). */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { migratedCollection, type MigratedFolder } from '../compare/migrated.ts';
import { PostsmithError } from '../errors.ts';
import { inputError } from '../system-error.ts';

/** A collection as JSON text. */
export interface CollectionText {
  readonly text: string;
  /** True for a v3 folder, which does not carry all that a file does. */
  readonly isMigrated: boolean;
}

const DEFINITION = join('.resources', 'definition.yaml');
const REQUEST = '.request.yaml';
/** More than anybody nests folders in. */
const DEEPEST = 100;

const readYaml = (path: string): unknown => {
  const document = parseDocument(readFileSync(path, 'utf8'));
  const [error] = document.errors;
  if (error === undefined) return document.toJS({ maxAliasCount: 100 });
  throw new PostsmithError('USAGE', `${path} is no YAML: ${error.message.split('\n')[0] ?? ''}`);
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const readFolder = (path: string, depth = 0): MigratedFolder => {
  if (depth > DEEPEST)
    throw new PostsmithError('USAGE', `${path} is nested more than ${DEEPEST} levels deep.`);
  // Symbolic links are neither, so none is followed.
  const entries = readdirSync(path, { withFileTypes: true });
  const definition = join(path, DEFINITION);
  return {
    name: basename(path),
    definition: isFile(definition) ? readYaml(definition) : undefined,
    folders: entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => readFolder(join(path, name), depth + 1)),
    requests: entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(REQUEST))
      .map(({ name }) => ({ name: name.slice(0, -REQUEST.length), content: readYaml(join(path, name)) })),
  };
};

/**
 * Reads a collection; whether it is one, the text tells.
 *
 * @param label what messages call it
 * @throws PostsmithError USAGE when it can't be read, or is another folder
 */
export const readCollectionText = (path: string, label: string): CollectionText => {
  try {
    if (!statSync(path).isDirectory()) return { text: readFileSync(path, 'utf8'), isMigrated: false };
    if (isFile(join(path, DEFINITION)))
      return { text: JSON.stringify(migratedCollection(readFolder(path))), isMigrated: true };
  } catch (cause) {
    throw cause instanceof PostsmithError ? cause : inputError(label, cause);
  }
  throw new PostsmithError(
    'USAGE',
    `${label} is a folder, and none that \`postman collection migrate\` has made: it has no ${DEFINITION}. Give the exported file.`,
  );
};
