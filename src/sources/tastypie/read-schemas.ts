/** The schemas of a service, as `postsmith import tastypie` has saved them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostsmithError } from '../../errors.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import { resourceOf, type Resource } from './schema.ts';

/** A root of a service, which lists resources. */
export interface SchemaRoot {
  /** What its folder is called: `configuration`. */
  readonly name: string;
  /** `/api/admin/configuration/v1/` */
  readonly path: string;
  readonly resources: readonly Resource[];
}

/** What stands in a saved root: its path, and a file for each resource beside it. It is written last. */
export const ROOT_FILE = '_root.json';

const readRecord = (path: string): Readonly<Record<string, unknown>> => {
  const value = parseJson(readFileSync(path, 'utf8'));
  if (isRecord(value)) return value;
  throw new PostsmithError('INVALID_DECLARATION', `${path}: it is no JSON object; import the service anew.`);
};

const readRoot = (folder: string, name: string): SchemaRoot => {
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.json'));
  if (!files.includes(ROOT_FILE))
    throw new PostsmithError(
      'INVALID_DECLARATION',
      `${join(folder, name)}: the import has not ended; run \`postsmith import tastypie\` again, and it goes on.`,
    );
  const { path } = readRecord(join(folder, name, ROOT_FILE));
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw new PostsmithError('INVALID_DECLARATION', `${join(folder, name, ROOT_FILE)}: it has no path.`);
  const resources = files
    .filter((file) => file !== ROOT_FILE)
    .sort()
    .map((file) => {
      const schema = readRecord(join(folder, name, file));
      const resource = file.replace(/\.json$/, '');
      const list =
        typeof schema['list_endpoint'] === 'string' ? schema['list_endpoint'] : `${path}${resource}/`;
      if (!/^\/[\w./~%-]*$/.test(list))
        throw new PostsmithError(
          'INVALID_DECLARATION',
          `${join(folder, name, file)}: its list_endpoint is no path.`,
        );
      return resourceOf(resource, list, schema);
    });
  return { name, path, resources };
};

/**
 * @param folder that the import has written: a folder for each root
 * @throws PostsmithError INVALID_DECLARATION
 */
export const readSchemas = (folder: string): readonly SchemaRoot[] => {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (cause) {
    throw new PostsmithError('INVALID_DECLARATION', `The folder ${folder} can't be read.`, { cause });
  }
  if (names.length === 0)
    throw new PostsmithError(
      'INVALID_DECLARATION',
      `${folder} holds no schemas; \`postsmith import tastypie <base-url>\` writes them.`,
    );
  return names.map((name) => readRoot(folder, name));
};
