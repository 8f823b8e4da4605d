/** An OpenAPI document as a source of declarations. */

import type { CollectionDeclaration } from '../../model/collection.ts';
import { PostsmithError } from '../../errors.ts';
import { isRecord } from '../../values/json.ts';
import { Converter, type OpenApiOptions } from './convert.ts';
import { member, members, oneLine, readDocument, textIn, type OpenApiDocument } from './document.ts';

export type { Loss, OpenApiOptions } from './convert.ts';

/** A server of a document, as what an environment is made of. */
export interface OpenApiServer {
  readonly name: string;
  /** `base_url` and the server's own variables. */
  readonly variables: { readonly [name: string]: string };
}

const serversOf = (document: OpenApiDocument): readonly OpenApiServer[] =>
  members(member(document.root, 'servers')).map(([at, server]) => {
    const variables = members(member(server, 'variables')).map(
      ([name, each]) => [name, String(member(each, 'default').value ?? '')] as const,
    );
    const url = (textIn(server, 'url') ?? '').replaceAll(/\{([^{}]+)\}/g, '{{$1}}');
    const address = /^(?:https?:|\{\{)/.test(url)
      ? url
      : document.root.file.startsWith('http')
        ? new URL(url, document.root.file).href
        : '';
    return {
      name: oneLine(textIn(server, 'description') ?? `Server ${Number(at) + 1}`),
      variables: { base_url: address.replace(/\/$/, ''), ...Object.fromEntries(variables) },
    };
  });

const readOpenApi = async (given: string, folder: string): Promise<OpenApiDocument> => {
  const document = await readDocument(given, folder);
  const { value } = document.root;
  const version = isRecord(value) ? value['openapi'] : undefined;
  if (!isRecord(value) || typeof version !== 'string' || !version.startsWith('3.')) {
    const what =
      isRecord(value) && value['swagger'] !== undefined
        ? 'it is Swagger 2.0; convert it to OpenAPI 3 first'
        : 'it is no OpenAPI 3 document';
    throw new PostsmithError('INVALID_DECLARATION', `${given}: ${what}`);
  }
  if (!isRecord(value['info']))
    throw new PostsmithError('INVALID_DECLARATION', `${given}: it has no \`info\``);
  return document;
};

/**
 * Reads an OpenAPI document (3.0, 3.1): `defineCollection({ ...(await fromOpenAPI('./api.yaml')) })`.
 *
 * @param document a path, from the folder of the declaring file, or an address
 * @returns what a collection is declared with: a folder for each tag, a request for each operation
 * @throws PostsmithError INVALID_DECLARATION with file, line and pointer
 */
export const fromOpenAPI = async (
  document: string,
  options: OpenApiOptions = {},
): Promise<Omit<CollectionDeclaration, 'kind'>> =>
  new Converter(await readOpenApi(document, options.folder ?? '.'), options).collection();

/** The servers of a document: what its environments are made of. */
export const openApiServers = async (document: string, folder: string): Promise<readonly OpenApiServer[]> =>
  serversOf(await readOpenApi(document, folder));
