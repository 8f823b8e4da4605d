/** The requests of one relation: what it leads to, and the relationship itself (https://jsonapi.org/format/1.0/#crud-updating-relationships). */

import type { Json, PathVariable, RequestDeclaration } from 'postsmith';
import { listUrl, LOOSE_TERM, newId, ownId } from './addresses.ts';
import {
  exampleErrors,
  exampleLinkage,
  exampleObject,
  exampleOf,
  exampleRelationship,
  identifier,
  jsonApi,
} from './documents.ts';
import { resource as resourceOf, type Relation, type Resource } from './facts.ts';
import { apiRequest } from './requests.ts';

/** To-many relations are changed on the object that the folder has created, to-one relations on one that has one. */
const objectOf = (resource: Resource, { many }: Relation): PathVariable =>
  many
    ? { value: `{{${newId(resource)}}}`, description: 'The one that *Create* has made.' }
    : { value: `{{${ownId(resource)}}}`, description: 'The one that *Prepare* has made.' };

/** What it's related to: an object of *Prepare*. A course takes a term away from the course that had it, hence a loose one. */
const linkageOf = ({ type }: Resource, { to, many }: Relation): Json => {
  const variable = type === 'courses' ? LOOSE_TERM : ownId(resourceOf(to));
  const linked = identifier(to, `{{${variable}}}`);
  return many ? [linked] : linked;
};

const at = (resource: Resource, relation: Relation, prefix: string) => ({
  url: `${listUrl(resource)}:id/${prefix}${relation.name}/`,
  pathVariables: { id: objectOf(resource, relation) },
});

const relatedRequest = (resource: Resource, relation: Relation): RequestDeclaration => {
  const object = exampleObject(resourceOf(relation.to));
  return apiRequest('GET', {
    name: `Related ${relation.name}`,
    ...at(resource, relation, ''),
    description: relation.many
      ? `The \`${relation.to}\` themselves that the ${resource.one} is related to.`
      : `The object that is the ${resource.one}'s \`${relation.name}\`; \`data\` is null when there is none.`,
    examples: [exampleOf('what is related', 200, { data: relation.many ? [object] : object })],
  });
};

/** What a method does to a to-many relationship. */
const TO_MANY = {
  POST: ['Add to', 'Adds to the relation. The response is 200, or 204 when that changes nothing.'],
  PATCH: ['Replace', 'Replaces all that the relation holds with what the body does.'],
  DELETE: [
    'Remove from',
    'Removes from the relation; the objects themselves stay. The response is 200, or 204 when that changes nothing.',
  ],
} as const;

/** What it does to a to-one relationship. */
const TO_ONE = {
  POST: [
    'Add to',
    'Adding is for relations that hold many. The response is **405**, as is right for this one.',
  ],
  PATCH: [
    'Set',
    "Sets the one object that the relation holds. This version of the service can't set what is empty.",
  ],
  DELETE: [
    'Remove from',
    'Removing is for relations that hold many. The response is **405**, as is right for this one.',
  ],
} as const;

type Change = keyof typeof TO_MANY;

const notAllowed = (method: string) =>
  exampleOf(
    'not for this relation',
    405,
    exampleErrors(405, 'method_not_allowed', `Method "${method}" not allowed.`),
  );

const changeRequest = (resource: Resource, relation: Relation, method: Change): RequestDeclaration => {
  const [verb, description] = (relation.many ? TO_MANY : TO_ONE)[method];
  const isAllowed = relation.many || method === 'PATCH';
  const left = method === 'DELETE' ? [] : exampleLinkage(relation);
  return apiRequest(method, {
    name: `${verb} ${relation.name}`,
    ...at(resource, relation, 'relationships/'),
    description,
    body: jsonApi({ data: linkageOf(resource, relation) }),
    examples: [
      isAllowed
        ? exampleOf('what it holds now', 200, exampleRelationship(resource, relation, left))
        : notAllowed(method),
    ],
  });
};

const readRequest = (resource: Resource, relation: Relation): RequestDeclaration =>
  apiRequest('GET', {
    name: `Relationship ${relation.name}`,
    ...at(resource, relation, 'relationships/'),
    description: `Type and id of what the ${resource.one} is related to.`,
    examples: [
      exampleOf('type and id', 200, exampleRelationship(resource, relation, exampleLinkage(relation))),
    ],
  });

/** In the order of a run: something is added before it's read, and removed at the end. */
export const relationRequests = (resource: Resource, relation: Relation): readonly RequestDeclaration[] => [
  changeRequest(resource, relation, 'POST'),
  readRequest(resource, relation),
  relatedRequest(resource, relation),
  changeRequest(resource, relation, 'PATCH'),
  changeRequest(resource, relation, 'DELETE'),
];
