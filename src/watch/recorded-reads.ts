/** Records which files and folders this thread looks at: what a declaration is made of is what was read for it. */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const READING =
  /^(?:access|copyFile|createReadStream|exists|lstat|open|openAsBlob|opendir|readFile|readdir|readlink|realpath|stat)(?:Sync)?$/;
const LISTING = /^(?:opendir|readdir)/;

const pathOf = (given: unknown): string | undefined => {
  if (typeof given === 'string') return resolve(given);
  if (Buffer.isBuffer(given)) return resolve(given.toString());
  return given instanceof URL && given.protocol === 'file:' ? fileURLToPath(given) : undefined;
};

const recordIn = (module: object, onRead: (path: string) => void): void => {
  for (const name of Object.keys(module).filter((each) => READING.test(each))) {
    const original: unknown = Reflect.get(module, name);
    if (typeof original !== 'function') continue;
    const recording = function (this: unknown, ...parameters: unknown[]): unknown {
      const path = pathOf(parameters[0]);
      if (path !== undefined) onRead(LISTING.test(name) ? `${path}/` : path);
      return Reflect.apply(original, this, parameters);
    };
    // `realpath.native`, and what `promisify` looks for.
    Object.defineProperties(recording, Object.getOwnPropertyDescriptors(original));
    Reflect.set(module, name, recording);
  }
};

/** Calls `onRead` with each absolute path from now on, before it is read; with `/` behind it for the names in a folder. */
export const recordReads = (onRead: (path: string) => void): void => {
  recordIn(fs, onRead);
  recordIn(fs.promises, onRead);
  syncBuiltinESMExports();
};
