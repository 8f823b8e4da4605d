/** The management API of Pexip Infinity, version 34 and later: status, history, configuration, commands. */

import { defineCollection, folder } from 'postsmith';
import { pexip } from 'postsmith/presets';
import { commandFolders } from './pexip-management/command-folder.ts';
import { resources, type Area } from './pexip-management/facts.ts';
import { getStarted } from './pexip-management/get-started.ts';
import { guide } from './pexip-management/guide.ts';
import { isKnown, resourceFolder } from './pexip-management/resource-folder.ts';
import { idVariables } from './pexip-management/variables.ts';

const area = (name: string, key: Area, description: string) =>
  folder(
    name,
    resources.filter((resource) => resource.area === key && isKnown(resource)).map(resourceFolder),
    { description },
  );

export default defineCollection({
  name: 'Pexip Infinity management',
  description: guide,
  authorization: pexip(),
  scripts: { preRequest: ['refuse-empty-id', 'refuse-changes'] },
  variables: idVariables(),
  items: [
    getStarted(),
    area('Status', 'status', 'What goes on now. Reads only.'),
    area('History', 'history', 'What went on. Mostly read only.'),
    area(
      'Configuration',
      'configuration',
      'How the deployment is set up. Requests that change it are not sent until `allow_changes` is `true`. `upgrade_request/<id>/cancel/`, `…/finish/` and `…/upload/` exist too; their methods were not seen, so there are no requests for them.',
    ),
    folder('Command', commandFolders(), {
      description: 'What acts at once. Not sent until `allow_changes` is `true`.',
      scripts: { preRequest: ['refuse-empty-value'] },
    }),
  ],
});
