/** What is known of the service: its resources, their attributes and relations, how they are filtered, and its scopes. */

import type { Json, Method } from 'postsmith';

/** How a filter compares: the field alone is `exact`, `filter[field.lt]` is another lookup. */
export type Lookup =
  | 'exact'
  | 'lt'
  | 'gt'
  | 'gte'
  | 'lte'
  | 'in'
  | 'icontains'
  | 'iexact'
  | 'contains'
  | 'regex';

/** An attribute that a client may set. */
export interface Attribute {
  readonly name: string;
  readonly description: string;
  /** What *Create* sends; absent = it's left out, and the server's default holds. */
  readonly value?: Json;
  /** What *Update* sends. */
  readonly change?: Json;
  readonly required?: boolean;
  /** No two objects have the same. */
  readonly unique?: boolean;
}

/** A relation to objects of another resource. */
export interface Relation {
  readonly name: string;
  /** The type of what it leads to. */
  readonly to: string;
  readonly many: boolean;
  /** An object can't be created without. */
  readonly required?: boolean;
}

export interface Resource {
  /** The JSON:API type: `courses`. */
  readonly type: string;
  /** The part of the path, where it's not the type. */
  readonly path?: string;
  /** As prose calls one of them. */
  readonly one: string;
  readonly description: string;
  /** False: objects can only be read. */
  readonly writable: boolean;
  /** True: `/{id}/{relation}/` and `/{id}/relationships/{relation}/` are there. */
  readonly hasRelationPaths: boolean;
  readonly attributes: readonly Attribute[];
  readonly relations: readonly Relation[];
  /** What `filter[search]` looks through; absent = there is no such filter. */
  readonly searched?: string;
  readonly filters: { readonly [field: string]: readonly Lookup[] };
}

/** Set by the server. */
export const READ_ONLY: readonly string[] = ['last_mod_user_name', 'last_mod_date'];

/** From when and until when an object is valid. */
const EFFECTIVE: readonly Attribute[] = [
  { name: 'effective_start_date', description: 'Valid from this day, `YYYY-MM-DD`', change: '2026-01-01' },
  { name: 'effective_end_date', description: 'Valid until this day, `YYYY-MM-DD`' },
];

const USUAL: readonly Lookup[] = ['exact', 'lt', 'gt', 'gte', 'lte', 'in'];
const TEXT: readonly Lookup[] = ['icontains', 'iexact', 'contains'];

/** A course identifier that `make-identifier` has made. */
const IDENTIFIER = '{{identifier}}';

const courses: Resource = {
  type: 'courses',
  one: 'course',
  description: 'Courses of instruction.',
  writable: true,
  hasRelationPaths: true,
  attributes: [
    {
      name: 'school_bulletin_prefix_code',
      description: 'Up to 10 characters',
      value: 'PSMITH',
      required: true,
    },
    { name: 'suffix_two', description: 'Up to 2 characters', value: '00', required: true },
    { name: 'subject_area_code', description: 'Up to 10 characters', value: 'TEST', required: true },
    { name: 'course_number', description: 'Up to 10 characters', value: '99001', required: true },
    {
      name: 'course_identifier',
      description: '`[A-Z]{4}[0-9]{4}[A-Z]`, 9 characters',
      value: IDENTIFIER,
      required: true,
      unique: true,
    },
    {
      name: 'course_name',
      description: 'Up to 80 characters',
      value: 'Postsmith course',
      change: 'Postsmith course, updated',
      required: true,
    },
    {
      name: 'course_description',
      description: 'Text of any length',
      value: 'Made by a Postman collection, which deletes it again.',
      required: true,
    },
    ...EFFECTIVE,
  ],
  relations: [{ name: 'course_terms', to: 'course_terms', many: true }],
  searched: '`course_name`, `course_description`, `course_identifier` and `course_number`',
  filters: {
    id: USUAL,
    subject_area_code: USUAL,
    course_name: ['exact', ...TEXT],
    course_description: [...USUAL, ...TEXT],
    course_identifier: [...USUAL, ...TEXT],
    course_number: ['exact'],
    'course_terms.term_identifier': USUAL,
    school_bulletin_prefix_code: ['exact', 'regex'],
  },
};

const courseTerms: Resource = {
  type: 'course_terms',
  one: 'course term',
  description: 'A course in one term of a year.',
  writable: true,
  hasRelationPaths: true,
  attributes: [
    {
      name: 'term_identifier',
      description: 'Year, term 1 to 3 and course identifier: `[0-9]{4}[123][A-Z]{4}[0-9]{4}[A-Z]`',
      value: `20261${IDENTIFIER}`,
      required: true,
      unique: true,
    },
    { name: 'audit_permitted_code', description: 'Number, 0 unless given', value: 0, change: 1 },
    { name: 'exam_credit_flag', description: '`true` unless given', value: false },
    ...EFFECTIVE,
  ],
  relations: [
    { name: 'course', to: 'courses', many: false },
    { name: 'instructors', to: 'instructors', many: true },
  ],
  searched: '`term_identifier`',
  filters: {
    id: USUAL,
    term_identifier: USUAL,
    audit_permitted_code: ['exact'],
    exam_credit_flag: ['exact'],
    'course.id': USUAL,
  },
};

const people: Resource = {
  type: 'people',
  one: 'person',
  description: 'People, of whom some are instructors.',
  writable: true,
  hasRelationPaths: true,
  attributes: [
    {
      name: 'name',
      description: 'Up to 100 characters',
      value: `Postsmith ${IDENTIFIER}`,
      required: true,
      unique: true,
    },
    ...EFFECTIVE,
  ],
  relations: [{ name: 'instructor', to: 'instructors', many: false }],
  searched: '`name`, and the names of the courses that the person teaches',
  filters: {},
};

const instructors: Resource = {
  type: 'instructors',
  one: 'instructor',
  description: "People in their role as teachers of course terms. The name is the person's.",
  writable: true,
  hasRelationPaths: true,
  attributes: EFFECTIVE,
  relations: [
    { name: 'person', to: 'people', many: false },
    { name: 'course_terms', to: 'course_terms', many: true },
  ],
  searched: "the person's name, and the names of the courses",
  filters: { id: USUAL, course_name: ['iexact', 'lt', 'gt', 'gte', 'lte'] },
};

const grades: Resource = {
  type: 'grades',
  one: 'grade',
  description: 'The grade of a person in a course term.',
  writable: true,
  hasRelationPaths: false,
  attributes: [
    { name: 'credits', description: 'Credits attempted or earned', value: 3, required: true },
    { name: 'grade_letter', description: 'A, B, C, D, F or P', value: 'A', change: 'B', required: true },
    { name: 'grade_value', description: 'Grade points: A is 4.0, F is 0.0', value: 4, change: 3 },
    ...EFFECTIVE.map(({ name, description }) => ({ name, description })),
  ],
  relations: [
    { name: 'course_term', to: 'course_terms', many: false, required: true },
    { name: 'person', to: 'people', many: false, required: true },
  ],
  filters: { id: USUAL },
};

const nonModels: Resource = {
  type: 'non_models',
  path: 'non-models',
  one: 'non-model',
  description:
    'A hundred objects that no database holds: the server makes them up for each response, with new ids. Whatever id is read, there is an object.',
  writable: false,
  hasRelationPaths: false,
  attributes: [
    { name: 'field1', description: 'Text', value: 'hi there 0' },
    { name: 'field2', description: 'Text', value: 'hi' },
    { name: 'field3', description: 'Text', value: 'there' },
    ...EFFECTIVE.map(({ name, description }) => ({ name, description })),
  ],
  relations: [],
  filters: {},
};

/** Every resource, in the order in which the collection shows them. */
export const resources: readonly Resource[] = [courses, courseTerms, people, instructors, grades, nonModels];

/**
 * The resource of a type.
 * @throws Error when there is none, which is a slip in these files.
 */
export const resource = (type: string): Resource => {
  const found = resources.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`No resource has the type ${type}`);
  return found;
};

/** What a token of a person carries, whatever the request. */
export const USER_SCOPE = 'auth-columbia demo-djt-sla-bronze openid https://api.columbia.edu/scope/group';

/** What a token of a service client carries, whatever the request. */
export const SERVICE_SCOPE = 'auth-none demo-djt-sla-bronze';

/** What else a token needs, by method. */
const METHOD_SCOPE: { readonly [method in Method]?: string } = {
  GET: 'read',
  POST: 'create',
  PATCH: 'update',
  DELETE: 'delete',
};

/** The scope for everything. */
export const EVERY_METHOD = Object.values(METHOD_SCOPE).join(' ');

/** The scopes with which a request of that method is permitted: of a person, or of a service client. */
export const scopesOf = (method: Method): readonly string[] =>
  [USER_SCOPE, SERVICE_SCOPE].map((scope) => `${scope} ${METHOD_SCOPE[method] ?? ''}`.trim());
