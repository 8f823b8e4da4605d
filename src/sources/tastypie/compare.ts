/** What came and went between two versions of a service: resources, methods, fields, choices, filters. */

import type { SchemaRoot } from './read-schemas.ts';
import type { Field, Resource } from './schema.ts';

const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

const listDifference = (
  what: string,
  before: readonly unknown[] = [],
  now: readonly unknown[] = [],
): string[] => {
  const [old, current] = [before.map(String), now.map(String)];
  return [
    ...current.filter((each) => !old.includes(each)).map((each) => `+ ${what} ${each}`),
    ...old.filter((each) => !current.includes(each)).map((each) => `- ${what} ${each}`),
  ];
};

/** Facts of a field that are compared as they are. */
const FACTS = ['type', 'readonly', 'required', 'nullable', 'unique', 'default', 'related'] as const;

const fieldDifference = (before: Field, now: Field): string[] => [
  ...FACTS.filter((fact) => shown(before[fact]) !== shown(now[fact])).map(
    (fact) => `~ field ${now.name}: ${fact} ${shown(before[fact])} → ${shown(now[fact])}`,
  ),
  ...listDifference(`field ${now.name}: choice`, before.choices, now.choices),
];

const filtersOf = ({ filters }: Resource): string[] =>
  Object.entries(filters).map(
    ([field, filter]) => `${field} (${typeof filter === 'string' ? filter : filter.join(', ')})`,
  );

const resourceDifference = (before: Resource, now: Resource): string[] => {
  const known = new Map(before.fields.map((field) => [field.name, field]));
  return [
    ...listDifference('list method', before.listMethods, now.listMethods),
    ...listDifference('detail method', before.detailMethods, now.detailMethods),
    ...listDifference(
      'field',
      before.fields.map(({ name }) => name),
      now.fields.map(({ name }) => name),
    ),
    ...now.fields.flatMap((field) => {
      const earlier = known.get(field.name);
      return earlier === undefined ? [] : fieldDifference(earlier, field);
    }),
    ...listDifference('filter', filtersOf(before), filtersOf(now)),
    ...listDifference('ordering', before.ordering, now.ordering),
  ];
};

const resourcesOf = (roots: readonly SchemaRoot[]) =>
  new Map(roots.flatMap(({ resources }) => resources).map((resource) => [resource.path, resource]));

/** Lines that say what came (`+`), went (`-`) and is otherwise (`~`), by the paths of resources; none where all is the same. */
export const compareRoots = (
  before: readonly SchemaRoot[],
  now: readonly SchemaRoot[],
): readonly string[] => {
  const [old, current] = [resourcesOf(before), resourcesOf(now)];
  return [
    ...listDifference('resource', [...old.keys()], [...current.keys()]),
    ...[...current].flatMap(([path, resource]) => {
      const earlier = old.get(path);
      return earlier === undefined
        ? []
        : resourceDifference(earlier, resource).map((line) => `${path}  ${line}`);
    }),
  ];
};
