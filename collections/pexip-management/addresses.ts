/** Where a resource lives, and the variables in which the collection keeps the ids of its objects. */

import type { Field, Resource } from './resource.ts';

/** An id that no object has: a request that uses it changes nothing. */
const NO_OBJECT = { integer: '0', string: '00000000-0000-0000-0000-000000000000' };

/** The node's address in every request. */
export const NODE = 'https://{{host}}';

/** True for what hangs below one object, such as the media streams of a participant. */
export const isBelowAnObject = (resource: Resource): boolean => resource.name.includes('/<id>/');

/** `/api/admin/status/v1/participant/`, with its trailing slash; an id in the middle is `:id`. */
export const listPath = (resource: Resource): string =>
  `/api/admin/${resource.area}/v1/${resource.name.replace('<id>', ':id')}/`;

export const field = (resource: Resource, name: string): Field | undefined =>
  resource.fields.find((candidate) => candidate.name === name);

/** True when an object says what its own address is. */
export const isAddressable = (resource: Resource): boolean =>
  resource.singleton === true ||
  field(resource, 'id') !== undefined ||
  field(resource, 'resource_uri') !== undefined;

/** True when one object can be read or changed at an address of its own. */
export const hasDetail = (resource: Resource): boolean =>
  resource.detailMethods.length > 0 && isAddressable(resource);

/** True when the collection can make an object of its own, which it then may change and delete. */
export const isCreatable = (resource: Resource): boolean =>
  resource.listMethods.includes('POST') && hasDetail(resource);

const stem = (resource: Resource): string => {
  const [name = ''] = resource.name.split('/');
  const isLive = resource.area === 'status' && (name === 'conference' || name === 'participant');
  return isLive ? name : `${resource.area}_${name}`;
};

/** The variable for the id of the first object that was listed: `conference_id`, `configuration_conference_id`. */
export const listedId = (resource: Resource): string => `${stem(resource)}_id`;

/** Those that commands use, of objects that live and of configured ones. Others are forgotten when other lists are sent. */
export const LASTING: readonly string[] = [
  'conference_id',
  'participant_id',
  'configuration_conference_id',
  'configuration_conference_sync_template_id',
  'configuration_device_id',
];

/** The variable for the id of the object that the collection has created: `new_conference_id`. */
export const createdId = (resource: Resource): string => `new_${resource.name}_id`;

/** The variable for a setting as it is on the node: `kept_global_site_banner_fg`. */
export const keptValue = (resource: Resource, name: string): string => `kept_${resource.name}_${name}`;

/** What stands for an id that people choose, until they do. */
export const nobodysId = (resource: Resource): string =>
  field(resource, 'id')?.type === 'string' ? NO_OBJECT.string : NO_OBJECT.integer;
