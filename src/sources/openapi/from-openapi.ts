/** An OpenAPI document as a source of declarations. */

import type { CollectionDeclaration } from '../../model/collection.ts';
import { PostsmithError } from '../../errors.ts';
import { isRecord } from '../../values/json.ts';
import { Converter } from './convert.ts';
import { oneLine } from '../../values/one-line.ts';
import { member, members, readDocument, textIn, type At, type OpenApiDocument } from './document.ts';
import { openIdEndpoints } from './open-id.ts';
import type { OpenApiOptions } from './options.ts';
import { proseIn } from './public.ts';

export type { OpenApiOperation, OpenApiOptions, RequestChange } from './options.ts';

/** A server of a document, as what an environment is made of. */
export interface OpenApiServer {
  readonly name: string;
  readonly variables: readonly ServerVariable[];
}

/** `base_url`, or a variable of a server. */
export interface ServerVariable {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

const variablesOf = (server: At): readonly ServerVariable[] =>
  members(member(server, 'variables')).map(([name, each]) => {
    const choices = members(member(each, 'enum')).map(([, choice]) => String(choice.value));
    const description = [proseIn(each) ?? '', choices.length === 0 ? '' : `One of ${choices.join(', ')}.`]
      .filter((text) => text !== '')
      .join(' ');
    return {
      name,
      value: String(member(each, 'default').value ?? ''),
      ...(description !== '' && { description: oneLine(description) }),
    };
  });

const baseUrl = (url: string): ServerVariable => ({ name: 'base_url', value: url.replace(/\/+$/, '') });

/** An address that begins nowhere begins at a host that people fill in. */
const addressVariables = (server: At, variables: readonly ServerVariable[]): readonly ServerVariable[] => {
  const url = (textIn(server, 'url') ?? '/').replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    variables.some((each) => each.name === name) ? `{{${name}}}` : name,
  );
  if (/^(?:https?:|\{\{)/.test(url)) return [baseUrl(url)];
  if (server.file.startsWith('http')) return [baseUrl(new URL(url, server.file).href)];
  const path = url.startsWith('/') ? url : `/${url}`;
  return [
    baseUrl(`https://{{host}}${path}`),
    { name: 'host', value: '', description: 'Where the API is: a host, with a port where it needs one.' },
  ];
};

const serversOf = (document: OpenApiDocument): readonly OpenApiServer[] => {
  const servers = members(member(document.root, 'servers'));
  // Without one it is at the root of where the document is (OpenAPI 3.1 §4.8.1).
  const all = servers.length > 0 ? servers : [['0', { ...document.root, value: { url: '/' } }] as const];
  return all.map(([at, server]) => {
    const variables = variablesOf(server);
    return {
      name: oneLine(proseIn(server) ?? `Server ${Number(at) + 1}`),
      variables: [...addressVariables(server, variables), ...variables],
    };
  });
};

const readOpenApi = async (given: string): Promise<OpenApiDocument> => {
  const document = await readDocument(given);
  const { value } = document.root;
  const version = isRecord(value) ? value['openapi'] : undefined;
  if (!isRecord(value) || typeof version !== 'string' || !version.startsWith('3.')) {
    const what =
      isRecord(value) && value['swagger'] !== undefined
        ? 'it is Swagger 2.0; convert it to OpenAPI 3 first'
        : 'it is no OpenAPI 3 document: it has no `openapi: 3.…` at its top';
    throw new PostsmithError('INVALID_DECLARATION', `${given}: ${what}.`);
  }
  if (!isRecord(value['info']))
    throw new PostsmithError(
      'INVALID_DECLARATION',
      `${given}: it has no \`info\`; give it one with the API's title and version.`,
    );
  return document;
};

/**
 * Reads an OpenAPI document (3.0, 3.1, and 3.2 as far as it is the same):
 * `defineCollection({ ...(await fromOpenAPI('./api.yaml')) })`. What the collection can't say is told when it is built.
 *
 * @param document a path, from the folder of the declaring file, or an address
 * @param options what comes beside, and in place of, what the document says
 * @returns what a collection is declared with: a folder for each tag, a request for each operation
 * @throws PostsmithError INVALID_DECLARATION with file, line and pointer
 */
export const fromOpenAPI = async (
  document: string,
  options: OpenApiOptions = {},
): Promise<Omit<CollectionDeclaration, 'kind'>> => {
  const read = await readOpenApi(document);
  const endpoints = await openIdEndpoints(read, Object.keys(options.securitySchemes ?? {}));
  return new Converter(read, endpoints, options).collection();
};

/** The servers of a document: what its environments are made of. */
export const openApiServers = async (document: string): Promise<readonly OpenApiServer[]> =>
  serversOf(await readOpenApi(document));
