/** What the collection's post-response script is told of each resource: the types of its fields, and what to keep. */

import type { ScriptUse } from 'postsmith';
import {
  createdId,
  hasDetail,
  isBelowAnObject,
  isCreatable,
  keptValue,
  LASTING,
  listedId,
} from './addresses.ts';
import { exampleObject, keptField } from './examples.ts';
import { resources } from './facts.ts';
import type { FieldType, Resource } from './resource.ts';
import { isKnown } from './operations.ts';

/** True for a resource whose first listed id is kept, as another request uses it. */
const keepsListedId = (resource: Resource): boolean =>
  resource.listMethods.includes('GET') &&
  hasDetail(resource) &&
  resource.singleton !== true &&
  !isBelowAnObject(resource);

interface Variables {
  readonly listed?: string;
  readonly created?: string;
  readonly kept?: string;
}

const variablesOf = (resource: Resource): Variables => {
  const field = keptField(resource);
  return {
    ...(keepsListedId(resource) && { listed: listedId(resource) }),
    ...(isCreatable(resource) && { created: createdId(resource) }),
    ...(field !== undefined && { kept: keptValue(resource, field) }),
  };
};

/** The line that `readExpectation` reads: the variables, then the fields by type. */
const lineOf = (resource: Resource): string => {
  const { listed, created, kept } = variablesOf(resource);
  const field = keptField(resource);
  const types = new Map<FieldType, string>();
  for (const { name, type } of resource.fields) types.set(type, `${types.get(type) ?? type} ${name}`);
  return [
    listed && `listed ${listed}`,
    created && `created ${created}`,
    field && `kept ${kept} ${field} ${JSON.stringify(exampleObject(resource)[field] ?? null)}`,
    ...types.values(),
  ]
    .filter((part) => part !== undefined)
    .join('|');
};

/** One script tests every response. It finds the resource by the path of the request. */
export const expectPexip = (): ScriptUse => {
  const known = resources.filter(isKnown);
  return {
    name: 'expect-pexip',
    parameters: {
      lasting: LASTING,
      resources: Object.fromEntries(
        known.map((resource) => [`${resource.area}/${resource.name.replace('<id>/', '')}`, lineOf(resource)]),
      ),
    },
    provides: known.flatMap((resource) => Object.values(variablesOf(resource))),
  };
};
