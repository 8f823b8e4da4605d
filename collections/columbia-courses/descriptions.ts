/** The Markdown of resources and requests: attributes, relations, query parameters. */

import type { QueryParameter } from 'postsmith';
import { isPrepared, newId, ownId } from './addresses.ts';
import type { Lookup, Resource } from './facts.ts';

export const paragraphs = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n');

const code = (text: string): string => `\`${text}\``;

/** Every attribute that a client may set; without notes where there are none. */
export const attributeTable = ({ attributes }: Resource): string => {
  const rows = attributes.map(({ name, description, required, unique }) => ({
    cells: [code(name), description],
    note: [required === true ? 'required' : '', unique === true ? 'unique' : '']
      .filter((word) => word !== '')
      .join(', '),
  }));
  if (rows.length === 0) return '';
  const isNoted = rows.some(({ note }) => note !== '');
  return [
    isNoted ? '| attribute | what | notes |' : '| attribute | what |',
    isNoted ? '|---|---|---|' : '|---|---|',
    ...rows.map(({ cells, note }) => `| ${[...cells, ...(isNoted ? [note] : [])].join(' | ')} |`),
  ].join('\n');
};

const relationList = ({ relations }: Resource): string =>
  relations
    .map(({ name, to, many }) => `- ${code(name)}: ${many ? 'any number of' : 'one of'} ${code(to)}, or none`)
    .join('\n');

/** Which objects the requests of a resource's folder act on. */
const ownership = (resource: Resource): string => {
  if (!resource.writable) return '';
  const created = `*Create* keeps the id of the new object in ${code(newId(resource))}; what changes or deletes acts on that one.`;
  const toOne = resource.relations.filter(({ many }) => !many).map(({ name }) => code(name));
  return isPrepared(resource) && toOne.length > 0
    ? `${created} What is about ${toOne.join(' and ')} acts on the object of *Prepare*, ${code(ownId(resource))}, which has one.`
    : created;
};

/** What goes wrong with grades, whoever asks. */
const GRADES =
  '**A fault of the service:** the version that its source shows relates a grade to a *student*, and no request creates students. With a person it fails with 500, and it fails as well at showing a grade that somebody has put into the database. Such a test is skipped here, with that reason.';

/** The description of a resource's folder. */
export const resourceText = (resource: Resource): string =>
  paragraphs(
    resource.description,
    resource.type === 'grades' ? GRADES : '',
    ownership(resource),
    attributeTable(resource),
    resource.writable ? 'Set by the server: `last_mod_user_name`, `last_mod_date`.' : '',
    relationList(resource),
    resource.writable && !resource.hasRelationPaths ? 'Its relations have no paths of their own.' : '',
  );

const COMPARISON: { readonly [lookup in Lookup]: string } = {
  exact: 'equal',
  lt: 'less',
  gt: 'greater',
  gte: 'greater or equal',
  lte: 'less or equal',
  in: 'one of a list, separated by commas',
  icontains: 'contains, capitals or not',
  iexact: 'equal, capitals or not',
  contains: 'contains',
  regex: 'matches a regular expression',
};

const filterParameters = ({ filters }: Resource): readonly QueryParameter[] =>
  Object.entries(filters).flatMap(([field, lookups]) =>
    lookups.map((lookup, index) => ({
      // The first lookup of a field is the one that it has by itself.
      name: index === 0 ? `filter[${field}]` : `filter[${field}.${lookup}]`,
      value: '',
      description: `Only objects whose ${code(field)}: ${COMPARISON[lookup]}.`,
    })),
  );

/** Query parameters of one object or a list of them: what comes along, and which attributes. */
export const shapeQuery = ({ type, relations, attributes }: Resource): readonly QueryParameter[] => {
  const names = relations.map(({ name }) => name);
  return [
    ...(names.length === 0
      ? []
      : [
          {
            name: 'include',
            value: names.join(','),
            description: 'Related objects that come along, separated by commas.',
          },
        ]),
    {
      name: `fields[${type}]`,
      value: attributes
        .slice(0, 2)
        .map(({ name }) => name)
        .join(','),
      description: 'The only attributes and relations to send, separated by commas.',
    },
  ];
};

/** As it stands in Postman until somebody ticks it. */
export const switchedOff = (parameter: QueryParameter): QueryParameter => ({ ...parameter, enabled: false });

/** Query parameters of a list. */
export const listQuery = (resource: Resource): readonly QueryParameter[] => [
  {
    name: 'page[number]',
    value: '1',
    description: 'Which page, from 1; past the last one the response is 404.',
  },
  { name: 'page[size]', value: '10', description: 'Objects per page; 10 unless given.' },
  ...(resource.writable
    ? [
        {
          name: 'sort',
          value: resource.attributes[0]?.name ?? '',
          description: 'Attributes to sort by, separated by commas; `-` before one for descending.',
        },
      ]
    : []),
  ...(resource.searched === undefined
    ? []
    : [
        {
          name: 'filter[search]',
          value: 'Postsmith',
          description: `Words that must all be found, in ${resource.searched}.`,
        },
      ]),
  ...filterParameters(resource),
  ...shapeQuery(resource),
];
