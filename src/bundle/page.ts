/**
 * Makes the script and the style of an HTML page out of their sources, when they are first needed. Like the programs of the
 * login these lie in the package as they were written: so no second build tool and no generated file has to be kept in step.
 */

import { join } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';
import { esbuildFailure } from './compile.ts';
import { tool } from './packages.ts';

/** What stands inside `<script>` and `<style>`; neither can end its element. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
}

const optionsFor = (folder: string) =>
  ({
    entryPoints: [join(folder, 'page.ts'), join(folder, 'page.css')],
    outdir: folder,
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    // The oldest browsers that can unpack the data: they have `DecompressionStream`.
    target: ['chrome103', 'firefox113', 'safari16.4'],
    charset: 'ascii',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  }) satisfies BuildOptions;

const build = (folder: string) => {
  try {
    return buildSync(optionsFor(folder)).outputFiles;
  } catch (failure) {
    throw esbuildFailure(failure);
  }
};

const parts = new Map<string, PageParts>();

/**
 * Bundles `page.ts` and `page.css` of a folder, once in a process.
 *
 * @param folder from the tool's own package: `src/report/html/page`
 * @throws PostsmithError ENGINE_UNAVAILABLE
 */
export const bundlePage = (folder: string): PageParts => {
  const known = parts.get(folder);
  if (known !== undefined) return known;
  const files = build(join(tool.folder, folder));
  const textOf = (ending: string) => files.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  const made = { script: textOf('.js'), style: textOf('.css') };
  parts.set(folder, made);
  return made;
};
