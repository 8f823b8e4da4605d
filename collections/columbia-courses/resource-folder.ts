/** A folder for a resource: its objects are listed, created, read, changed, related to others, and deleted again. */

import { folder } from 'postsmith';
import type { FolderDeclaration, Json, PathVariable, RequestDeclaration, ScriptUse } from 'postsmith';
import { listedId, listUrl, newId, ownId } from './addresses.ts';
import {
  attributeTable,
  listQuery,
  paragraphs,
  resourceText,
  shapeQuery,
  switchedOff,
} from './descriptions.ts';
import {
  changedAttributes,
  createdAttributes,
  exampleList,
  exampleObject,
  exampleOf,
  identifier,
  jsonApi,
  type JsonObject,
} from './documents.ts';
import { READ_ONLY, resource as resourceOf, type Resource } from './facts.ts';
import { relationRequests } from './relation-requests.ts';
import { apiRequest } from './requests.ts';

/** The script that tests a resource's responses; `created` is the variable for the id of what a POST creates. */
export const expectJsonApi = (resource: Resource, created: string): ScriptUse => {
  const { type, attributes, relations, writable } = resource;
  const listed = writable ? undefined : listedId(resource);
  const unique = attributes.find((attribute) => attribute.unique === true)?.name;
  const parameters: Json = {
    type,
    attributes: [...attributes.map(({ name }) => name), ...READ_ONLY].join(' '),
    relations: Object.fromEntries(relations.map(({ name, many }) => [name, many])),
    ...(listed === undefined ? { created } : { listed }),
    ...(unique === undefined ? {} : { unique }),
    ...(type === 'grades' ? { isFaulty: true } : {}),
  };
  return { name: 'expect-json-api', parameters, provides: [listed ?? created] };
};

const isWithIdentifier = (attributes: JsonObject): boolean =>
  JSON.stringify(attributes).includes('{{identifier}}');

/** To-one relations of a new object, with the objects of *Prepare*. */
const relationships = (resource: Resource, names: readonly string[]): JsonObject =>
  Object.fromEntries(
    resource.relations
      .filter(({ name }) => names.includes(name))
      .map(({ name, to }): [string, Json] => [
        name,
        { data: identifier(to, `{{${ownId(resourceOf(to))}}}`) },
      ]),
  );

/** A request that creates an object, related to the objects of *Prepare* that `related` names. */
export const createRequest = (
  resource: Resource,
  name: string,
  related: readonly string[],
): RequestDeclaration => {
  const attributes = createdAttributes(resource);
  return apiRequest('POST', {
    name,
    url: listUrl(resource),
    description: paragraphs(
      `Creates ${/^[aeiou]/.test(resource.one) ? 'an' : 'a'} ${resource.one}. The response is 201, with the whole object.`,
      attributeTable(resource),
    ),
    body: jsonApi({
      data: {
        type: resource.type,
        attributes,
        ...(related.length === 0 ? {} : { relationships: relationships(resource, related) }),
      },
    }),
    examples: [exampleOf('created', 201, { data: exampleObject(resource) })],
    ...(isWithIdentifier(attributes) ? { scripts: { preRequest: ['make-identifier'] } } : {}),
  });
};

export const listRequest = (resource: Resource, name: string): RequestDeclaration =>
  apiRequest('GET', {
    name,
    url: listUrl(resource),
    description:
      'A page of the list. The pages before and after are in `links`, their number in `meta.pagination`.',
    query: listQuery(resource).map(switchedOff),
    examples: [exampleOf('a list of one', 200, exampleList(resource, [exampleObject(resource)]))],
  });

/** The object that *Create* of the folder has made; where nothing is created, the first of the list. */
const idVariable = (resource: Resource): PathVariable =>
  resource.writable
    ? { value: `{{${newId(resource)}}}`, description: 'The one that *Create* has made; send that before.' }
    : { value: `{{${listedId(resource)}}}`, description: 'The first one that was listed.' };

const oneOf = (resource: Resource) => ({
  url: `${listUrl(resource)}:id/`,
  pathVariables: { id: idVariable(resource) },
});

const readRequest = (resource: Resource): RequestDeclaration =>
  apiRequest('GET', {
    name: `Read ${resource.one}`,
    ...oneOf(resource),
    description: `One ${resource.one}.`,
    query: shapeQuery(resource).map(switchedOff),
    examples: [exampleOf(`one ${resource.one}`, 200, { data: exampleObject(resource) })],
  });

const updateRequest = (resource: Resource): RequestDeclaration => {
  const attributes = changedAttributes(resource);
  return apiRequest('PATCH', {
    name: `Update ${resource.one}`,
    ...oneOf(resource),
    description:
      'Changes the attributes that the body holds, and leaves the others. `type` and `id` must be those of the address; otherwise the response is 409.',
    body: jsonApi({ data: { type: resource.type, id: `{{${newId(resource)}}}`, attributes } }),
    examples: [exampleOf('updated', 200, { data: exampleObject(resource, attributes) })],
  });
};

const deleteRequest = (resource: Resource): RequestDeclaration =>
  apiRequest('DELETE', {
    name: `Delete ${resource.one}`,
    ...oneOf(resource),
    description: 'Deletes the object. The response is 204.',
    examples: [exampleOf('deleted', 204)],
  });

/** What a new object must be related to, or is for the sake of the example. */
const relatedWhenCreated = ({ type, relations }: Resource): readonly string[] =>
  type === 'course_terms'
    ? ['course']
    : relations.filter(({ required }) => required === true).map(({ name }) => name);

const requestsOf = (resource: Resource): readonly RequestDeclaration[] => {
  const list = listRequest(resource, `List ${resource.type}`);
  if (!resource.writable) return [list, readRequest(resource)];
  return [
    list,
    createRequest(resource, `Create ${resource.one}`, relatedWhenCreated(resource)),
    readRequest(resource),
    updateRequest(resource),
    ...(resource.hasRelationPaths
      ? resource.relations.flatMap((each) => relationRequests(resource, each))
      : []),
    deleteRequest(resource),
  ];
};

/** `Course terms` */
const folderName = ({ type }: Resource): string => {
  const words = type.replace('non_models', 'non-models').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const resourceFolder = (resource: Resource): FolderDeclaration =>
  folder(folderName(resource), requestsOf(resource), {
    description: resourceText(resource),
    scripts: {
      preRequest: ['skip-impossible'],
      postResponse: [expectJsonApi(resource, newId(resource))],
    },
  });
