/** A user's project whose script the compiler checks against what `postsmith/sandbox` declares. */

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

export interface TypeProject {
  /** What the compiler says about a script. */
  complaints(script: string, options?: Readonly<Record<string, unknown>>): Promise<string>;
  remove(): void;
}

/** Makes a project folder. */
export const typeProject = (): TypeProject => {
  const project = mkdtempSync(join(tmpdir(), 'postsmith-types-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(repository, join(project, 'node_modules/postsmith'));
  return {
    complaints: (script, options = {}) => {
      writeFileSync(join(project, 'script.ts'), `/// <reference types="postsmith/sandbox" />\n${script}`);
      const compilerOptions = {
        target: 'es2022',
        lib: ['es2022'],
        module: 'nodenext',
        types: [],
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        ...options,
      };
      writeFileSync(
        join(project, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['script.ts'] }),
      );
      const compiler = join(repository, 'node_modules/typescript/bin/tsc');
      return new Promise((done) => {
        execFile(process.execPath, [compiler, '-p', project], (_failure, output) => done(output));
      });
    },
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
};
