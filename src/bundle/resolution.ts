/** Where a script's imports lead: the sandbox's own modules, Postsmith's scripts, and one library that exports nothing. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { entryName, isEntry } from './entry.ts';
import { tool } from './packages.ts';
import { sandboxModules } from './sandbox-names.ts';

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

/** `postsmith/sandbox` is the running tool's, wherever the project lies. */
const sandboxModule: Plugin = {
  name: 'postsmith-sandbox',
  setup(build) {
    build.onResolve({ filter: /^postsmith\/sandbox$/ }, () => ({
      path: join(tool.folder, 'scripts/login/sandbox.ts'),
    }));
  },
};

/** Removes the reference to a package's own source map, so that messages name the file that is in node_modules. */
export const withoutSourceMap = (code: string): string =>
  code.replace(/^\/\/[#@] sourceMappingURL=.*$/gm, '');

const packageFiles: Plugin = {
  name: 'package-files',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => ({
      contents: withoutSourceMap(await readFile(path, 'utf8')),
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

/** All rules; the first that knows a file decides. */
export const resolutionRules: Plugin[] = [
  sandboxRequire,
  sandboxModule,
  jsrsasign,
  entryImports,
  packageFiles,
];
