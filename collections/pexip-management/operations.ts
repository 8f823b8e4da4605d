/** Which requests a resource has, and on which object each of them acts. */

import type { Method } from 'postsmith';
import { createdId, hasDetail, isCreatable, listedId } from './addresses.ts';
import type { Resource } from './resource.ts';

export type Operation = 'list' | 'create' | 'read' | 'replace' | 'update' | 'delete';

/** In the order of a run: an object is made, read, changed, and removed again. */
const DETAIL: readonly (readonly [Operation, Method])[] = [
  ['read', 'GET'],
  ['replace', 'PUT'],
  ['update', 'PATCH'],
  ['delete', 'DELETE'],
];

/** The operations of a resource. PUT, PATCH and DELETE are for one object only, even where a list takes them. */
export const operationsOf = (resource: Resource): readonly Operation[] => [
  ...(resource.listMethods.includes('GET') ? ['list' as const] : []),
  ...(resource.listMethods.includes('POST') ? ['create' as const] : []),
  ...(hasDetail(resource) ? DETAIL : [])
    .filter(([, method]) => resource.detailMethods.includes(method))
    .map(([operation]) => operation),
];

/** True for a resource that the collection can show: one whose methods were seen. */
export const isKnown = (resource: Resource): boolean => operationsOf(resource).length > 0;

/** The object that a request acts on; of some a variable holds the id. */
export type Target =
  | { readonly of: 'listed' | 'created'; readonly variable: string }
  | { readonly of: 'chosen' | 'only' | 'none' };

/**
 * Whatever changes or removes an object does so to one that the collection has created; where it can't create
 * any, to one whose id people write into the request. Only reading takes the first of the list.
 */
export const targetOf = (resource: Resource, operation: Operation): Target => {
  if (operation === 'list' || operation === 'create') return { of: 'none' };
  if (resource.singleton === true && operation !== 'delete') return { of: 'only' };
  if (operation === 'read' && resource.listMethods.includes('GET')) {
    return { of: 'listed', variable: listedId(resource) };
  }
  if (isCreatable(resource)) return { of: 'created', variable: createdId(resource) };
  return { of: 'chosen' };
};
