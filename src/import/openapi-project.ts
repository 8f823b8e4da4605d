/** What `postsmith import openapi` writes: a collection that reads the document, and an environment for each server. */

import { relative, resolve, sep } from 'node:path';
import { lackingVariables } from '../check/required-variables.ts';
import { PostsmithError } from '../errors.ts';
import { defineCollection } from '../model/collection.ts';
import { isSecretName } from '../values/secret-patterns.ts';
import { fromOpenAPI, openApiServers, type Loss } from '../sources/openapi/from-openapi.ts';
import { environmentSource, slugOf, type ExportedVariable } from './declare.ts';
import type { NewSource } from './exported-project.ts';

/** The sources, and what the document says that they don't. */
export interface OpenApiProject {
  readonly sources: readonly NewSource[];
  readonly losses: readonly Loss[];
}

const collectionSource = (document: string): string => `import { defineCollection } from 'postsmith';
import { fromOpenAPI } from 'postsmith/openapi';

export default defineCollection({
  ...(await fromOpenAPI(${JSON.stringify(document)})),
  // What you declare here comes in place of what the document says: authorization, name, items, …
});
`;

/** As the declaring file names it. */
const fromCollections = (document: string, folder: string): string => {
  if (/^https?:\/\//.test(document)) return document;
  const path = relative(resolve(folder, 'collections'), resolve(folder, document)).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
};

const variable = (key: string, value: string, secret: boolean): ExportedVariable => ({
  key,
  value,
  type: secret ? 'secret' : 'default',
  enabled: true,
});

/**
 * Makes the sources of a project of an OpenAPI document; nothing is written.
 *
 * @param name the base name of the files; made of the document's title unless given
 * @throws PostsmithError INVALID_DECLARATION, USAGE
 */
export const openApiProject = async (
  document: string,
  folder: string,
  name: string | undefined,
): Promise<OpenApiProject> => {
  const losses: Loss[] = [];
  const declaration = defineCollection(
    await fromOpenAPI(document, { folder, onLoss: (loss) => losses.push(loss) }),
  );
  const slug = name ?? slugOf(declaration.name);
  if (!/^[A-Za-z\d][\w.-]*$/.test(slug)) {
    throw new PostsmithError(
      'USAGE',
      `No file can be called by the name ${JSON.stringify(name ?? declaration.name)}; give one of letters, digits and -: --name bookshop.`,
    );
  }
  const lacking = lackingVariables({
    file: document,
    slug,
    declaration,
    environments: [],
    scriptVariables: new Set(),
  });
  const servers = await openApiServers(document, folder);
  const [first = { name: declaration.name, variables: { base_url: '' } }, ...others] = servers;
  const environments = [first, ...others].map((server, at) => {
    const own = Object.entries(server.variables).map(([key, value]) =>
      variable(key, value, isSecretName(key)),
    );
    const further = lacking.filter((each) => !(each.name in server.variables));
    return {
      path: `environments/${servers.length < 2 ? slug : `${slug}-${slugOf(server.name) || String(at + 1)}`}.ts`,
      content: environmentSource(
        servers.length < 2 ? declaration.name : `${declaration.name}: ${server.name}`,
        [...own, ...further.map((each) => variable(each.name, '', each.isSecret))],
      ),
    };
  });
  return {
    sources: [
      { path: `collections/${slug}.ts`, content: collectionSource(fromCollections(document, folder)) },
      ...environments,
    ],
    losses,
  };
};
