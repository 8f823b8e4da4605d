/** What `postsmith import` writes: an exported collection and its environments as sources of a project. */

import { lackingVariables } from '../check/required-variables.ts';
import { refuseSecrets } from '../check/leaks.ts';
import { namesSetIn } from '../build/code-variables.ts';
import { scriptUses } from '../build/script-uses.ts';
import { PostsmithError } from '../errors.ts';
import { parseEnvironment } from '../format/environment.ts';
import { defineCollection, type CollectionDeclaration } from '../model/collection.ts';
import { parseExported } from '../sources/postman/parse-exported.ts';
import { readCollection } from '../sources/postman/read-collection.ts';
import { collectionSource, environmentSource, isSecret, slugOf, type ExportedVariable } from './declare.ts';

/** An exported file. */
export interface ExportedFile {
  /** As it was given. */
  readonly path: string;
  readonly text: string;
}

/** A source that is to be written. */
export interface NewSource {
  /** Below the project folder. */
  readonly path: string;
  readonly content: string;
  /** Such as 0o600; as the umask says unless given. */
  readonly mode?: number;
}

/** The sources, and what they declare. */
export interface ImportedProject {
  readonly sources: readonly NewSource[];
  /** Of the collection. */
  readonly slug: string;
  readonly declaration: CollectionDeclaration;
  /** Names of the variables that an environment has to give it. */
  readonly required: readonly string[];
  readonly environments: readonly { readonly slug: string; readonly values: readonly ExportedVariable[] }[];
}

/** The sources, and what a person should know. */
export interface ExportedProject extends ImportedProject {
  /** Names of variables whose values were left out, as they are secrets. */
  readonly leftOut: readonly string[];
  /** Names of variables that no given environment has. */
  readonly added: readonly string[];
}

/** The error of a name that no file can have. */
export const unnamed = (name: string): PostsmithError =>
  new PostsmithError(
    'USAGE',
    `No file can be called by the name ${JSON.stringify(name)}; give one of letters, digits and -: --name bookshop.`,
  );

const readExported = ({ path, text }: ExportedFile) => {
  const exported = parseExported(text);
  if ('problem' in exported) throw new PostsmithError('USAGE', `${path}: ${exported.problem}.`);
  return exported.collection;
};

/** Whoever exported it may have had a secret in it: it must not get into a repository. */
const refuseSecretsIn = ({ path }: ExportedFile, collection: unknown): void => {
  try {
    refuseSecrets([{ path, content: JSON.stringify(collection) }]);
  } catch (failure) {
    if (!(failure instanceof PostsmithError)) throw failure;
    throw new PostsmithError(
      failure.code,
      'Nothing was written, because the exported collection holds what looks like secrets. In Postman, put each into a variable of an environment and write {{its_name}} in its place, in an example a stand-in such as <token>; then export it again:',
      { problems: failure.problems },
    );
  }
};

/** A variable that is needed. One that is switched off has a value already. */
const needed = (name: string, secret: boolean, values: readonly ExportedVariable[]): ExportedVariable => ({
  value: '',
  type: secret ? 'secret' : 'default',
  ...values.findLast(({ key }) => key === name),
  key: name,
  enabled: true,
});

interface NamedEnvironment {
  readonly slug: string;
  readonly name: string;
  readonly values: readonly ExportedVariable[];
}

const readEnvironments = (
  slug: string,
  name: string,
  files: readonly ExportedFile[],
): readonly NamedEnvironment[] => {
  if (files.length === 0) return [{ slug, name, values: [] }];
  const slugs = new Set<string>();
  return files.map(({ path, text }) => {
    const environment = environmentIn(path, text);
    const own = files.length === 1 ? slug : `${slug}-${slugOf(environment.name) || 'environment'}`;
    let free = own;
    for (let count = 2; slugs.has(free); count += 1) free = `${own}-${count}`;
    slugs.add(free);
    return { slug: free, name: environment.name, values: environment.values };
  });
};

const environmentIn = (path: string, text: string) => {
  try {
    return parseEnvironment(text.replace(/^\uFEFF/, ''));
  } catch (failure) {
    if (failure instanceof PostsmithError) throw new PostsmithError('USAGE', `${path}: ${failure.message}`);
    throw failure;
  }
};

/**
 * Makes the sources of a project of exported files; nothing is written.
 *
 * @param name the base name of the files; made of the collection's name unless given
 * @param script one of the project that runs after each response; none unless given
 * @throws PostsmithError USAGE for a file that is none, SECRET_IN_ARTIFACT
 */
export const exportedProject = (
  file: ExportedFile,
  environments: readonly ExportedFile[],
  name: string | undefined,
  script?: string,
): ExportedProject => {
  const collection = readExported(file);
  const declaration = defineCollection({ ...readCollection(collection) });
  const slug = name ?? slugOf(declaration.name);
  if (!/^[A-Za-z\d][\w.-]*$/.test(slug)) throw unnamed(slug === '' ? declaration.name : slug);
  refuseSecretsIn(file, collection);
  const scriptVariables = new Set(
    scriptUses(declaration).flatMap(({ use }) => ('code' in use ? namesSetIn(use.code) : [])),
  );
  const input = { file: file.path, slug, declaration, environments: [], scriptVariables };
  const lacking = lackingVariables(input);
  const declared = readEnvironments(slug, declaration.name, environments).map((environment) => {
    const has = new Set(environment.values.filter(({ enabled }) => enabled).map(({ key }) => key));
    const added = lacking.filter((each) => !has.has(each.name));
    return {
      ...environment,
      values: [
        ...environment.values,
        ...added.map((each) => needed(each.name, each.isSecret, environment.values)),
      ],
      added: added.map((each) => each.name),
    };
  });
  return {
    slug,
    declaration,
    required: lacking.map((each) => each.name),
    environments: declared,
    sources: [
      { path: `collections/${slug}.ts`, content: collectionSource(`./${slug}/exported.json`, script) },
      { path: `collections/${slug}/exported.json`, content: file.text },
      ...declared.map((each) => ({
        path: `environments/${each.slug}.ts`,
        content: environmentSource(each.name, each.values),
      })),
    ],
    leftOut: declared.flatMap(({ values }) =>
      values.filter((each) => each.value !== '' && isSecret(each)).map(({ key }) => key),
    ),
    added: environments.length === 0 ? [] : [...new Set(declared.flatMap(({ added }) => added))],
  };
};
