/** The Markdown of a resource: its fields, filters and methods. */

import type { QueryParameter } from '../../model/collection.ts';
import { oneLine } from '../../values/one-line.ts';
import type { Field, Filter, Resource } from './schema.ts';

const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``;

/** Help is HTML for the service's own pages. */
const plain = (html: string): string =>
  oneLine(html.replaceAll(/<[^<>]*>/g, ' ').replaceAll(/&[#\w]+;/g, ' ')).replaceAll('|', '\\|');

const typeOf = ({ type, related, many }: Field): string =>
  type === 'related' ? `${many ? 'URIs' : 'URI'} of ${code(related ?? 'another object')}` : type;

const notesOf = (field: Field): string =>
  [
    field.required ? 'required' : '',
    field.readonly ? 'read-only' : '',
    field.unique ? 'unique' : '',
    field.nullable ? 'may be null' : '',
    field.choices === undefined ? '' : `one of ${field.choices.map((each) => code(String(each))).join(', ')}`,
  ]
    .filter((note) => note !== '')
    .join(', ');

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Every field. */
export const fieldTable = (fields: readonly Field[]): string =>
  fields.length === 0
    ? ''
    : [
        row('field', 'type', 'default', 'notes', 'meaning'),
        '|---|---|---|---|---|',
        ...fields.map((field) =>
          row(
            code(field.name),
            typeOf(field),
            field.default === undefined ? '' : code(JSON.stringify(field.default)),
            notesOf(field),
            plain(field.help),
          ),
        ),
      ].join('\n');

/** The description of a resource's folder. */
export const resourceText = (resource: Resource): string => {
  const wide = resource.listMethods.filter((method) => ['PUT', 'PATCH', 'DELETE'].includes(method));
  return [
    code(resource.path),
    wide.length === 0
      ? ''
      : `The service also takes ${wide.join(', ')} on the list itself, which acts on **every** object at once. There is no such request here, on purpose.`,
    fieldTable(resource.fields),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const filtersOf = (field: string, filter: Filter): readonly Omit<QueryParameter, 'value'>[] => {
  if (filter === 'all' || filter === 'all-with-relations') {
    const more =
      filter === 'all' ? '' : `, or the name of a field of what it refers to, ${code(`${field}__name`)},`;
    return [
      {
        name: field,
        description: `Only objects with this ${code(field)}. Add ${code('__icontains')}, ${code('__startswith')}, ${code('__gte')} …${more} to the name to compare otherwise.`,
      },
    ];
  }
  return filter.map((lookup) => ({
    name: lookup === 'exact' ? field : `${field}__${lookup}`,
    description: `Only objects whose ${code(field)} fits ${code(lookup)}.`,
  }));
};

/** Query parameters of a list, those alone that the service allows; none is sent until it's ticked. */
export const listQuery = ({ limit, filters, ordering }: Resource): readonly QueryParameter[] =>
  [
    {
      name: 'limit',
      value: String(limit),
      description: 'Objects per page; 0 for as many as the service allows.',
    },
    { name: 'offset', value: '0', description: 'How many objects to leave out at the start.' },
    ...(ordering.length === 0
      ? []
      : [
          {
            name: 'order_by',
            value: ordering[0] ?? '',
            description: `A field to sort by, ${code('-')} before it for descending: ${ordering.map(code).join(', ')}.`,
          },
        ]),
    ...Object.entries(filters)
      .flatMap(([field, filter]) => filtersOf(field, filter))
      .map((each) => ({ ...each, value: '' })),
  ].map((parameter) => ({ ...parameter, enabled: false }));
