/** A project with a collection that acts for a person, and `postsmith login` in it. */

import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersonServer } from '../session/authorization-server.ts';
import { execute, executeProgram, type ExecuteOptions, type Execution } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

const COURSES = `
import { authorizationCode, clientSecretPost, defineCollection, folder, get, none, post } from 'postsmith';

export default defineCollection({
  name: 'Courses',
  authorization: authorizationCode({
    authorizationEndpoint: 'https://{{host}}/auth',
    tokenEndpoint: 'https://{{host}}/token',
    issuer: 'https://{{host}}',
    scope: 'openid courses:read courses:write offline_access',
    // OpenID Connect Core §11: without it, there is no offline access.
    authorizationParameters: { prompt: 'consent' },
    clientAuthentication: none(),
    serviceClient: { clientId: 'service_client_id', clientAuthentication: clientSecretPost() },
  }),
  items: [
    folder('Courses', [
      get({ name: 'List', url: 'https://{{host}}/api/courses', scope: 'courses:read' }),
      get({ name: 'Read', url: 'https://{{host}}/api/courses/:id', pathVariables: { id: { value: '1' } }, scope: 'courses:read' }),
    ]),
    post({ name: 'Create', url: 'https://{{host}}/api/courses', body: { json: {} }, scope: 'courses:write' }),
  ],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Courses',
  variables: {
    host: '', client_id: '', access_token: secret(), refresh_token: secret(), expires: '', scope: '',
    access_token_for: '',
  },
});
`;

/** Scope that everything needs, and the refresh token. */
export const FULL_SCOPE = 'openid courses:read courses:write offline_access';

type PersonCommand = (
  name: 'login' | 'run' | 'token',
  parameters?: readonly string[],
  options?: ExecuteOptions,
) => Promise<Execution>;

export interface PersonProject extends SampleProject {
  /** Where the tokens are, once somebody has logged in. */
  readonly tokenFile: string;
  readTokens(): Promise<Record<string, string>>;
  writeTokens(change: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a command that names the collection, its environment and the server's authority. */
  readonly command: PersonCommand;
  /** The same as a program. */
  readonly program: PersonCommand;
}

/** The project, set up for the server. */
export const createPersonProject = async (server: PersonServer): Promise<PersonProject> => {
  const project = await createSampleProject();
  await project.write('collections/courses.ts', COURSES);
  await project.write('environments/courses.ts', ENVIRONMENT);
  await project.write('.env', `HOST=${new URL(server.origin).host}\nCLIENT_ID=terminal\n`);
  await chmod(join(project.folder, '.env'), 0o600);
  const tokenFile = join(project.folder, '.postsmith', 'tokens', 'courses', 'courses.json');
  const readTokens = async (): Promise<Record<string, string>> =>
    JSON.parse(await readFile(tokenFile, 'utf8')) as Record<string, string>;
  const commandOf =
    (run: typeof execute): PersonCommand =>
    (name, parameters = [], options = {}) =>
      run([name, 'courses', '-e', 'courses', '--ca', server.caFile, ...parameters], {
        folder: project.folder,
        ...options,
      });
  return {
    ...project,
    tokenFile,
    readTokens,
    writeTokens: async (change) =>
      writeFile(tokenFile, JSON.stringify({ ...(await readTokens()), ...change })),
    command: commandOf(execute),
    program: commandOf(executeProgram),
  };
};

export interface LoginExecution extends Execution {
  /** The address that was printed. */
  readonly url: string;
}

/** Runs `postsmith login`; `go` is what a person does with the address, once it is printed. */
export const logInWith = async (
  project: PersonProject,
  go: (url: string, kill: (signal: NodeJS.Signals) => void) => Promise<unknown>,
  parameters: readonly string[] = [],
  command = project.command,
): Promise<LoginExecution> => {
  let url = '';
  let going: Promise<unknown> | undefined;
  const execution = await command('login', ['--no-browser', ...parameters], {
    onTalk: (talk, kill) => {
      url = /^ {2}(https:\S+)$/m.exec(talk)?.[1] ?? '';
      if (url !== '' && talk.includes('Waiting for you'))
        going ??= go(url, kill).catch((error: unknown) => error);
    },
  });
  const outcome = await going;
  if (outcome instanceof Error) throw outcome;
  return { ...execution, url };
};
