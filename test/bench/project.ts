/** Temporary projects, which the bench builds as a user's are built. */

import { temporaryProject, type Files, type TemporaryProject } from '../bundle/temporary-project.ts';

/** Every variable that the bench's logins read or write. */
const environment = `
import { clientCredentials, clientSecretBasic, defineEnvironment, secret } from 'postsmith';

const { variables } = clientCredentials({
  tokenEndpoint: 'https://{{host}}/oauth/token/',
  clientAuthentication: clientSecretBasic(),
});
const names = ['host', 'client_id', 'client_secret', 'client_private_key', ...Object.values(variables)];

export default defineEnvironment({
  name: 'Bench',
  variables: Object.fromEntries(names.map((name) => [name, secret()])),
});
`;

/** Writes a project whose collections log in at `{{host}}`. */
export const benchProject = (files: Files): TemporaryProject => {
  const project = temporaryProject('postsmith-bench-');
  project.write({
    'package.json': '{"name": "bench", "version": "1.0.0", "type": "module"}',
    'environments/bench.ts': environment,
    ...files,
  });
  return project;
};
