/** What the collection's post-response script is told of each resource: the types of its fields, and what to keep. */

import type { Json, ScriptUse } from 'postsmith';
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
import { resources, type FieldType, type Resource } from './facts.ts';
import { isKnown } from './operations.ts';

/** Field names by type, separated by blanks. */
const namesByType = ({ fields }: Resource): { readonly [type: string]: string } => {
  const types: { [type in FieldType]?: string } = {};
  for (const { name, type } of fields) types[type] = `${types[type] ?? ''} ${name}`.trim();
  return types;
};

/** True for a resource whose first listed id is kept, as another request uses it. */
const keepsListedId = (resource: Resource): boolean =>
  resource.listMethods.includes('GET') &&
  hasDetail(resource) &&
  resource.singleton !== true &&
  !isBelowAnObject(resource);

interface Variables {
  readonly listed?: string;
  readonly isLasting?: boolean;
  readonly created?: string;
  readonly kept?: { readonly variable: string; readonly field: string; readonly otherwise: Json };
}

const variablesOf = (resource: Resource): Variables => {
  const field = keptField(resource);
  return {
    ...(keepsListedId(resource) ? { listed: listedId(resource) } : {}),
    ...(LASTING.includes(listedId(resource)) ? { isLasting: true } : {}),
    ...(isCreatable(resource) ? { created: createdId(resource) } : {}),
    ...(field === undefined
      ? {}
      : {
          kept: {
            variable: keptValue(resource, field),
            field,
            otherwise: exampleObject(resource)[field] ?? null,
          },
        }),
  };
};

/** One script tests every response. It finds the resource by the path of the request. */
export const expectPexip = (): ScriptUse => {
  const known = resources.filter(isKnown).map((resource) => ({ resource, variables: variablesOf(resource) }));
  return {
    name: 'expect-pexip',
    parameters: Object.fromEntries(
      known.map(({ resource, variables }): [string, Json] => [
        `${resource.area}/${resource.name.replace('<id>/', '')}`,
        { fields: namesByType(resource), ...variables },
      ]),
    ),
    provides: known.flatMap(({ variables: { listed, created, kept } }) =>
      [listed, created, kept?.variable].filter((name) => name !== undefined),
    ),
  };
};
