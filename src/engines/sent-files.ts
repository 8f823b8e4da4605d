/** Files that requests send. Engines send a request without a file that they can't read, so a run looks first. */

import { createReadStream, existsSync, readFile, stat, type ReadStream, type Stats } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { requestsIn, type FileItem } from '../format/read-collection.ts';

/** The absolute path; undefined for one outside of the folder. */
const pathBelow = (folder: string, path: string): string | undefined => {
  const absolute = resolve(folder, path);
  const way = relative(folder, absolute);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : absolute;
};

const outside = (path: string, folder: string): Error => new Error(`${path} is not in the folder ${folder}`);

/** What postman-runtime reads files with: of those that are sent, the ones below a folder alone. */
export const filesBelow = (folder: string) => ({
  /** Certificates. */
  readFile,
  stat: (path: string, callback: (error: Error | null, stats?: Stats) => void): void => {
    const absolute = pathBelow(folder, path);
    if (absolute === undefined) callback(outside(path, folder));
    else stat(absolute, callback);
  },
  createReadStream: (path: string): ReadStream => {
    const absolute = pathBelow(folder, path);
    if (absolute === undefined) throw outside(path, folder);
    return createReadStream(absolute);
  },
});

/** Paths of files in a body, as they stand in the collection. */
const filesOf = ({ request }: FileItem): string[] => {
  const body = request?.body;
  if (body?.disabled === true) return [];
  const parts = body?.mode === 'formdata' ? (body.formdata ?? []) : [];
  const sources: unknown[] = [
    ...(body?.mode === 'file' ? [body.file?.src] : []),
    ...parts.filter(({ type, disabled }) => type === 'file' && disabled !== true).flatMap(({ src }) => src),
  ];
  return sources.filter((source) => typeof source === 'string');
};

/**
 * Looks for the files of all requests that a run takes.
 *
 * @throws PostsmithError USAGE, with every file that is not below the folder
 */
export const refuseMissingFiles = (items: readonly FileItem[], folder: string): void => {
  const isThere = (file: string): boolean => {
    const path = pathBelow(folder, file);
    return file.includes('{{') || (path !== undefined && existsSync(path));
  };
  const problems = [...requestsIn(items)].flatMap((item) =>
    filesOf(item)
      .filter((file) => !isThere(file))
      .map((file) => `${item.name ?? 'a request'}: ${file}`),
  );
  if (problems.length === 0) return;
  throw new PostsmithError(
    'USAGE',
    `Nothing was sent, because requests send files that are not in ${folder}. Put them there, or correct their paths, which begin in this folder:`,
    { problems },
  );
};
