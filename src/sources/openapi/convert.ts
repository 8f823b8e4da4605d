/** Makes a collection of an OpenAPI document: a folder for each tag, a request for each operation. */

import { ownValue } from '../../values/json.ts';
import type { Contract } from '../../../scripts/contract/description.ts';
import { PostsmithError } from '../../errors.ts';
import type {
  CollectionDeclaration,
  FolderDeclaration,
  ItemDeclaration,
  RequestDeclaration,
} from '../../model/collection.ts';
import {
  withDescription,
  type DescribedOperation,
  type DescribedParameter,
  type Loss,
} from '../../model/described.ts';
import { changed, refuseUnknown } from './changes.ts';
import { contractOf } from './contract.ts';
import { oneLine } from '../../values/one-line.ts';
import { addressOf, member, members, nameOf, textIn, type At, type OpenApiDocument } from './document.ts';
import type { OpenIdEndpoints } from './open-id.ts';
import { operationsOf, type Operation } from './operations.ts';
import type { OpenApiOptions } from './options.ts';
import { proseIn } from './public.ts';
import type { Parameter } from './parameters.ts';
import { RequestMaker, serverOf } from './request.ts';
import { SecurityReader, type Secured } from './security.ts';

/** A request, and the folder that it goes into. */
interface Placed {
  readonly folder: string | undefined;
  readonly request: RequestDeclaration;
}

const isPlace = (place: string): place is DescribedParameter['in'] =>
  ['path', 'query', 'header', 'cookie'].includes(place);

const describedOf = (operation: Operation, parameters: readonly Parameter[]): DescribedOperation => ({
  name: operation.name,
  method: operation.method,
  path: operation.path,
  parameters: parameters.flatMap(({ in: place, name }) => (isPlace(place) ? [{ in: place, name }] : [])),
  statuses: members(member(operation.at, 'responses')).map(([status]) => status),
});

/** What most operations are sent with, where the document does not say it of all: so that one line changes it. */
const mostUsed = (secured: readonly Secured[]): Secured | undefined => {
  const counts = new Map<Secured['authorization'], { readonly first: Secured; count: number }>();
  for (const each of secured) {
    const known = counts.get(each.authorization) ?? { first: each, count: 0 };
    counts.set(each.authorization, { ...known, count: known.count + 1 });
  }
  const ranked = [...counts.values()].filter(({ first }) => first.authorization !== 'none');
  return ranked.sort((one, other) => other.count - one.count)[0]?.first;
};

/** Makes the declarations of one document. */
export class Converter {
  readonly #document: OpenApiDocument;
  readonly #options: OpenApiOptions;
  /** Those of the document, and those of them that become requests. */
  readonly #operations: readonly Operation[];
  readonly #wanted: readonly Operation[];
  readonly #security: SecurityReader;
  readonly #requests: RequestMaker;
  readonly #losses: Loss[] = [];
  readonly #described: DescribedOperation[] = [];
  readonly #problems: string[] = [];

  constructor(document: OpenApiDocument, endpoints: OpenIdEndpoints, options: OpenApiOptions) {
    this.#document = document;
    this.#options = options;
    this.#operations = operationsOf(document);
    this.#wanted = this.#operations.filter((each) => options.include?.(each) ?? true);
    this.#security = new SecurityReader(
      document,
      this.#wanted.map(({ at }) => at),
      { base: serverOf(document.root), endpoints },
      options,
    );
    this.#requests = new RequestMaker(document, this.#security, (at, what) => this.#lose(at, what));
  }

  #lose(at: At, what: string): void {
    this.#losses.push({ place: addressOf(at), what });
  }

  /** @throws PostsmithError INVALID_DECLARATION with every mistake of the document */
  collection(): Omit<CollectionDeclaration, 'kind'> {
    const { root } = this.#document;
    const info = member(root, 'info');
    const document = nameOf(root.file);
    const common = this.#common();
    const placed = this.#wanted.flatMap((each) => this.#attempt(each, common));
    if (this.#problems.length > 0) throw new PostsmithError('INVALID_DECLARATION', this.#problems.join('\n'));
    const items = this.#folders(placed);
    const contract = this.#contract();
    this.#tellRest();
    const { authorization } = common;
    const description = proseIn(info);
    const version = textIn(info, 'version');
    return withDescription(
      {
        name: oneLine(textIn(info, 'title') ?? 'API'),
        ...(version !== undefined && { version }),
        ...(description !== undefined && { description }),
        ...(authorization !== 'none' && { authorization }),
        items,
      },
      {
        document,
        losses: this.#losses,
        operations: this.#described,
        ...(contract !== undefined && {
          postResponse: { program: 'contract', parameters: contract },
        }),
      },
    );
  }

  #contract(): Contract | undefined {
    const { contract = false } = this.#options;
    if (contract === false) return undefined;
    const checks = contract === true ? (['status', 'contentType', 'body'] as const) : contract;
    return contractOf(this.#document, this.#wanted, checks);
  }

  /** What the collection is sent with. */
  #common(): Secured {
    const { root } = this.#document;
    const secured = this.#security.of(root);
    if (member(root, 'security').value !== undefined && secured.authorization !== 'none') return secured;
    return mostUsed(this.#wanted.map(({ at }) => this.#security.of(at))) ?? secured;
  }

  /** A mistake in one operation is told with those of all others. */
  #attempt(operation: Operation, common: Secured): Placed[] {
    try {
      const parameters = this.#requests.parameters(operation);
      const made = this.#requests.request(operation, parameters, common);
      const request = changed(made, operation, this.#options);
      if (request === undefined) return [];
      this.#described.push(describedOf(operation, parameters));
      return [{ folder: this.#folderOf(operation), request }];
    } catch (failure) {
      if (!(failure instanceof PostsmithError)) throw failure;
      if (!this.#problems.includes(failure.message)) this.#problems.push(failure.message);
      return [];
    }
  }

  #folderOf(operation: Operation): string | undefined {
    const { folderBy = 'tag' } = this.#options;
    if (typeof folderBy === 'function') return folderBy(operation);
    return folderBy === 'tag'
      ? operation.tags.find((tag) => tag.trim() !== '')
      : operation.path.split('/')[1];
  }

  /** Folders in the order of the document's tags, then of their first requests; what has none comes last. */
  #folders(placed: readonly Placed[]): readonly ItemDeclaration[] {
    const described = new Map(
      members(member(this.#document.root, 'tags')).map(([, tag]) => [
        textIn(tag, 'name') ?? '',
        proseIn(tag),
      ]),
    );
    const folders = new Map<string, RequestDeclaration[]>([...described.keys()].map((name) => [name, []]));
    for (const { folder, request } of placed)
      if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), request]);
    refuseUnknown(nameOf(this.#document.root.file), this.#options, {
      operations: this.#operations,
      folders: [...folders.keys()],
      schemes: this.#security.names,
    });
    const made = [...folders].map(([name, items]) => this.#folder(name, described.get(name), items));
    return [
      ...made.filter(({ items }) => items.length > 0),
      ...placed.flatMap(({ folder, request }) => (folder === undefined ? [request] : [])),
    ];
  }

  #folder(
    name: string,
    description: string | undefined,
    items: readonly ItemDeclaration[],
  ): FolderDeclaration {
    const { items: own = [], ...change } = ownValue(this.#options.folders, name) ?? {};
    return {
      kind: 'folder',
      name: oneLine(name),
      ...(change.name !== undefined && { key: oneLine(name) }),
      ...(description !== undefined && { description }),
      ...change,
      items: [...items, ...own],
    };
  }

  #tellRest(): void {
    const { root } = this.#document;
    for (const name of ['webhooks', 'x-webhooks'])
      if (member(root, name).value !== undefined)
        this.#lose(member(root, name), 'webhooks are what the API sends; a collection has none');
    if (this.#operations.length === 0)
      this.#lose(root, 'it has no operation, so the collection has no request');
    for (const at of this.#document.parted)
      this.#lose(at, 'Postman would take {{…}} for a variable; the braces stand apart');
  }
}
