/** The Markdown of resources, requests and commands: fields, filters, and what is not certain. */

import type { QueryParameter } from 'postsmith';
import { isAddressable, isBelowAnObject, isCreatable, listedId, listPath } from './addresses.ts';
import { keptField, writableFields } from './examples.ts';
import type { Command, Field, Resource } from './resource.ts';
import { operationsOf, targetOf, type Operation } from './operations.ts';
import { isPlural } from './values.ts';

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const typeText = (field: Field): string => {
  if (field.type !== 'related') return field.type;
  return `${isPlural(field) ? 'URIs' : 'URI'} of ${code(field.related ?? 'another object')}`;
};

const defaultText = ({ default: value }: Field): string => {
  if (value === undefined || value === null) return '';
  if (value === 'generated') return 'a generated UUID';
  if (value === 'now') return 'the time of the change';
  return value === '' ? 'empty' : code(typeof value === 'string' ? value : JSON.stringify(value));
};

const notes = (field: Field): string =>
  [
    field.required === true ? 'required' : '',
    field.readonly === true ? 'read-only' : '',
    ['datetime', 'time'].includes(field.type) ? 'UTC' : '',
    field.uncertain === true ? 'seen in one source only' : '',
  ]
    .filter((note) => note !== '')
    .join(', ');

const COLUMNS: readonly (readonly [string, (field: Field) => string])[] = [
  ['field', ({ name }) => code(name)],
  ['type', typeText],
  ['default', defaultText],
  ['choices', ({ choices = [] }) => choices.map(code).join(', ')],
  ['notes', notes],
];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Every field with type, default, choices, relation; without the columns that would be empty. Empty for no field. */
const fieldTable = (fields: readonly Field[]): string => {
  const columns = COLUMNS.filter(([, cellOf]) => fields.some((field) => cellOf(field) !== ''));
  if (columns.length === 0) return '';
  return [
    row(columns.map(([heading]) => heading)),
    `|${'---|'.repeat(columns.length)}`,
    ...fields.map((field) => row(columns.map(([, cellOf]) => cellOf(field)))),
  ].join('\n');
};

const ONE_SOURCE =
  '**Not certain:** this was seen in one source only. Your node may not have it, or have it otherwise.';

/** What the table can't promise. The node itself can. */
const caveat = (resource: Resource, fields: readonly Field[]): string => {
  const doubts = [
    fields.some(({ required }) => required === true)
      ? 'which fields are required was seen in one source only'
      : '',
    fields.some(({ choices }) => choices !== undefined) ? 'choices may be incomplete' : '',
  ].filter((doubt) => doubt !== '');
  const schema = isBelowAnObject(resource)
    ? ''
    : `Your node describes the fields of its version at ${code(`GET ${listPath(resource)}schema/`)}.`;
  return [
    doubts.length === 0 ? '' : `${doubts.join(', and ')}.`.replace(/^./, (first) => first.toUpperCase()),
    schema,
  ]
    .filter((part) => part !== '')
    .join(' ');
};

const leftOut = (resource: Resource): string => {
  const listWide = resource.listMethods.filter((method) => ['PUT', 'PATCH', 'DELETE'].includes(method));
  const offered = resource.detailMethods.includes('GET') && !isAddressable(resource);
  const unknown = resource.listMethods.length === 0 && resource.detailMethods.length === 0;
  return paragraphs(
    listWide.length === 0
      ? ''
      : `The node also takes ${listWide.join(', ')} on the list itself, which acts on **every** object at once. There is no such request here, on purpose.`,
    offered
      ? 'The objects do not say what their own address is, so there is no request for a single one.'
      : '',
    unknown ? 'Its methods were not seen, so there is no request for it here.' : '',
    resource.detailMethods.includes('POST') &&
      resource.area === 'configuration' &&
      !resource.listMethods.includes('POST')
      ? 'The schema also lists POST on one object; what it does was not seen, so there is no request for it here.'
      : '',
  );
};

const ownership = (resource: Resource): string => {
  const isChosen = operationsOf(resource).some((operation) => targetOf(resource, operation).of === 'chosen');
  const listed =
    resource.listMethods.includes('GET') && resource.singleton !== true && isAddressable(resource);
  return paragraphs(
    listed && !isBelowAnObject(resource)
      ? `*List* keeps the id of the first object in the variable ${code(listedId(resource))}, which *Read* uses.`
      : '',
    isCreatable(resource)
      ? 'Requests that change or delete act on the object that *Create* has made, never on one that was there before. For another one, write its id under Params › Path variables.'
      : '',
    isChosen
      ? 'For the object to change or delete, write its id under Params › Path variables of the request. Until then it names no object, and the response is 404.'
      : '',
  );
};

/** The description of a resource's folder. */
export const resourceText = (resource: Resource): string =>
  paragraphs(
    resource.description,
    code(listPath(resource)),
    resource.uncertain === true ? ONE_SOURCE : '',
    ownership(resource),
    leftOut(resource),
    fieldTable(resource.fields),
    caveat(resource, resource.fields),
  );

const WHAT: { readonly [operation in Operation]: string } = {
  list: 'A page of the list. `meta.next` is the path of the next page on the same host. Filters are in the Params tab: tick those that you want. Add `__icontains`, `__startswith`, `__gte` … to a name to compare in another way than equality.',
  create:
    'Creates an object. The response is 201 and has no body as a rule; its `Location` header is the address of the new object.',
  read: 'One object.',
  replace:
    'Replaces the object: what the body leaves out goes back to its default. The response is 200 or 204.',
  update: 'Changes what the body holds and leaves the rest. The response is 202 or 204.',
  delete: 'Deletes the object. The response is 204.',
};

/** The fields that a body may hold, once in a folder: at *Create* where there is one. */
const bodyText = (resource: Resource, operation: Operation): string => {
  if (!['create', 'replace', 'update'].includes(operation)) return '';
  if (operation !== 'create' && operationsOf(resource).includes('create')) {
    return `The fields that the body may hold are shown at *Create ${resource.name}*.`;
  }
  const fields = writableFields(resource);
  return paragraphs(fieldTable(fields), caveat(resource, fields));
};

/** The description of one request. */
export const requestText = (resource: Resource, operation: Operation): string =>
  paragraphs(
    operation === 'list' && resource.singleton === true
      ? 'The list, which holds one object.'
      : WHAT[operation],
    resource.uncertain === true ? ONE_SOURCE : '',
    operation === 'update' && keptField(resource) !== undefined
      ? 'There is one object only, which is in use. So the body sends back what *Read* has found and changes nothing, until you edit it.'
      : '',
    operation === 'list' || operation === 'read' ? '' : 'Not sent until `allow_changes` is `true`.',
    bodyText(resource, operation),
  );

/** Query parameters of a list; none is sent until it's ticked. */
export const listQuery = (resource: Resource): readonly QueryParameter[] => {
  if (isBelowAnObject(resource)) return [];
  const filters = (resource.filters ?? []).map((name): QueryParameter => {
    const known = resource.fields.find((each) => each.name === name);
    const choices = (known?.choices ?? []).map(code).join(', ');
    const type = known === undefined ? '' : ` (${typeText(known)}${choices === '' ? '' : `: ${choices}`})`;
    return { name, value: '', description: `Only objects with this ${code(name)}${type}.` };
  });
  return [
    { name: 'limit', value: '20', description: 'Objects per page; 20 unless given.' },
    { name: 'offset', value: '0', description: 'How many objects to leave out at the start.' },
    {
      name: 'order_by',
      value: '',
      description: 'A field to sort by, `-` before it for descending; the schema lists which.',
    },
    ...filters,
  ].map((parameter) => ({ ...parameter, enabled: false }));
};

/** The description of a command. */
export const commandText = (command: Command): string =>
  paragraphs(
    command.description,
    command.uncertain === true ? ONE_SOURCE : '',
    command.disruptive === true ? '**Disruptive:** it ends calls, or replaces or starts something.' : '',
    command.upload === true
      ? '**Not certain:** it takes a file, probably as multipart form data. In the Body tab choose *form-data* and pick the file for `package`; the JSON body here shows the fields only.'
      : '',
    'Not sent until `allow_changes` is `true`. The response is 200 or 202.',
    fieldTable(command.fields),
  );
