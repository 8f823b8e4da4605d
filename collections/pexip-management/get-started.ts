/** The first folder: is the node well, what runs on it, what is configured, and what the client may do. */

import { folder, get } from 'postsmith';
import type { Example, FolderDeclaration, Json, RequestDeclaration } from 'postsmith';
import { NODE } from './addresses.ts';
import { exampleOf, pageOf } from './examples.ts';
import { resource } from './facts.ts';
import type { Area } from './resource.ts';
import { resourceRequest } from './resource-folder.ts';

const ERRORS: readonly Example[] = [
  exampleOf('the token is not accepted', 401),
  exampleOf('the role lacks the permission', 403),
  exampleOf('no such object or resource', 404),
  { ...exampleOf('too many requests', 429), headers: [{ name: 'Retry-After', value: '5' }] },
];

/** A resource's own request under another name. */
const first = (
  name: string,
  area: Area,
  resourceName: string,
  description: string,
  operation: 'list' | 'read' = 'list',
): RequestDeclaration => ({ ...resourceRequest(resource(area, resourceName), operation), name, description });

const withErrors = (request: RequestDeclaration, examples: readonly Example[] = []): RequestDeclaration => ({
  ...request,
  examples: [...(request.examples ?? []), ...examples, ...ERRORS],
});

/** What runs now. */
const running = (): readonly RequestDeclaration[] => [
  withErrors(
    first(
      'Alarms',
      'status',
      'alarm',
      'Send this first: the alarms that the node raises now. An empty list is good news.',
    ),
    [exampleOf('no alarm', 200, pageOf([]))],
  ),
  withErrors(
    first(
      'Licenses in use',
      'status',
      'licensing',
      'How many licenses of each kind are in use, and how many there are.',
    ),
  ),
  first(
    'Conferencing Nodes',
    'status',
    'worker_vm',
    'The Conferencing Nodes, whether they are in sync, and their load.',
  ),
  first('System locations', 'status', 'system_location', 'The system locations and their load.'),
  first(
    'Live conferences',
    'status',
    'conference',
    'What goes on now. The first id is kept in `conference_id` for the commands.',
  ),
  first(
    'Live participants',
    'status',
    'participant',
    'Who is connected now. The first id is kept in `participant_id` for the commands.',
  ),
];

/** How it is set up, and what the client may do. */
const configured = (): readonly RequestDeclaration[] => [
  first(
    'Configured conferences',
    'configuration',
    'conference',
    'Virtual Meeting Rooms, Virtual Auditoriums, Virtual Receptions and the other services.',
  ),
  withErrors(
    first(
      'Permissions',
      'configuration',
      'permission',
      'The permissions that a role can hold. Their code names are the scopes that a token can carry; `is_admin` and `use_api` are the least.',
    ),
  ),
  first(
    'Roles',
    'configuration',
    'role',
    'Which permissions each role holds. Your OAuth2 client has one of them.',
  ),
  first(
    'OAuth2 clients',
    'configuration',
    'oauth2_client',
    'The clients of this API, yours among them. A private key is never shown again.',
  ),
  first(
    'Authentication settings',
    'configuration',
    'authentication',
    'How administrators sign in, and the settings of this API: `api_oauth2_expiration` (seconds), `api_oauth2_disable_basic`, `api_oauth2_allow_all_perms`.',
    'read',
  ),
];

const selfDescription = (
  name: string,
  path: string,
  description: string,
  response: Json,
): RequestDeclaration =>
  get({
    name,
    url: `${NODE}${path}`,
    description,
    examples: [exampleOf('what the node says about itself', 200, response)],
  });

const ROOTS: readonly (readonly [string, string, string])[] = [
  ['Configuration resources', '/api/admin/configuration/v1/', 'conference'],
  ['Status resources', '/api/admin/status/v1/', 'alarm'],
  ['History resources', '/api/admin/history/v1/', 'alarm'],
  ['Conference commands', '/api/admin/command/v1/conference/', 'lock'],
  ['Participant commands', '/api/admin/command/v1/participant/', 'dial'],
  ['Platform commands', '/api/admin/command/v1/platform/', 'snapshot'],
];

const SCHEMA: Json = {
  allowed_detail_http_methods: ['get'],
  allowed_list_http_methods: ['get'],
  default_format: 'application/json',
  default_limit: 20,
  fields: {
    level: {
      type: 'string',
      help_text: 'Example.',
      nullable: false,
      blank: false,
      readonly: false,
      default: 'info',
      unique: false,
    },
  },
  filtering: { level: 1 },
  ordering: ['level'],
};

const describesItself = (): FolderDeclaration =>
  folder(
    'What this node can do',
    [
      ...ROOTS.map(([name, path, sample]) =>
        selfDescription(name, path, 'Lists what this node, in its version, has in this part of the API.', {
          [sample]: { list_endpoint: `${path}${sample}/`, schema: `${path}${sample}/schema/` },
        }),
      ),
      selfDescription(
        'Fields of an alarm',
        '/api/admin/status/v1/alarm/schema/',
        'Every resource describes itself under `schema/`: the methods that it takes, its fields with their choices (`valid_choices`), the fields to filter a list by (`filtering`) and to sort it by (`ordering`). A filter says which comparisons it takes, or `1` for every comparison, or `2` for every comparison also with the fields of the object that it refers to. For another resource, change the path.',
        SCHEMA,
      ),
    ],
    {
      description:
        'The node describes itself. Where it says otherwise than this collection, the node is right.',
    },
  );

/** The folder that a newcomer opens first. */
export const getStarted = (): FolderDeclaration =>
  folder('Get started', [...running(), ...configured(), describesItself()], {
    description: 'Reads only, nothing is changed. Send *Alarms* first, then look around in this order.',
  });
