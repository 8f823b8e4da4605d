/** Points every host that a declaration writes out at the mock, so that nothing leaves the machine. */

import { grantIn, identitiesOf } from '../model/identities.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import type {
  CollectionDeclaration,
  Example,
  ItemDeclaration,
  Json,
  RequestDeclaration,
} from '../model/collection.ts';
import { isFolder, requestsIn } from '../model/items.ts';
import { endpointsOf, locate } from './locate.ts';

const WRITTEN_ORIGIN = /^https?:\/\/[^/?#{}]+(?=[/?#]|$)/i;

/** The URL as it is when its variables can point it at the mock, else with the mock's origin. */
const redirectUrl = (url: string, origin: string): string => {
  const location = locate(url, {}, origin);
  return location.fixed ? `${origin}${location.path}` : url;
};

/**
 * The collection with the mock's origin in place of every host that is written out in a request's URL or in an endpoint of the
 * authorization server, and in the saved examples, whose links scripts may follow. The audience stays: it is a name, nobody connects to it.
 * Returns the very same object when there is nothing to replace.
 */
export const redirectToMock = (collection: CollectionDeclaration, origin: string): CollectionDeclaration => {
  const requests = requestsIn(collection.items);
  const urls = [...requests.map(({ url }) => url), ...identitiesOf(collection).flatMap(endpointsOf)];
  const fixed = urls.filter((url) => locate(url, {}, origin).fixed);
  if (fixed.length === 0) return collection;
  const origins = new Set(fixed.flatMap((url) => WRITTEN_ORIGIN.exec(url)?.[0] ?? []));
  return {
    ...collection,
    ...redirectAuthorization(collection, origin),
    items: collection.items.map((item) => redirectItem(item, origin, [...origins])),
  };
};

/** The field `authorization` of a collection, folder or request. */
const redirectAuthorization = (
  { authorization }: Pick<CollectionDeclaration, 'authorization'>,
  origin: string,
): Pick<CollectionDeclaration, 'authorization'> => {
  const grant = grantIn(authorization);
  if (grant === undefined || !('tokenEndpoint' in grant)) return {};
  const redirected = { ...grant, tokenEndpoint: redirectUrl(grant.tokenEndpoint, origin) };
  return {
    authorization: isAuthorizationCode(redirected)
      ? { ...redirected, authorizationEndpoint: redirectUrl(redirected.authorizationEndpoint, origin) }
      : redirected,
  };
};

const redirectItem = (item: ItemDeclaration, origin: string, origins: readonly string[]): ItemDeclaration =>
  isFolder(item)
    ? {
        ...item,
        ...redirectAuthorization(item, origin),
        items: item.items.map((inner) => redirectItem(inner, origin, origins)),
      }
    : redirectRequest(item, origin, origins);

const redirectRequest = (
  request: RequestDeclaration,
  origin: string,
  origins: readonly string[],
): RequestDeclaration => ({
  ...request,
  ...redirectAuthorization(request, origin),
  url: redirectUrl(request.url, origin),
  ...(request.examples && {
    examples: request.examples.map((example) => redirectExample(example, origin, origins)),
  }),
});

const redirectExample = (example: Example, origin: string, origins: readonly string[]): Example => {
  const replace = (text: string): string =>
    origins.reduce((replaced, written) => replaced.replaceAll(written, origin), text);
  return {
    ...example,
    ...(example.headers && {
      headers: example.headers.map((header) => ({ ...header, value: replace(header.value) })),
    }),
    ...(example.body !== undefined && { body: mapStrings(example.body, replace) }),
  };
};

/** The JSON value with every string, but no key, replaced. */
export const mapStrings = (json: Json, replace: (text: string) => string): Json => {
  if (typeof json === 'string') return replace(json);
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map((item) => mapStrings(item, replace));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mapStrings(value, replace)]));
};

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
