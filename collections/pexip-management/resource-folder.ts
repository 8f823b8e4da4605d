/** A folder for a resource, with a request for each of its operations and one script that tests them all. */

import { del, folder, get, patch, post, put } from 'postsmith';
import type { FolderDeclaration, Json, PathVariable, RequestDeclaration, ScriptUse } from 'postsmith';
import {
  createdId,
  hasDetail,
  isBelowAnObject,
  isCreatable,
  isAddressable,
  keptValue,
  listedId,
  listPath,
  NODE,
} from './addresses.ts';
import { listQuery, requestText, resourceText } from './documentation.ts';
import { createBody, exampleObject, keptField, successExample, updateBody } from './examples.ts';
import { resource as resourceNamed, type FieldType, type Resource } from './facts.ts';
import { operationsOf, targetOf, type Operation } from './operations.ts';

const MAKE = { list: get, create: post, read: get, replace: put, update: patch, delete: del };

const VERB: { readonly [operation in Operation]: string } = {
  list: 'List',
  create: 'Create',
  read: 'Read',
  replace: 'Replace',
  update: 'Update',
  delete: 'Delete',
};

/** Field names by type, as short as they can be written: the script holds them once for each resource. */
const namesByType = (resource: Resource): { readonly [type: string]: string } => {
  const types: { [type in FieldType]?: string } = {};
  for (const { name, type } of resource.fields) types[type] = `${types[type] ?? ''} ${name}`.trim();
  return types;
};

/** The script that tests a resource's answers and keeps the ids that other requests use. */
export const expectResource = (resource: Resource): ScriptUse => {
  const below = isBelowAnObject(resource);
  const kept = keptField(resource);
  const keepsListed =
    !below && resource.listMethods.includes('GET') && hasDetail(resource) && resource.singleton !== true;
  const variables: { readonly [name: string]: string } = {
    ...(keepsListed ? { listed: listedId(resource) } : {}),
    ...(isCreatable(resource) ? { created: createdId(resource) } : {}),
    ...(kept === undefined ? {} : { kept: keptValue(resource, kept) }),
  };
  const path = `/${below ? (resource.name.split('/').at(-1) ?? '') : `${resource.area}/v1/${resource.name}`}/`;
  const parameters: Json = {
    path,
    fields: namesByType(resource),
    ...variables,
    ...(below ? { either: true } : {}),
    ...(kept === undefined
      ? {}
      : { keptField: kept, keptOtherwise: JSON.stringify(exampleObject(resource)[kept] ?? null) }),
  };
  return { name: 'expect-resource', parameters, provides: Object.values(variables) };
};

const parentId = (resource: Resource): PathVariable => {
  const parent = resourceNamed(resource.area, resource.name.split('/')[0] ?? '');
  return { value: `{{${listedId(parent)}}}`, description: `The id of a ${parent.name}.` };
};

const WHOSE = {
  listed: 'The first one that was listed; send *List* before.',
  created: 'The one that *Create* has made; send that before.',
  chosen: 'The one that you choose: set this variable, or write the id here.',
};

/** URL and path variables of an operation. The only object of a singleton is written out. */
const address = (
  resource: Resource,
  operation: Operation,
): Pick<RequestDeclaration, 'url' | 'pathVariables'> => {
  const list = `${NODE}${listPath(resource)}`;
  if (isBelowAnObject(resource)) return { url: list, pathVariables: { id: parentId(resource) } };
  const target = targetOf(resource, operation);
  if (target.of === 'none') return { url: list };
  if (target.of === 'only') return { url: `${list}1/` };
  const id: PathVariable = { value: `{{${target.variable}}}`, description: WHOSE[target.of] };
  return { url: `${list}:id/`, pathVariables: { id } };
};

/** A body that changes nothing until somebody edits it. The variable holds JSON. */
const sendBack = (name: string, variable: string): Pick<RequestDeclaration, 'body' | 'scripts'> => ({
  body: { text: `{\n  "${name}": {{${variable}}}\n}`, mediaType: 'application/json' },
  scripts: { preRequest: ['refuse-empty-value'] },
});

const bodyOf = (resource: Resource, operation: Operation): Pick<RequestDeclaration, 'body' | 'scripts'> => {
  if (operation === 'create' || operation === 'replace') return { body: { json: createBody(resource) } };
  const kept = operation === 'update' ? keptField(resource) : undefined;
  if (kept !== undefined) return sendBack(kept, keptValue(resource, kept));
  return operation === 'update' ? { body: { json: updateBody(resource) } } : {};
};

/** The request of one operation. */
export const resourceRequest = (resource: Resource, operation: Operation): RequestDeclaration =>
  MAKE[operation]({
    name: `${VERB[operation]} ${shortName(resource)}`,
    ...address(resource, operation),
    description: requestText(resource, operation),
    ...(operation === 'list' ? { query: listQuery(resource) } : {}),
    ...bodyOf(resource, operation),
    examples: [successExample(resource, operation)],
  });

/** `participant media_stream`: slashes are for paths. */
const shortName = (resource: Resource): string => resource.name.replace('/<id>/', ' ');

/** `Virtual Meeting Room (conference)`: as people know it, and as the API does. */
const folderName = (resource: Resource): string => {
  const [first = '', ...rest] = resource.title ?? shortName(resource).replaceAll('_', ' ');
  return `${first.toUpperCase()}${rest.join('')} (${shortName(resource)})`;
};

/** The folder of a resource. */
export const resourceFolder = (resource: Resource): FolderDeclaration =>
  folder(
    folderName(resource),
    operationsOf(resource).map((operation) => resourceRequest(resource, operation)),
    { description: resourceText(resource), scripts: { postResponse: [expectResource(resource)] } },
  );

/** True for a resource that the collection can show: one whose methods were seen. */
export const isKnown = (resource: Resource): boolean => operationsOf(resource).length > 0;

/** True for a resource whose first listed id is kept. */
export const keepsListedId = (resource: Resource): boolean =>
  expectResource(resource).provides?.includes(listedId(resource)) === true && isAddressable(resource);
