/** The folders of commands: what acts on live participants and conferences, and on the platform. */

import { folder, post } from 'postsmith';
import type { Body, FolderDeclaration, Json, RequestDeclaration } from 'postsmith';
import { listedId, NODE } from './addresses.ts';
import { commandText } from './documentation.ts';
import { exampleOf } from './examples.ts';
import { commands, resource } from './facts.ts';
import type { Command } from './resource.ts';

const conference = listedId(resource('configuration', 'conference'));
const device = listedId(resource('configuration', 'device'));
const template = listedId(resource('configuration', 'conference_sync_template'));

/** Ids of configured objects: numbers, so that the placeholder stands without quotes. */
const BY_NUMBER: { readonly [action: string]: string } = {
  send_conference_email: `{\n  "conference_id": {{${conference}}}\n}`,
  send_device_email: `{\n  "device_id": {{${device}}}\n}`,
};

const bodyOf = (command: Command): Body => {
  const text = BY_NUMBER[command.action];
  if (text !== undefined) return { text, mediaType: 'application/json' };
  if (command.action === 'sync') return { json: { conference_sync_template_id: `{{${template}}}` } };
  return { json: command.example };
};

const responseOf = (command: Command): Json => command.response ?? { status: 'success', data: null };

const commandRequest = (command: Command): RequestDeclaration =>
  post({
    name: `${command.scope} ${command.action}`,
    url: `${NODE}/api/admin/command/v1/${command.scope}/${command.action}/`,
    description: commandText(command),
    body: bodyOf(command),
    examples: [exampleOf('done', command.status ?? 200, responseOf(command))],
  });

const SCOPES: readonly (readonly [Command['scope'], string, string])[] = [
  [
    'participant',
    'Participant',
    'They act on the live participant `participant_id`: the first that *List participant* in *Status* has found, or the one that *participant dial* has called.',
  ],
  [
    'conference',
    'Conference',
    'They act on the live conference `conference_id`, which *List conference* in *Status* keeps. The emails and the sync take ids of configured objects, which the lists in *Configuration* keep.',
  ],
  ['platform', 'Platform', 'They act on the whole deployment. Several restart or replace something.'],
];

/** The folders of all commands, one for each scope. */
export const commandFolders = (): readonly FolderDeclaration[] =>
  SCOPES.map(([scope, name, description]) =>
    folder(name, commands.filter((command) => command.scope === scope).map(commandRequest), {
      description,
    }),
  );
