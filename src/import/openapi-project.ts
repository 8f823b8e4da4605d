/** What `postsmith import openapi` writes: a collection that reads the document, and an environment for each server. */

import { relative, resolve, sep } from 'node:path';
import { lackingVariables } from '../check/required-variables.ts';
import { defineCollection } from '../model/collection.ts';
import { isSecretName } from '../values/secret-patterns.ts';
import { descriptionOf, type Loss } from '../model/described.ts';
import { isAddress } from '../sources/openapi/document.ts';
import {
  fromOpenAPI,
  openApiServers,
  type OpenApiServer,
  type ServerVariable,
} from '../sources/openapi/from-openapi.ts';
import { environmentSource, quote, slugOf, type ExportedVariable } from './declare.ts';
import { unnamed, type ImportedProject } from './exported-project.ts';

/** The sources, and what the document says that they don't. */
export interface OpenApiProject extends ImportedProject {
  readonly losses: readonly Loss[];
}

const collectionSource = (
  document: string,
  script: string | undefined,
): string => `import { defineCollection } from 'postsmith';
import { fromOpenAPI } from 'postsmith/openapi';

export default defineCollection({
  ...(await fromOpenAPI(${quote(document)})),
  // What you declare here comes in place of what the document says: name, authorization, scripts, …; options of fromOpenAPI
  // change, add and leave out requests.
${script === undefined ? '' : `  scripts: { postResponse: ['${script}'] },\n`}});
`;

/** As the declaring file names it. */
const fromCollections = (document: string, folder: string): string => {
  if (isAddress(document)) return document;
  const path = relative(resolve(folder, 'collections'), resolve(folder, document)).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
};

const variable = ({ name, value, description }: ServerVariable): ExportedVariable => ({
  key: name,
  value,
  type: isSecretName(name) ? 'secret' : 'default',
  enabled: true,
  ...(description !== undefined && { description }),
});

/** What the server says, and what the collection needs besides. */
const valuesOf = (
  server: OpenApiServer,
  lacking: ReturnType<typeof lackingVariables>,
): readonly ExportedVariable[] => [
  ...server.variables.map(variable),
  ...lacking
    .filter(({ name: own }) => !server.variables.some((each) => each.name === own))
    .map(({ name, isSecret }) => ({
      ...variable({ name, value: '' }),
      ...(isSecret && { type: 'secret' as const }),
    })),
];

/** One environment is called as the collection is, several by their servers. */
const environmentNames = (slug: string, servers: readonly OpenApiServer[]): readonly string[] => {
  if (servers.length < 2) return [slug];
  const names = servers.map(({ name }, at) => slugOf(name) || String(at + 1));
  return names.map((name, at) => `${slug}-${names.indexOf(name) < at ? `${name}-${at + 1}` : name}`);
};

/**
 * Makes the sources of a project of an OpenAPI document; nothing is written.
 *
 * @param name the base name of the files; made of the document's title unless given
 * @param more a script of the project that runs after each response, and where the document will lie; none, and where it is, unless
 *   given
 * @throws PostsmithError INVALID_DECLARATION, USAGE
 */
export const openApiProject = async (
  document: string,
  folder: string,
  name: string | undefined,
  { script, place }: { readonly script?: string; readonly place?: string } = {},
): Promise<OpenApiProject> => {
  const path = isAddress(document) ? document : resolve(folder, document);
  const declaration = defineCollection(await fromOpenAPI(path));
  const slug = name ?? slugOf(declaration.name);
  if (!/^[A-Za-z\d][\w.-]*$/.test(slug)) throw unnamed(name ?? declaration.name);
  const lacking = lackingVariables({
    file: document,
    slug,
    declaration,
    environments: [],
    scriptVariables: new Set(),
  });
  const servers = await openApiServers(path);
  const names = environmentNames(slug, servers);
  const environments = servers.map((server, at) => ({
    slug: names[at] ?? slug,
    name: servers.length < 2 ? declaration.name : `${declaration.name}: ${server.name}`,
    values: valuesOf(server, lacking),
  }));
  const reference = fromCollections(place ?? document, folder);
  return {
    slug,
    declaration,
    required: lacking.map((each) => each.name),
    environments,
    sources: [
      { path: `collections/${slug}.ts`, content: collectionSource(reference, script) },
      ...environments.map((each) => ({
        path: `environments/${each.slug}.ts`,
        content: environmentSource(each.name, each.values),
      })),
    ],
    losses: descriptionOf(declaration)?.losses ?? [],
  };
};
