/** Columbia University's Django JSON:API training service: every path and method, queries, failures, and its own login. */

import { defineCollection } from 'postsmith';
import { variables } from './columbia-courses/addresses.ts';
import { authorization } from './columbia-courses/authorization.ts';
import { authorizationServer } from './columbia-courses/authorization-server.ts';
import { resources } from './columbia-courses/facts.ts';
import { failures } from './columbia-courses/failures.ts';
import { getStarted } from './columbia-courses/get-started.ts';
import { guide } from './columbia-courses/guide.ts';
import { cleanUp, prepare } from './columbia-courses/own-data.ts';
import { queries } from './columbia-courses/queries.ts';
import { resourceFolder } from './columbia-courses/resource-folder.ts';

/** A word that is no token. */
const REVOKED_BY_DEFAULT = {
  name: 'revoke_this',
  value: 'nothing',
  description: 'What *Revoke a token* ends. By default a word that is no token.',
};

export default defineCollection({
  name: 'Columbia courses',
  description: guide,
  authorization: authorization(),
  scripts: { preRequest: ['refuse-bad-address'] },
  variables: [...variables(), REVOKED_BY_DEFAULT],
  // In this order: what others are related to is there before them, and everything is deleted in the end.
  items: [
    getStarted(),
    prepare(),
    ...resources.map(resourceFolder),
    queries(),
    failures(),
    authorizationServer(),
    cleanUp(),
  ],
});
