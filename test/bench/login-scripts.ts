/** The scripts that Postsmith puts into a collection, for each way of logging in, as the build makes them. */

import { buildProject } from '../../src/build/build.ts';
import { signingAlgorithms, type SigningAlgorithm } from '../../src/oauth/signed-jwt.ts';
import type { Scripts } from './newman-run.ts';
import { benchProject } from './project.ts';

/** How a client authenticates: with its secret as it is, or with an assertion. */
export type Login = 'secret' | SigningAlgorithm;

export const logins: readonly Login[] = ['secret', ...signingAlgorithms];

/** What runs before each request, and after each response. */
export type LoginScripts = ReadonlyMap<Login, Required<Scripts>>;

const clientFor = (login: Login): string => {
  if (login === 'secret') return 'clientSecretBasic()';
  const kind = login.startsWith('HS') ? 'clientSecretJwt' : 'privateKeyJwt';
  return `${kind}({ algorithm: '${login}', audience: tokenEndpoint })`;
};

const fileOf = (login: Login): string => `collections/${login.toLowerCase()}.ts`;

const collection = (login: Login): string => `
import { clientCredentials, clientSecretBasic, clientSecretJwt, defineCollection, get, privateKeyJwt } from 'postsmith';

const tokenEndpoint = 'https://{{host}}/oauth/token/';

export default defineCollection({
  name: '${login}',
  authorization: clientCredentials({
    tokenEndpoint,
    scope: 'is_admin use_api',
    clientAuthentication: ${clientFor(login)},
  }),
  items: [get({ name: 'Things', url: 'https://{{host}}/things/' })],
});
`;

/** The part of a collection file that is read here. */
interface CollectionFile {
  readonly event: readonly {
    readonly listen: 'prerequest' | 'test';
    readonly script: { readonly exec: readonly string[] };
  }[];
}

const scriptsIn = (content: string): Required<Scripts> => {
  // JSON.parse returns any; the text was written by the build.
  const { event } = JSON.parse(content) as CollectionFile;
  const textOf = (stage: 'prerequest' | 'test') =>
    event.find(({ listen }) => listen === stage)?.script.exec.join('\n') ?? '';
  return { preRequest: textOf('prerequest'), postResponse: textOf('test') };
};

/** Builds a collection for each way of logging in. */
export const buildLogins = async (): Promise<LoginScripts> => {
  const project = benchProject(Object.fromEntries(logins.map((login) => [fileOf(login), collection(login)])));
  try {
    const { collections } = await buildProject(project.root);
    const built = new Map(collections.map(({ file, artifact }) => [file, scriptsIn(artifact.content)]));
    return new Map(
      logins.flatMap((login) => {
        const scripts = built.get(fileOf(login));
        return scripts === undefined ? [] : [[login, scripts] as const];
      }),
    );
  } finally {
    project.remove();
  }
};

/** The scripts of a login that must be there. */
export const scriptsOf = (built: LoginScripts, login: Login): Required<Scripts> => {
  const scripts = built.get(login);
  if (scripts === undefined) throw new Error(`no collection was built for ${login}`);
  return scripts;
};
