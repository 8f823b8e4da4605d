/** Where a script's imports lead: the sandbox's own modules, Postsmith's scripts, and one library that exports nothing. */

import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { tool } from './packages.ts';
import { sandboxModules } from './sandbox-names.ts';

/** What esbuild calls the generated code that imports a script's sources; no source file is called so. */
export const entryName = '<entry>';

/** Whether a path that esbuild reports is the entry: it puts the name into the folder that the entry imports from. */
export const isEntry = (path: string): boolean => basename(path) === entryName;

const requiring = 'requiring';

/**
 * Modules that both sandboxes have stay `require`d, with or without Node's prefix. No sandbox knows `import()`, so one
 * that is imported so is required by a module of our own.
 */
const sandboxRequire: Plugin = {
  name: 'sandbox-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      if (!sandboxModules.has(name)) return undefined;
      return kind === 'dynamic-import'
        ? { path: name, namespace: requiring }
        : { path: name, external: true };
    });
    build.onLoad({ filter: /^/, namespace: requiring }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** The module that scripts import as `postsmith/sandbox`. */
export const sandboxFile = join(tool.folder, 'scripts/login/sandbox.ts');

/** `postsmith/sandbox` is the running tool's, wherever the project lies. */
const sandboxModule: Plugin = {
  name: 'postsmith-sandbox',
  setup(build) {
    build.onResolve({ filter: /^postsmith\/sandbox$/ }, () => ({ path: sandboxFile }));
  },
};

/** Without the reference to a package's own source map, messages name the file that is in node_modules. */
const packageFiles: Plugin = {
  name: 'package-files',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^\/\/[#@] sourceMappingURL=.*$/gm, ''),
      loader: 'js',
    }));
  },
};

/**
 * jsrsasign's RSA build is a plain script: it declares globals, exports nothing, and reads `navigator` while it loads.
 * An empty `navigator` is what the package's full build gives itself too (lib/header.js).
 */
const jsrsasign: Plugin = {
  name: 'jsrsasign',
  setup(build) {
    build.onLoad({ filter: /[\\/]jsrsasign[\\/]lib[\\/]jsrsasign-rsa-min\.js$/ }, async ({ path }) => ({
      contents: `var navigator = {};\n${await readFile(path, 'utf8')}\nmodule.exports = { RSAKey, KJUR, BigInteger };`,
      loader: 'js',
    }));
  },
};

/** What the entry imports always runs, even if a package.json says `"sideEffects": false`. */
const entryImports: Plugin = {
  name: 'entry-imports',
  setup(build) {
    build.onResolve(
      { filter: /^[./]|^[A-Za-z]:/ },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (!isEntry(importer) || pluginData === entryName) return undefined;
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: entryName });
        return found.errors.length > 0 ? undefined : { path: found.path, sideEffects: true };
      },
    );
  },
};

const onlyExport = 'only-export';

/**
 * `import('…/ecdsa.ts?ES256')` in an entry brings that export alone. Of a module that is imported while the script runs,
 * esbuild keeps every export, but not of the modules behind it.
 */
const onlyExports: Plugin = {
  name: onlyExport,
  setup(build) {
    build.onResolve({ filter: /\?\w+$/ }, ({ path, importer, kind, resolveDir }) =>
      isEntry(importer) && kind === 'dynamic-import'
        ? { path: resolve(resolveDir, path), namespace: onlyExport }
        : undefined,
    );
    build.onLoad({ filter: /^/, namespace: onlyExport }, ({ path }) => {
      const [file = '', name] = path.split('?');
      return { contents: `export { ${name} } from ${JSON.stringify(file)};`, resolveDir: dirname(file) };
    });
  },
};

/** All rules; the first that knows a file decides. */
export const resolutionRules: Plugin[] = [
  sandboxRequire,
  sandboxModule,
  jsrsasign,
  onlyExports,
  entryImports,
  packageFiles,
];
