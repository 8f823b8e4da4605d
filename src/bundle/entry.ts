/** The generated code that imports a script's sources, as esbuild knows it. */

import { basename } from 'node:path';

/** Its name; no source file is called so. */
export const entryName = '<entry>';

/** Whether a path that esbuild reports is the entry: it puts the name into the folder that the entry imports from. */
export const isEntry = (path: string): boolean => basename(path) === entryName;
