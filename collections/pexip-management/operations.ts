/** Which requests a resource has, and on which object each of them acts. */

import type { CollectionVariable, Method } from 'postsmith';
import { chosenId, createdId, hasDetail, isCreatable, listedId, nobodysId } from './addresses.ts';
import { resources, type Resource } from './facts.ts';

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

/** The object that a request acts on, by the variable that holds its id. */
export type Target =
  | { readonly of: 'listed' | 'created' | 'chosen'; readonly variable: string }
  | { readonly of: 'only' }
  | { readonly of: 'none' };

/**
 * Whatever changes or removes an object does so to one that the collection has created; where it can't create
 * any, to one that people have chosen by hand. Only reading takes the first of the list.
 */
export const targetOf = (resource: Resource, operation: Operation): Target => {
  if (operation === 'list' || operation === 'create') return { of: 'none' };
  if (resource.singleton === true && operation !== 'delete') return { of: 'only' };
  if (operation === 'read' && resource.listMethods.includes('GET')) {
    return { of: 'listed', variable: listedId(resource) };
  }
  if (isCreatable(resource)) return { of: 'created', variable: createdId(resource) };
  return { of: 'chosen', variable: chosenId(resource) };
};

const isChosen = (resource: Resource): boolean =>
  operationsOf(resource).some((operation) => targetOf(resource, operation).of === 'chosen');

/**
 * The collection's variables: the ids that people choose by hand, of no object at first. All others are kept by scripts when
 * there is a value, and the guide describes these six: variables, and their descriptions more so, cost time at every request.
 */
export const chosenIds = (): readonly CollectionVariable[] =>
  resources.filter(isChosen).map((resource) => ({ name: chosenId(resource), value: nobodysId(resource) }));
