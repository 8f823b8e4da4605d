/** A project → its artifacts, in memory: the same text on every run and machine. */

import { bundleScripts, type CollectionScripts } from './script-bundles.ts';
import { identityProblems } from '../check/check-authorization.ts';
import { checkProject } from '../check/check.ts';
import { loginVariableProblems } from '../check/login-variables.ts';
import { requiredVariableProblems } from '../check/required-variables.ts';
import { emitCollection } from '../emit/collection.ts';
import { emitEnvironment } from '../emit/environment.ts';
import { descriptionOf, type Loss } from '../model/described.ts';
import { refuseSecrets } from '../check/leaks.ts';
import {
  environmentsOf,
  readProject,
  type CollectionSource,
  type EnvironmentSource,
  type Project,
  type ProjectReading,
} from '../project/project.ts';
import { projectProblems } from '../project/problems.ts';
import { recallNothing, type Recall } from '../values/recall.ts';
import { mapsPath, mapsText } from './script-maps.ts';

/** A file for dist, which only `output` writes. */
export interface Artifact {
  /** Below the project folder, with forward slashes: `dist/collections/pexip-management.postman_collection.json`. */
  readonly path: string;
  /** UTF-8, ends with a newline. */
  readonly content: string;
}

/** An environment with its file. */
interface BuiltEnvironment extends EnvironmentSource {
  readonly artifact: Artifact;
}

/** A collection with its file and the environments that it can be run with. */
export interface BuiltCollection extends CollectionSource {
  readonly artifact: Artifact;
  readonly environments: readonly BuiltEnvironment[];
  /** Source maps of its scripts; absent where it has none. */
  readonly scriptMaps?: Artifact;
}

/** A project with everything that is built of it. */
export interface Build {
  readonly project: Project;
  readonly collections: readonly BuiltCollection[];
  readonly environments: readonly BuiltEnvironment[];
  /** Everything that belongs into `dist`. */
  readonly artifacts: readonly Artifact[];
  /** What descriptions of APIs say and their collections can't. */
  readonly losses: readonly Loss[];
}

// Tabs and no blank line, as Postman itself exports.
const jsonText = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;

const buildEnvironment = (source: EnvironmentSource): BuiltEnvironment => ({
  ...source,
  artifact: {
    path: `dist/environments/${source.slug}.postman_environment.json`,
    content: jsonText(emitEnvironment(source.declaration, source.slug)),
  },
});

const buildCollection = (
  source: CollectionSource,
  { texts, bundles, made }: CollectionScripts,
  environments: readonly BuiltEnvironment[],
  recall: Recall,
): BuiltCollection => {
  const { slug, declaration } = source;
  const emitted = recall(`collection ${slug}`, [declaration, ...made], () => ({
    text: jsonText(emitCollection(declaration, slug, texts)),
    maps: mapsText(bundles),
  }));
  return {
    ...source,
    environments: environmentsOf(source, environments),
    artifact: { path: `dist/collections/${slug}.postman_collection.json`, content: emitted.text },
    ...(emitted.maps !== undefined && { scriptMaps: { path: mapsPath(slug), content: emitted.maps } }),
  };
};

type Scripts = ReadonlyMap<CollectionSource, CollectionScripts>;

/** Only for a collection whose scripts are known, as one that is broken may be what sets the variable. */
const variableProblems = ({ environments }: Project, scripts: Scripts): string[] =>
  [...scripts].flatMap(([source, { uses, problems }]) => {
    if (problems.length > 0) return [];
    const own = { ...source, environments: environmentsOf(source, environments) };
    return [
      ...requiredVariableProblems({ ...own, scriptVariables: new Set(uses.flatMap(({ sets }) => sets)) }),
      ...loginVariableProblems({ ...own, uses }),
      ...identityProblems(source.file, source.declaration),
    ];
  });

/** All that is wrong with a project beside what its files could not even be loaded for. */
const problemsOf = (project: Project, scripts: Scripts, environmentFiles: number) => ({
  scripts: [...new Set([...scripts.values()].flatMap(({ problems }) => problems))],
  // A broken environment lacks every variable: nobody should be sent after them.
  variables: project.environments.length === environmentFiles ? variableProblems(project, scripts) : [],
});

const emitProject = (project: Project, scripts: Scripts, recall: Recall): Build => {
  const environments = project.environments.map(buildEnvironment);
  const collections = [...scripts].map(([source, own]) => buildCollection(source, own, environments, recall));
  const artifacts = [
    ...[...collections, ...environments].map(({ artifact }) => artifact),
    ...collections.flatMap(({ scriptMaps }) => scriptMaps ?? []),
  ];
  const losses = project.collections.flatMap(({ declaration }) => descriptionOf(declaration)?.losses ?? []);
  return { project, collections, environments, artifacts, losses };
};

const publicValuesOf = ({ collections, environments }: Project): string[] =>
  [...collections, ...environments].flatMap(({ declaration }) => declaration.publicValues ?? []);

/** What spares a second build of a project work. */
interface BuildOptions {
  readonly read?: (folder: string) => Promise<ProjectReading>;
  readonly recall?: Recall;
}

/**
 * Builds a project; nothing is written.
 *
 * @throws PostsmithError INVALID_PROJECT, INVALID_DECLARATION or INVALID_SCRIPT with every problem of every file, or
 *   SECRET_IN_ARTIFACT
 */
export const buildProject = async (
  folder: string,
  { read = readProject, recall = recallNothing }: BuildOptions = {},
): Promise<Build> => {
  const reading = await read(folder);
  const { problems, collections, environments } = checkProject(reading.files, reading.scripts, recall);
  const project = { root: reading.root, collections, environments };
  const scripts = await bundleScripts(project.root, collections);
  const environmentFiles = reading.sources.filter(({ kind }) => kind === 'environment').length;
  const found = problemsOf(project, scripts, environmentFiles);
  const failure = projectProblems({
    project: reading.problems,
    declarations: [...problems, ...found.variables],
    scripts: found.scripts,
  });
  if (failure !== undefined) throw failure;
  const build = emitProject(project, scripts, recall);
  refuseSecrets(build.artifacts, publicValuesOf(project), recall);
  return build;
};
