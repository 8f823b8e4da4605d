/** The pages of what a project can import: TypeDoc reads the types, and each function gets its example of `examples/`. */

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import { presets } from '../../src/presets/catalogue.ts';
import { fileName } from '../../src/presets/example-code.ts';
import type { PluginOptions } from 'typedoc-plugin-markdown';

const docs = resolve(import.meta.dirname, '..');
const out = resolve(docs, 'reference');

/** Pages by the names that TypeDoc gives to the files that their declarations come from. */
const PAGES: Readonly<Record<string, string>> = {
  src: 'postsmith',
  'src/presets': 'presets',
  'src/sources/openapi/from-openapi': 'openapi',
  'src/sources/tastypie/from-tastypie': 'tastypie',
  'scripts/sandbox': 'sandbox',
};

/** The code of each example by the name of what it shows: regions of the files in `examples/`. */
const readExamples = (): ReadonlyMap<string, string> => {
  const files = readdirSync(resolve(docs, 'examples')).map((file) =>
    readFileSync(resolve(docs, 'examples', file), 'utf8'),
  );
  return new Map(
    files.flatMap((text) =>
      [...text.matchAll(/^\/\/ #region (\w+)\n([^]*?)^\/\/ #endregion$/gm)].map(
        ([, name = '', code = '']) => [name, code.trim()] as const,
      ),
    ),
  );
};

const fileOf = (name: string): string =>
  [`${name}.ts`, `${name}.d.ts`, `${name}/index.ts`].find((file) => existsSync(resolve(docs, '..', file))) ??
  name;

const options: TypeDocOptions & PluginOptions = {
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: Object.keys(PAGES).map((name) => resolve(docs, '..', fileOf(name))),
  tsconfig: resolve(docs, 'tsconfig.declarations.json'),
  outputs: [{ name: 'markdown', path: out }],
  cleanOutputDir: false,
  readme: 'none',
  disableSources: true,
  excludeExternals: true,
  validation: false,
  // `npm run types` has checked them.
  skipErrorChecking: true,
  sort: ['source-order'],
  groupOrder: ['Functions', 'Classes', 'Type Aliases', 'Interfaces', 'Variables'],
  logLevel: 'Error',
  outputFileStrategy: 'modules',
  entryFileName: 'modules',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  useCodeBlocks: true,
  tableColumnSettings: { hideInherited: true, hideModifiers: true, hideOverrides: true },
};

const title = (name: string): string =>
  `# What \`${name === 'postsmith' ? name : `postsmith/${name}`}\` exports`;

const finish = (name: string, examples: ReadonlyMap<string, string>): void => {
  const file = resolve(out, `${name}.md`);
  const page = readFileSync(file, 'utf8')
    .replace(/^# .*$/m, title(name))
    .replaceAll(/^### (\w+)\(\)\n[^]*?\n(?=#### )/gm, (beginning, called: string) => {
      const code = examples.get(called);
      return code === undefined ? beginning : `${beginning}#### Example\n\n\`\`\`ts\n${code}\n\`\`\`\n\n`;
    })
    .replaceAll(/^### (\w+)\n/gm, (heading, called) => {
      const facts = presets[called];
      return facts === undefined
        ? heading
        : `${heading}\nIts page, with a collection and an environment to copy: [${facts.name}](../presets/${fileName(called)}.md).\n`;
    });
  writeFileSync(file, page);
};

/** Writes a page for each module into `reference/`. */
export const makeDeclarationPages = async (): Promise<void> => {
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the types.');
  for (const module of project.children ?? []) module.name = PAGES[module.name] ?? module.name;
  await app.generateOutputs(project);
  rmSync(resolve(out, 'modules.md'));
  const examples = readExamples();
  for (const name of Object.values(PAGES)) finish(name, examples);
};
