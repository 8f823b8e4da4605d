/** Makes a collection of an OpenAPI document: a folder for each tag, a request for each operation. */

import type {
  CollectionDeclaration,
  Header,
  ItemDeclaration,
  QueryParameter,
  RequestDeclaration,
} from '../../model/collection.ts';
import { grantIn } from '../../model/identities.ts';
import { isRecord } from '../../values/json.ts';
import { bodyOf, examplesOf } from './bodies.ts';
import { member, members, oneLine, textIn, type At, type OpenApiDocument } from './document.ts';
import { headerOf, parametersOf, pathValueOf, queryOf, type Parameter } from './parameters.ts';
import { Sampler } from './sample.ts';
import { SecurityReader, type Secured } from './security.ts';

/** Something of a document that a collection can't say. */
export interface Loss {
  /** Where it stands: `api.yaml #/paths/~1things/get`. */
  readonly place: string;
  readonly what: string;
}

/** What `fromOpenAPI` may be told. */
export interface OpenApiOptions {
  /** The folder of a path; the current one unless given. */
  readonly folder?: string;
  /** Called for each thing that is not carried over. */
  readonly onLoss?: (loss: Loss) => void;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

interface Operation {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly item: At;
  readonly at: At;
}

const operationsOf = (document: OpenApiDocument): readonly Operation[] =>
  members(member(document.root, 'paths')).flatMap(([path, each]) => {
    if (!path.startsWith('/')) return [];
    const item = document.deref(each);
    return Object.keys(isRecord(item.value) ? item.value : {}).flatMap((name) => {
      const method = METHODS.find((known) => known === name);
      return method === undefined ? [] : [{ method, path, item, at: member(item, name) }];
    });
  });

/** Segments that are a parameter become path variables; within a segment Postman has none, so its value stands there. */
const pathOf = (
  path: string,
  parameters: readonly Parameter[],
): { url: string; variables: RequestDeclaration['pathVariables'] } => {
  const known = new Map(parameters.filter((each) => each.in === 'path').map((each) => [each.name, each]));
  const variables: Record<string, { value: string; description?: string }> = {};
  // Some documents tell operations of one path apart by a fragment, which nobody sends.
  const url = (path.split('#')[0] ?? '')
    .split('/')
    .map((segment) => {
      const [, name] = /^\{([^{}]+)\}$/.exec(segment) ?? [];
      const parameter = name === undefined ? undefined : known.get(name);
      if (name !== undefined && /^[\w-]+$/.test(name)) {
        variables[name] = parameter === undefined ? { value: name } : pathValueOf(parameter);
        return `:${name}`;
      }
      return segment.replaceAll(/\{([^{}]+)\}/g, (_, inner: string) => {
        const within = known.get(inner);
        return within === undefined ? inner : encodeURIComponent(pathValueOf(within).value);
      });
    })
    .join('/');
  return { url, variables: Object.keys(variables).length === 0 ? undefined : variables };
};

const serverOf = (at: At): string | undefined => {
  const [first] = members(member(at, 'servers'));
  if (first === undefined) return undefined;
  const url = textIn(first[1], 'url') ?? '';
  const filled = url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    String(member(member(member(first[1], 'variables'), name), 'default').value ?? name),
  );
  return filled.startsWith('http') ? filled.replace(/\/$/, '') : undefined;
};

/** Makes the declarations of one document. */
export class Converter {
  readonly #document: OpenApiDocument;
  readonly #options: OpenApiOptions;
  readonly #security: SecurityReader;
  readonly #sent: Sampler;
  readonly #received: Sampler;

  constructor(document: OpenApiDocument, options: OpenApiOptions) {
    this.#document = document;
    this.#options = options;
    const requirements = [
      member(document.root, 'security'),
      ...operationsOf(document).map(({ at }) => member(at, 'security')),
    ];
    this.#security = new SecurityReader(document, requirements, serverOf(document.root));
    this.#sent = new Sampler(document, 'request');
    this.#received = new Sampler(document, 'response');
  }

  #lose(at: At, what: string): void {
    this.#options.onLoss?.({ place: this.#document.place(at), what });
  }

  collection(): Omit<CollectionDeclaration, 'kind'> {
    const { root } = this.#document;
    const info = member(root, 'info');
    const common = member(root, 'security');
    const secured = common.value === undefined ? undefined : this.#security.read(common);
    const description = textIn(info, 'description');
    for (const name of ['webhooks', 'x-webhooks']) {
      if (member(root, name).value !== undefined)
        this.#lose(member(root, name), 'webhooks are what the API sends; a collection has none');
    }
    return {
      name: oneLine(textIn(info, 'title') ?? 'API'),
      ...(textIn(info, 'version') !== undefined && { version: textIn(info, 'version') ?? '' }),
      ...(description !== undefined && { description }),
      ...(secured?.authorization !== undefined && { authorization: secured.authorization }),
      items: this.#folders(secured),
    };
  }

  #folders(common: Secured | undefined): readonly ItemDeclaration[] {
    const described = new Map(
      members(member(this.#document.root, 'tags')).map(([, tag]) => [
        textIn(tag, 'name') ?? '',
        textIn(tag, 'description'),
      ]),
    );
    const folders = new Map<string, RequestDeclaration[]>([...described.keys()].map((name) => [name, []]));
    const untagged: RequestDeclaration[] = [];
    const keys = new Set<string>();
    for (const operation of operationsOf(this.#document)) {
      const tag = member(member(operation.at, 'tags'), 0).value;
      const request = this.#request(operation, common, keys);
      if (typeof tag !== 'string') untagged.push(request);
      else folders.set(tag, [...(folders.get(tag) ?? []), request]);
    }
    const tagged = [...folders]
      .filter(([, items]) => items.length > 0)
      .map(([name, items]): ItemDeclaration => {
        const description = described.get(name);
        return {
          kind: 'folder',
          name: oneLine(name),
          ...(description !== undefined && { description }),
          items,
        };
      });
    return [...tagged, ...untagged];
  }

  #request(
    { method, path, item, at }: Operation,
    common: Secured | undefined,
    keys: Set<string>,
  ): RequestDeclaration {
    const parameters = parametersOf(this.#document, item, at, this.#sent);
    const { url, variables } = pathOf(path, parameters);
    const { body, notes } = bodyOf(this.#document, member(at, 'requestBody'), this.#sent);
    const own = member(at, 'security');
    const secured = own.value === undefined ? common : this.#security.read(own);
    const examples = examplesOf(this.#document, at, this.#received);
    this.#losses(at);
    const all = [
      ...notes,
      ...(secured?.notes ?? []),
      ...(member(at, 'deprecated').value === true ? ['it is deprecated'] : []),
    ];
    const description = [
      textIn(at, 'description') ?? textIn(item, 'description') ?? '',
      ...all.map((note) => `Note: ${note}.`),
    ]
      .filter((each) => each !== '')
      .join('\n\n');
    const key = this.#key(textIn(at, 'operationId') ?? `${method} ${path}`, keys);
    const query = [
      ...parameters.filter((each) => each.in === 'query').flatMap(queryOf),
      ...besideIn(secured, 'query'),
    ];
    const headers = this.#headers(parameters, secured);
    const scope = secured?.scope;
    return {
      kind: 'request',
      name: oneLine(textIn(at, 'summary') ?? textIn(at, 'operationId') ?? `${method.toUpperCase()} ${path}`),
      key,
      method: method.toUpperCase(),
      url: `${serverOf(at) ?? serverOf(item) ?? '{{base_url}}'}${url}`,
      ...(description !== '' && { description }),
      ...(variables !== undefined && { pathVariables: variables }),
      ...(query.length > 0 && { query }),
      ...(headers.length > 0 && { headers }),
      ...(body !== undefined && { body }),
      ...(examples.length > 0 && { examples }),
      ...(own.value !== undefined &&
        secured?.authorization !== undefined && { authorization: secured.authorization }),
      ...(scope !== undefined &&
        secured !== undefined &&
        grantIn(secured.authorization) !== undefined && { scope }),
    };
  }

  #key(wanted: string, keys: Set<string>): string {
    let key = wanted.replace(/^\/+/, '');
    for (let count = 2; keys.has(key); count += 1) key = `${wanted} ${count}`;
    keys.add(key);
    return key;
  }

  #headers(parameters: readonly Parameter[], secured: Secured | undefined): Header[] {
    const cookies = parameters.filter((each) => each.in === 'cookie');
    const own = besideIn(secured, 'cookie');
    const texts = [
      ...cookies.map((each) => ({ ...headerOf(each) })),
      ...own.map(({ name, value }) => ({ name, value: value ?? '', enabled: true })),
    ];
    const isOn = texts.some(({ enabled }) => enabled !== false);
    return [
      ...parameters
        .filter((each) => each.in === 'header' && !/^(?:accept|content-type|authorization)$/i.test(each.name))
        .map(headerOf),
      ...besideIn(secured, 'header').map(({ name, value }) => ({ name, value: value ?? '' })),
      ...(texts.length === 0
        ? []
        : [
            {
              name: 'Cookie',
              value: texts.map(({ name, value }) => `${name}=${value}`).join('; '),
              ...(!isOn && { enabled: false }),
            },
          ]),
    ];
  }

  #losses(at: At): void {
    if (member(at, 'callbacks').value !== undefined)
      this.#lose(member(at, 'callbacks'), 'callbacks are what the API sends; a request has none');
    for (const [, response] of members(member(at, 'responses'))) {
      const links = member(this.#document.deref(response), 'links');
      if (links.value !== undefined) this.#lose(links, 'links between operations');
    }
  }
}

const besideIn = (secured: Secured | undefined, place: string): QueryParameter[] =>
  (secured?.beside ?? [])
    .filter((each) => each.in === place)
    .map(({ name, variable }) => ({ name, value: `{{${variable}}}` }));
