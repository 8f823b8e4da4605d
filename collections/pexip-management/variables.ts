/** The collection's variables: ids that its scripts fill in, and those that people choose by hand. */

import type { CollectionVariable } from 'postsmith';
import { chosenId, createdId, isCreatable, keptValue, listedId, nobodysId } from './addresses.ts';
import { keptField } from './examples.ts';
import { resources, type Resource } from './facts.ts';
import { operationsOf, targetOf } from './operations.ts';
import { keepsListedId } from './resource-folder.ts';

const isChosen = (resource: Resource): boolean =>
  operationsOf(resource).some((operation) => targetOf(resource, operation).of === 'chosen');

const keptVariables = (resource: Resource): readonly CollectionVariable[] => {
  const kept = keptField(resource);
  if (kept === undefined) return [];
  return [
    {
      name: keptValue(resource, kept),
      value: '',
      description: `Kept by Read ${resource.name}: its ${kept}, as JSON.`,
    },
  ];
};

const of = (resource: Resource): readonly CollectionVariable[] => [
  ...(keepsListedId(resource)
    ? [
        {
          name: listedId(resource),
          value: '',
          description: `Kept by List ${resource.name} (${resource.area}).`,
        },
      ]
    : []),
  ...(isCreatable(resource)
    ? [{ name: createdId(resource), value: '', description: `Kept by Create ${resource.name}.` }]
    : []),
  ...keptVariables(resource),
  ...(isChosen(resource)
    ? [
        {
          name: chosenId(resource),
          value: nobodysId(resource),
          description: `Yours to set: the ${resource.name} (${resource.area}) to change or delete. Until then the id of no object.`,
        },
      ]
    : []),
];

/** Every id that a request uses. */
export const idVariables = (): readonly CollectionVariable[] => resources.flatMap(of);
