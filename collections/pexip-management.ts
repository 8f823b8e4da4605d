/** The management API of Pexip Infinity, version 34 and later: status, history, configuration, commands. */

import { defineCollection, folder } from 'postsmith';
import { pexip } from 'postsmith/presets';
import { commandFolders } from './pexip-management/command-folder.ts';
import { expectPexip } from './pexip-management/expectations.ts';
import { getStarted } from './pexip-management/get-started.ts';
import { guide } from './pexip-management/guide.ts';
import { resourceFolders } from './pexip-management/resource-folder.ts';

export default defineCollection({
  name: 'Pexip Infinity management',
  description: guide,
  authorization: pexip(),
  scripts: { preRequest: ['refuse-empty', 'refuse-changes'], postResponse: [expectPexip()] },
  items: [
    getStarted(),
    folder('Status', resourceFolders('status'), { description: 'What goes on now. Reads only.' }),
    folder('History', resourceFolders('history'), { description: 'What went on. Mostly read only.' }),
    folder('Configuration', resourceFolders('configuration'), {
      description:
        'How the deployment is set up. Requests that change it are not sent until `allow_changes` is `true`. `upgrade_request/<id>/cancel/`, `…/finish/` and `…/upload/` exist too; their methods were not seen, so there are no requests for them.',
    }),
    folder('Command', commandFolders(), {
      description: 'What acts at once. Not sent until `allow_changes` is `true`.',
    }),
  ],
});
