/** A project that starts from a preset: a collection with one request, and its environment. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lackingVariables } from '../check/required-variables.ts';
import { createPrivateFolder } from '../disk/private-folder.ts';
import { PostsmithError } from '../errors.ts';
import type { ExportedVariable } from '../import/declare.ts';
import type { ImportedProject } from '../import/exported-project.ts';
import { defineCollection, type CollectionDeclaration } from '../model/collection.ts';
import { collectionCode, environmentCode, environmentTemplate } from '../presets/example-code.ts';
import type { PageSource } from '../presets/page.ts';
import type { PresetExample } from '../presets/preset.ts';
import { loadModule } from '../project/project.ts';
import { secretInText } from '../values/secret-patterns.ts';
import { urlProblems } from '../values/url.ts';

/** Loads the declaration from its code: an example of a preset is code, not a value. */
const load = async (code: string): Promise<CollectionDeclaration> => {
  const folder = await createPrivateFolder('init');
  try {
    const file = join(folder.path, 'collection.ts');
    await writeFile(file, code);
    const stray: unknown[] = [];
    const loaded = await loadModule(file, (failure) => stray.push(failure));
    if (stray.length > 0) throw stray[0];
    // Its code is ours.
    return defineCollection(loaded as CollectionDeclaration);
  } finally {
    folder.remove();
  }
};

const variableOf = ([key, value]: readonly [
  string,
  ReturnType<typeof environmentTemplate>[string],
]): ExportedVariable => {
  const text = typeof value === 'string' ? value : value.kind === 'secret' ? '' : value.value;
  const isSecret = typeof value !== 'string' && value.kind === 'secret';
  return { key, value: text, type: isSecret ? 'secret' : 'default', enabled: true };
};

/** Why an address can't be the first request's, as a clause; undefined where it can. It is not repeated: it may hold a secret. */
export const addressProblem = (url: string): string | undefined => {
  const [path = ''] = url.split('?');
  const [problem] = urlProblems(path);
  if (problem !== undefined) return problem;
  if (/[\s\p{Cc}#]/u.test(url)) return 'holds a blank or a #; write it as %20 or %23';
  if (/\/:[A-Za-z_]/.test(path)) return 'has a segment like :id; write a value in its place';
  return secretInText(url) === undefined
    ? undefined
    : 'holds what looks like a secret; write a {{variable}} in its place';
};

/** What is to be made of a preset. */
export interface PresetOrder {
  readonly preset: Pick<PageSource, 'name' | 'facts'>;
  readonly example: PresetExample;
  /** Base name of the files. */
  readonly slug: string;
  /** The address of the first request; that of the preset's sample unless given. */
  readonly url?: string;
  /** The script after its response. */
  readonly script: string;
}

/**
 * Makes the sources; nothing is written.
 *
 * @throws PostsmithError USAGE for an address that no request can have
 */
export const presetProject = async ({
  preset,
  example,
  slug,
  url,
  script,
}: PresetOrder): Promise<ImportedProject> => {
  const { name } = preset;
  const problem = url === undefined ? undefined : addressProblem(url);
  if (problem !== undefined) throw new PostsmithError('USAGE', `The address of --url ${problem}.`);
  const facts =
    url === undefined || url === preset.facts.sample.url
      ? preset.facts
      : { ...preset.facts, sample: { name: 'First request', url } };
  const code = collectionCode(name, facts, example, script);
  const declaration = await load(code);
  const lacking = lackingVariables({
    file: slug,
    slug,
    declaration,
    environments: [],
    scriptVariables: new Set(),
  });
  return {
    slug,
    declaration,
    required: lacking.map((each) => each.name),
    environments: [{ slug, values: Object.entries(environmentTemplate(facts, example)).map(variableOf) }],
    sources: [
      { path: `collections/${slug}.ts`, content: code },
      { path: `environments/${slug}.ts`, content: environmentCode(name, facts, example) },
    ],
  };
};
