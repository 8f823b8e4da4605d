/**
 * Bundles Postman's own packages into dist/vendor, each as one module. An installation then needs none of the 150 packages
 * that they bring, of which three quarters are never read: 65 MB in place of 148. What the tests run is what is shipped.
 */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'dist/vendor');

/** By the name under which the tool imports it: `#vendor/newman`. */
const MODULES = {
  newman: 'newman',
  'postman-runtime': 'postman-runtime',
  'postman-collection': 'postman-collection',
  'csv-parse': 'csv-parse/lib/sync.js',
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

// A package's manifest; its shape is npm's.
const manifestIn = (path: string): Manifest =>
  JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;

const versionOf = (module: string): string =>
  manifestIn(join(root, 'node_modules', module.split('/')[0] ?? module)).version;

/** Folders of the packages that something was taken of. */
const packagesIn = ({ inputs }: Metafile): readonly string[] => {
  const found = Object.keys(inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
  );
  return [...new Set(found)].sort();
};

const LICENCE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/** What a package says of its licence, with the text that it wants to be kept. */
const licenceOf = (path: string): string => {
  const { name, version, license = 'see below' } = manifestIn(join(root, path));
  const texts = readdirSync(join(root, path))
    .filter((file) => LICENCE.test(file))
    .map((file) => readFileSync(join(root, path, file), 'utf8').trim());
  return [`${name} ${version}: ${license}`, ...texts].join('\n\n');
};

rmSync(folder, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: Object.keys(MODULES).map((name) => ({ in: `vendor:${name}`, out: name })),
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The sandbox tells an error by the name of its class.
  keepNames: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunk-[hash]',
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
  // Optional dependencies of dependencies, which nobody installs.
  external: ['terser', 'browserify'],
  banner: {
    js: [
      "import { createRequire as postsmithRequire } from 'node:module';",
      "import { dirname as postsmithDirname } from 'node:path';",
      "import { fileURLToPath as postsmithPath } from 'node:url';",
      'const require = postsmithRequire(import.meta.url);',
      'const __filename = postsmithPath(import.meta.url), __dirname = postsmithDirname(__filename);',
    ].join(' '),
  },
  plugins: [
    {
      name: 'entries',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^vendor:/ }, ({ path }) => ({
          path: path.slice('vendor:'.length),
          namespace: 'vendor',
        }));
        onLoad({ filter: /.*/, namespace: 'vendor' }, ({ path }) => {
          // Only names of the table come here.
          const module = MODULES[path as keyof typeof MODULES];
          return {
            contents: `export { default } from ${JSON.stringify(module)}; export const version = ${JSON.stringify(versionOf(module))};`,
            resolveDir: root,
          };
        });
      },
    },
  ],
});
writeFileSync(
  join(folder, 'LICENSES.txt'),
  `${packagesIn(metafile)
    .map(licenceOf)
    .join(`\n\n${'-'.repeat(80)}\n\n`)}\n`,
);
