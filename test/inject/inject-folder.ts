/** A folder with an exported collection, and `postsmith inject` in it. */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { execute, type Execution } from '../cli/execute.ts';
import type { Members } from './published.ts';

export interface InjectFolder {
  readonly folder: string;
  /** Writes the collection as Postman would, and returns its text. */
  write(collection: Members, indent?: string | number): Promise<string>;
  text(name?: string): Promise<string>;
  inject(...parameters: string[]): Promise<Execution>;
  /** Prints the login that is there, and puts it in its own place. */
  replace(...parameters: string[]): Promise<Execution>;
  remove(): void;
}

/** Makes one. */
export const injectFolder = (): InjectFolder => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-inject-')));
  const inject = (...parameters: string[]): Promise<Execution> =>
    execute(['inject', 'collection.json', ...parameters], { folder });
  return {
    folder,
    inject,
    write: async (collection, indent = '\t') => {
      const text = `${JSON.stringify(collection, null, indent)}\n`;
      await writeFile(join(folder, 'collection.json'), text);
      return text;
    },
    text: (name = 'collection.json') => readFile(join(folder, name), 'utf8'),
    replace: async (...parameters) => {
      const printed = await inject('--print');
      expect(printed).toMatchObject({ code: 0, stderr: '' });
      await writeFile(join(folder, 'login.ts'), printed.stdout);
      return inject('--authorization', 'login.ts', ...parameters);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
};
