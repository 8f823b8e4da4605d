/**
 * The resources of your own node. Its schemas are saved once, for each version of it:
 *
 *     npx postsmith import tastypie https://node.example.com/api/admin/status/v1/ \\
 *       https://node.example.com/api/admin/history/v1/ https://node.example.com/api/admin/configuration/v1/ \\
 *       --name pexip-node --authorization collections/pexip-management.ts -e pexip-management
 */

import { tastypieRoots } from 'postsmith/tastypie';
import type { Area, Field, FieldType, Resource } from './resource.ts';

type Roots = ReturnType<typeof tastypieRoots>;
type NodeResource = Roots[number]['resources'][number];

const AREAS: readonly Area[] = ['status', 'history', 'configuration'];

const TYPES: readonly FieldType[] = [
  'boolean',
  'date',
  'datetime',
  'dict',
  'file',
  'float',
  'integer',
  'list',
  'related',
  'string',
  'time',
];

const fieldOf = (field: NodeResource['fields'][number]): Field => ({
  name: field.name,
  type: TYPES.find((type) => type === field.type) ?? 'string',
  ...(field.readonly && field.name !== 'id' && { readonly: true }),
  ...(field.required && { required: true }),
  ...(field.related !== undefined && { related: field.related.split('/').at(-2) ?? field.related }),
  ...(field.choices !== undefined && { choices: field.choices.map(String) }),
  ...(field.default !== undefined && { default: field.default }),
});

/** What the node says, with what only the bundled list knows: a title, a description, a body that works. */
const resourceOf = (area: Area, own: NodeResource, known: Resource | undefined): Resource => ({
  area,
  name: own.name,
  title: known?.title ?? null,
  description: known?.description ?? 'As the node describes it.',
  listMethods: own.listMethods,
  detailMethods: own.detailMethods,
  ...(known?.singleton !== undefined && { singleton: known.singleton }),
  filters: Object.keys(own.filters),
  fields: own.fields.map(fieldOf),
  ...(known?.example !== undefined && { example: known.example }),
});

/**
 * @param folder of the saved schemas, from `collections/`
 * @param bundled the list that comes with the collection: what a node's schemas don't list, below its objects, is taken from it
 */
export const ofNode = (folder: string, bundled: readonly Resource[]): readonly Resource[] => {
  const roots = tastypieRoots(folder);
  return AREAS.flatMap((area) => {
    const root = roots.find(({ name }) => name === area);
    const known = bundled.filter((resource) => resource.area === area);
    if (root === undefined) return known;
    const own = root.resources.map((each) =>
      resourceOf(
        area,
        each,
        known.find(({ name }) => name === each.name),
      ),
    );
    const below = known.filter(
      ({ name }) => name.includes('/') && own.some((each) => name.startsWith(`${each.name}/`)),
    );
    return [...own, ...below].sort((one, other) => (one.name < other.name ? -1 : 1));
  });
};
