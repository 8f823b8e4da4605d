/** Where resources live, and the variables in which the collection keeps the ids of its own objects. */

import type { CollectionVariable } from 'postsmith';
import { resources, type Resource } from './facts.ts';

/** The root of the API; every path ends in a slash. */
export const API = '{{base_url}}/v1/';

export const listUrl = ({ type, path = type }: Resource): string => `${API}${path}/`;

/** An id that no object has: what a variable holds until the collection has created something. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** `course_term`: the resource's word for one of them, as a part of variable names. */
const stem = ({ one }: Resource): string => one.replaceAll(/[ -]/g, '_');

/** The variable for the object of a resource's folder: `new_course_id`. */
export const newId = (resource: Resource): string => `new_${stem(resource)}_id`;

/** The variable for the object of *Prepare*, to which others are related: `own_course_id`. */
export const ownId = (resource: Resource): string => `own_${stem(resource)}_id`;

/** The variable for a course term that belongs to no course, so that a course can be given it. */
export const LOOSE_TERM = 'loose_course_term_id';

/** The variable for the id of an object that was listed, where none can be created. */
export const listedId = (resource: Resource): string => `${stem(resource)}_id`;

const madeBy = (name: string, by: string): CollectionVariable => ({
  name,
  value: NOBODY,
  description: `Kept by ${by}. Until then the id of no object.`,
});

/** True for a resource of which *Prepare* creates an object. */
export const isPrepared = ({ hasRelationPaths }: Resource): boolean => hasRelationPaths;

/** Every variable of the collection. */
export const variables = (): readonly CollectionVariable[] => [
  {
    name: 'identifier',
    value: 'PSAA0000A',
    description: 'A course identifier, made anew before each creation, so that no two objects share one.',
  },
  ...resources.filter(isPrepared).map((each) => madeBy(ownId(each), `Prepare, which creates a ${each.one}`)),
  madeBy(LOOSE_TERM, 'Prepare, which creates a course term without a course'),
  ...resources.filter(({ writable }) => writable).map((each) => madeBy(newId(each), `Create ${each.one}`)),
  ...resources.filter(({ writable }) => !writable).map((each) => madeBy(listedId(each), `List ${each.type}`)),
];
