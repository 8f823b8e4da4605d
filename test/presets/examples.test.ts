/** Every example of every preset's page: it compiles, lacks no variable, and builds in an empty project. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProject } from '../../src/check/check.ts';
import { requiredVariableProblems } from '../../src/check/required-variables.ts';
import { collectionCode, environmentCode, fileName } from '../../src/presets/example-code.ts';
import { catalogue } from '../../src/presets/index.ts';
import { presetPage } from '../../src/presets/page.ts';
import { temporaryProject } from '../bundle/temporary-project.ts';
import { execute, type Execution } from '../cli/execute.ts';

/** Milliseconds: nineteen logins are bundled, on a machine that may do other things as well. */
const BUILD_TIMEOUT = 300_000;

const repository = resolve(import.meta.dirname, '../..');

const examples = Object.entries(catalogue).flatMap(([name, preset]) =>
  preset.facts.examples.map((example, index) => ({
    name,
    index,
    slug: `${fileName(name)}-${index}`,
    title: example.title,
    collection: collectionCode(name, preset.facts, example),
    environment: environmentCode(name, preset.facts, example),
  })),
);
const plainest = examples.filter(({ index }) => index === 0);

const filesOf = (those: typeof examples) =>
  Object.fromEntries(
    those.flatMap(({ slug, collection, environment }) => [
      [`collections/${slug}.ts`, collection],
      [`environments/${slug}.ts`, environment],
    ]),
  );

const all = temporaryProject('postsmith-examples-');
const project = temporaryProject('postsmith-presets-');
afterAll(() => {
  all.remove();
  project.remove();
});

describe('every example', () => {
  it('declares what it needs, and its environment has it', async () => {
    all.write(filesOf(examples));
    const load = async (kind: 'collection' | 'environment', slug: string) => {
      const file = `${kind}s/${slug}.ts`;
      const module: { default: unknown } = await import(/* @vite-ignore */ join(all.root, file));
      return { kind, slug, file, value: module.default };
    };
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
    all.write({
      ...filesOf(examples),
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({ compilerOptions, include: ['collections', 'environments'] }),
    });
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    const complaints = await new Promise((done) => {
      execFile(process.execPath, [compiler, '-p', all.root], (_failure, output) => done(output));
    });
    expect(complaints).toBe('');
  });
});

describe('the plainest example of each preset, built in one project', () => {
  let outcome: Execution;
  beforeAll(async () => {
    project.write(filesOf(plainest));
    outcome = await execute(['build'], { folder: project.root });
  }, BUILD_TIMEOUT);

  it('is no problem', () => {
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(plainest)('$name logs in', ({ slug }) => {
    const file = join(project.root, 'dist/collections', `${slug}.postman_collection.json`);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('"listen": "prerequest"');
  });
});

it.each(plainest)('the page of $name shows what was built', ({ name, collection, environment }) => {
  const preset = Object.entries(catalogue).find(([each]) => each === name)?.[1];
  if (preset === undefined) throw new Error(name);
  const page = presetPage({ name, facts: preset.facts, authorization: preset() });
  expect(page).toContain(collection.trimEnd());
  expect(page).toContain(environment.trimEnd());
});
