/** Every example of every preset's page: it compiles, lacks no variable, and stands on the page. */

import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkProject } from '../../src/check/check.ts';
import { requiredVariableProblems } from '../../src/check/required-variables.ts';
import { collectionCode, environmentCode, fileName } from '../../src/presets/example-code.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { presetPage } from '../../src/presets/page.ts';
import { temporaryProject } from '../bundle/temporary-project.ts';

const repository = resolve(import.meta.dirname, '../..');

const examples = Object.entries(catalogue).flatMap(([name, preset]) =>
  preset.facts.examples.map((example, index) => {
    // Names of collections are those of files: each example gets one of its own.
    const facts = { ...preset.facts, name: `${preset.facts.name}${index === 0 ? '' : ` ${index}`}` };
    return {
      name,
      preset,
      example,
      slug: `${fileName(name)}-${index}`,
      collection: collectionCode(name, facts, example),
      environment: environmentCode(name, facts, example),
    };
  }),
);

const project = temporaryProject('postsmith-examples-');
afterAll(project.remove);
project.write(
  Object.fromEntries(
    examples.flatMap(({ slug, collection, environment }) => [
      [`collections/${slug}.ts`, collection],
      [`environments/${slug}.ts`, environment],
    ]),
  ),
);

const load = async (kind: 'collection' | 'environment', slug: string) => {
  const file = `${kind}s/${slug}.ts`;
  const module: { default: unknown } = await import(/* @vite-ignore */ join(project.root, file));
  return { kind, slug, file, value: module.default };
};

it('declares what it needs, and its environment has it', async () => {
  const files = await Promise.all(
    examples.flatMap(({ slug }) => [load('collection', slug), load('environment', slug)]),
  );
  const checked = checkProject(files, { preRequest: [], postResponse: [] });
  expect(checked.problems).toEqual([]);
  expect(checked.collections).toHaveLength(examples.length);
  const lacking = checked.collections.flatMap((collection) =>
    requiredVariableProblems({
      ...collection,
      environments: checked.environments.filter(({ slug }) => slug === collection.slug),
      scriptVariables: new Set(),
    }),
  );
  expect(lacking).toEqual([]);
});

it('passes the strict type checker', async () => {
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
    paths: {
      postsmith: [join(repository, 'src/index.ts')],
      'postsmith/presets': [join(repository, 'src/presets/index.ts')],
    },
  };
  project.write({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['collections', 'environments'] }),
  });
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const complaints = await new Promise((done) => {
    execFile(process.execPath, [compiler, '-p', project.root], (_failure, output) => done(output));
  });
  expect(complaints).toBe('');
});

it.each(examples)('$slug stands on the page', ({ name, preset, example }) => {
  const [first] = preset.facts.examples;
  const page = presetPage({ name, facts: preset.facts, authorization: preset() });
  if (example === first) {
    expect(page).toContain(collectionCode(name, preset.facts, example).trimEnd());
    expect(page).toContain(environmentCode(name, preset.facts, example).trimEnd());
  } else expect(page).toContain(`authorization: ${example.call},`);
});
