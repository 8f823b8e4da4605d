/** Saves the schemas of a live Tastypie service beside the collection, a file each, so that an import can go on where it stopped. */

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stageFile } from '../../disk/replace-file.ts';
import { PostsmithError } from '../../errors.ts';
import { ROOT_FILE } from '../../sources/tastypie/read-schemas.ts';
import { fileError } from '../../system-error.ts';
import type { Connection } from './get.ts';
import { readRoot, type Reading } from './read-service.ts';

/** What `/api/admin/configuration/v1/` is called: `configuration`. */
const rootName = (address: string): string => {
  const segments = new URL(address).pathname.split('/').filter((segment) => segment !== '');
  const named = segments.filter((segment) => !/^(?:v\d+(?:\.\d+)*|api|admin)$/i.test(segment));
  return (named.at(-1) ?? 'api').replaceAll(/[^\w-]/g, '-');
};

const write = (path: string, value: unknown): void => {
  try {
    const staged = stageFile(path, `${JSON.stringify(value, null, 2)}\n`);
    staged.place();
  } catch (cause) {
    throw fileError(path, 'written', cause);
  }
};

/**
 * Reads the roots and saves them below `folder`: a folder for each root, a file for each resource, the root's own file last.
 *
 * @returns how many schemas an earlier import had saved, which had not ended
 * @throws PostsmithError USAGE, OUTPUT_FAILED; what was saved stays, and the next import goes on with the rest
 */
export const saveService = async (
  addresses: readonly string[],
  folder: string,
  connection: Connection,
  told: Pick<Reading, 'onLeftOut'> & { readonly onSchema: (name: string) => void },
): Promise<number> => {
  const origins = new Set(addresses.map((address) => (URL.canParse(address) ? new URL(address).origin : '')));
  if (origins.size > 1)
    throw new PostsmithError(
      'USAGE',
      `The addresses are of different servers, ${[...origins].join(' and ')}; nobody should get the login of another. Import them one after the other, with --name.`,
    );
  const names = addresses.map((address) => (URL.canParse(address) ? rootName(address) : address));
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    throw new PostsmithError(
      'USAGE',
      `Two of the addresses would be called ${twice}; import them one after the other, with --name.`,
    );
  let earlier = 0;
  for (const [at, address] of addresses.entries()) {
    const own = join(folder, names[at] ?? 'api');
    if (existsSync(join(own, ROOT_FILE))) continue;
    const path = await readRoot(address, {
      connection,
      onLeftOut: told.onLeftOut,
      isSaved: (name) => {
        const isThere = existsSync(join(own, `${name}.json`));
        if (isThere) earlier += 1;
        return isThere;
      },
      onSchema: (name, schema) => {
        mkdirSync(own, { recursive: true });
        write(join(own, `${name}.json`), schema);
        told.onSchema(name);
      },
    });
    write(join(own, ROOT_FILE), { path });
  }
  return earlier;
};
