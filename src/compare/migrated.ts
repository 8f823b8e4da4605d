/**
 * What `postman collection migrate` makes of a collection, a folder of YAML files (v3), as the collection of v2.1 that it was.
 * It carries neither examples beside their requests, nor a method of GraphQL, nor variables of folders.
 */

import { isRecord } from '../values/json.ts';

type Members = Readonly<Record<string, unknown>>;

/** A folder of the v3 format, parsed. */
export interface MigratedFolder {
  /** The folder's own name. */
  readonly name: string;
  /** What `.resources/definition.yaml` says; absent where there is none. */
  readonly definition: unknown;
  readonly folders: readonly MigratedFolder[];
  /** What the files `….request.yaml` say, with the names of the files without that. */
  readonly requests: readonly { readonly name: string; readonly content: unknown }[];
}

const LISTENERS: Readonly<Record<string, string>> = {
  beforeRequest: 'prerequest',
  afterResponse: 'test',
};

const members = (list: unknown): readonly Members[] => (Array.isArray(list) ? list.filter(isRecord) : []);

const eventsOf = (scripts: unknown) =>
  members(scripts).map(({ type, code }) => ({
    listen: LISTENERS[String(type).replace(/^http:/, '')] ?? String(type),
    script: { exec: String(code ?? '').split('\n') },
  }));

/** A list, or an object where no name occurs twice and nothing is switched off. */
const pairsOf = (pairs: unknown): readonly Members[] =>
  isRecord(pairs) ? Object.entries(pairs).map(([key, value]) => ({ key, value })) : members(pairs);

/** A folder has a list of them, of which the first is the one that holds. */
const authOf = (auth: unknown): unknown => {
  const [first] = [auth].flat();
  if (!isRecord(first)) return undefined;
  const { type, credentials } = first;
  return { type, [String(type)]: isRecord(credentials) ? credentials : {} };
};

const LANGUAGES = new Set(['json', 'xml', 'html', 'javascript', 'text']);

const FORMS = new Set(['urlencoded', 'formdata']);

const bodyOf = (body: unknown): unknown => {
  if (!isRecord(body)) return undefined;
  const { type, content } = body;
  const mode = String(type);
  return LANGUAGES.has(mode)
    ? { mode: 'raw', raw: content, options: { raw: { language: mode } } }
    : { mode, [mode]: FORMS.has(mode) ? pairsOf(content) : content };
};

const requestOf = (content: Members) => {
  const { $kind, method, url, headers, queryParams, pathVariables, body, description, auth } = content;
  const isGraphql = $kind === 'graphql-request';
  const { query, variables } = content;
  return {
    method: method ?? (isGraphql ? 'POST' : 'GET'),
    header: pairsOf(headers),
    url: { raw: url, query: pairsOf(queryParams), variable: pairsOf(pathVariables) },
    description,
    auth: authOf(auth),
    body: isGraphql ? { mode: 'graphql', graphql: { query, variables: variables ?? '' } } : bodyOf(body),
  };
};

interface Ordered {
  readonly order: number;
  readonly item: Members;
}

const orderOf = (content: unknown): number => Number(isRecord(content) ? content['order'] : undefined) || 0;

const itemsOf = ({ folders, requests }: MigratedFolder): readonly Members[] => {
  const all: Ordered[] = [
    ...folders.map((folder) => ({
      order: orderOf(folder.definition),
      item: { ...shellOf(folder), item: itemsOf(folder) },
    })),
    ...requests.map(({ name, content }) => {
      const fields = isRecord(content) ? content : {};
      return {
        order: orderOf(content),
        item: {
          name: fields['name'] ?? name,
          id: fields['id'],
          event: eventsOf(fields['scripts']),
          protocolProfileBehavior: fields['settings'],
          request: requestOf(fields),
          response: [],
        },
      };
    }),
  ];
  return all.sort((one, other) => one.order - other.order).map(({ item }) => item);
};

const shellOf = ({ name, definition }: MigratedFolder) => {
  const fields = isRecord(definition) ? definition : {};
  return {
    name: fields['name'] ?? name,
    id: fields['id'],
    description: fields['description'],
    auth: authOf(fields['auth']),
    event: eventsOf(fields['scripts']),
    protocolProfileBehavior: fields['settings'],
    variable: pairsOf(fields['variables']),
  };
};

/** Returns the collection; what is no such folder gives one without items. */
export const migratedCollection = (folder: MigratedFolder): Members => {
  const { name, id, description, ...shell } = shellOf(folder);
  return {
    info: {
      _postman_id: id,
      name,
      description,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    ...shell,
    item: itemsOf(folder),
  };
};
