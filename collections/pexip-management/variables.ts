/** The collection's variables: the ids that people choose by hand. All others are kept by scripts when there is a value. */

import type { CollectionVariable } from 'postsmith';
import { chosenId, nobodysId } from './addresses.ts';
import { resources, type Resource } from './facts.ts';
import { operationsOf, targetOf } from './operations.ts';

const isChosen = (resource: Resource): boolean =>
  operationsOf(resource).some((operation) => targetOf(resource, operation).of === 'chosen');

/** A variable that nobody fills in costs time at every request, so there is one for each choice and no other. */
export const chosenIds = (): readonly CollectionVariable[] =>
  resources.filter(isChosen).map((resource) => ({
    name: chosenId(resource),
    value: nobodysId(resource),
    description: `Yours to set: the ${resource.name} (${resource.area}) to change or delete. Until then the id of no object.`,
  }));
