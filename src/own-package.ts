/** Postsmith's own package.json: its version, and what it is developed with. */

import { readFile } from 'node:fs/promises';

/** The parts of it that somebody asks for. */
export interface OwnPackage {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads it. Compiled, this file is dist/src/own-package.js; both it and its source may ask. */
export const readOwnPackage = async (): Promise<OwnPackage> => {
  for (const place of ['../../package.json', '../package.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    // Our own package.json always has these.
    if (text !== undefined) return JSON.parse(text) as OwnPackage;
  }
  return { version: 'unknown', devDependencies: {} };
};
