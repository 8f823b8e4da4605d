/** A folder for a resource, with a request for each of its operations. */

import { del, folder, get, patch, post, put } from 'postsmith';
import type { Body, FolderDeclaration, PathVariable, RequestDeclaration } from 'postsmith';
import { isBelowAnObject, keptValue, listedId, listPath, NODE, nobodysId } from './addresses.ts';
import { listQuery, requestText, resourceText } from './documentation.ts';
import { createBody, keptField, successExample, updateBody } from './examples.ts';
import { resource as resourceNamed, resources } from './facts.ts';
import type { Resource } from './resource.ts';
import { isKnown, operationsOf, targetOf, type Operation } from './operations.ts';

const MAKE = { list: get, create: post, read: get, replace: put, update: patch, delete: del };

const VERB: { readonly [operation in Operation]: string } = {
  list: 'List',
  create: 'Create',
  read: 'Read',
  replace: 'Replace',
  update: 'Update',
  delete: 'Delete',
};

const parentId = (resource: Resource): PathVariable => {
  const parent = resourceNamed(resource.area, resource.name.split('/')[0] ?? '');
  return { value: `{{${listedId(parent)}}}`, description: `The id of a ${parent.name}.` };
};

const WHOSE = {
  listed: 'The first one that was listed; send *List* before.',
  created: 'The one that *Create* has made; send that before.',
  chosen: 'The one that you choose: write its id here. Until then it names no object.',
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
  const value = 'variable' in target ? `{{${target.variable}}}` : nobodysId(resource);
  const id: PathVariable = { value, description: WHOSE[target.of] };
  return { url: `${list}:id/`, pathVariables: { id } };
};

/** A body that changes nothing until somebody edits it. The variable holds JSON. */
const sendBack = (name: string, variable: string): Body => ({
  text: `{\n  "${name}": {{${variable}}}\n}`,
  mediaType: 'application/json',
});

const bodyOf = (resource: Resource, operation: Operation): Body | undefined => {
  if (operation === 'create' || operation === 'replace') return { json: createBody(resource) };
  if (operation !== 'update') return undefined;
  const kept = keptField(resource);
  return kept === undefined ? { json: updateBody(resource) } : sendBack(kept, keptValue(resource, kept));
};

/** The request of one operation. */
export const resourceRequest = (resource: Resource, operation: Operation): RequestDeclaration => {
  const body = bodyOf(resource, operation);
  return MAKE[operation]({
    name: `${VERB[operation]} ${shortName(resource)}`,
    ...address(resource, operation),
    description: requestText(resource, operation),
    ...(operation === 'list' ? { query: listQuery(resource) } : {}),
    ...(body === undefined ? {} : { body }),
    examples: [successExample(resource, operation)],
  });
};

/** `participant media_stream`: slashes are for paths. */
const shortName = (resource: Resource): string => resource.name.replace('/<id>/', ' ');

const titleOf = (resource: Resource): string => {
  const [first = '', ...rest] = resource.title ?? shortName(resource).replaceAll('_', ' ');
  return `${first.toUpperCase()}${rest.join('')}`;
};

/**
 * `Virtual Meeting Room (conference)`: as people know it, and as the API does. What has the same name in two parts of the
 * API says which it is: `Alarm status (alarm)` and `Alarm history (alarm)`.
 */
const folderName = (resource: Resource): string => {
  const { area, name } = resource;
  const isShared = resources.some(
    (other) => other.area !== area && other.name === name && titleOf(other) === titleOf(resource),
  );
  const part = isShared && area !== 'configuration' ? ` ${area}` : '';
  return `${titleOf(resource)}${part} (${shortName(resource)})`;
};

/** What hangs below an object has a folder inside, as *List* of the object comes first. */
const resourceFolder = (resource: Resource): FolderDeclaration => {
  const { area, name } = resource;
  const below = resources.filter((other) => other.area === area && other.name.startsWith(`${name}/<id>/`));
  return folder(
    folderName(resource),
    [
      ...operationsOf(resource).map((operation) => resourceRequest(resource, operation)),
      ...below.filter(isKnown).map(resourceFolder),
    ],
    { description: resourceText(resource) },
  );
};

/** The folders of all resources of an area whose methods were seen, sorted by the names that people see. */
export const resourceFolders = (area: Resource['area']): readonly FolderDeclaration[] =>
  resources
    .filter((resource) => resource.area === area && isKnown(resource) && !isBelowAnObject(resource))
    .map(resourceFolder)
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
