/** The scripts that Postsmith puts into a collection, for each way of logging in, as the build makes them. */

import { join } from 'node:path';
import { bundleEntry, instantiateScript } from '../../src/bundle/bundle.ts';
import {
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  privateKeyJwt,
  signingAlgorithms,
  type Authorization,
  type SigningAlgorithm,
} from '../../src/oauth/authorization.ts';
import { loginEntry, renewTokenEntry } from '../../src/login-entry.ts';

const root = join(import.meta.dirname, '../..');
const scripts = join(root, 'scripts');

/** How a client authenticates: with its secret as it is, or with an assertion. */
export type Login = 'secret' | SigningAlgorithm;

export const logins: readonly Login[] = ['secret', ...signingAlgorithms];

/** Where most providers have it: at an address that is known when the collection is built. */
export const FIXED_ENDPOINT = 'https://login.example.com/oauth/token';
/** Where each installation has its own. */
export const HOST_ENDPOINT = 'https://{{host}}/oauth/token/';

const clientFor = (login: Login, tokenEndpoint: string) => {
  if (login === 'secret') return clientSecretBasic();
  const options = { algorithm: login, audience: tokenEndpoint };
  return login.startsWith('HS') ? clientSecretJwt(options) : privateKeyJwt(options);
};

const authorizationWith = (login: Login, tokenEndpoint: string): Authorization =>
  clientCredentials({
    tokenEndpoint,
    scope: 'is_admin use_api',
    clientAuthentication: clientFor(login, tokenEndpoint),
  });

const bundle = async (source: string, label: string): Promise<string> =>
  instantiateScript(await bundleEntry({ source, resolveDir: scripts, label, root }));

/** The pre-request script of a collection with nothing but the login. */
export const loginScript = (login: Login, tokenEndpoint: string = HOST_ENDPOINT): Promise<string> =>
  bundle(loginEntry(authorizationWith(login, tokenEndpoint), scripts), 'collections/bench.ts (pre-request)');

/** The post-response script that deals with a 401. */
export const renewalScript = (login: Login): Promise<string> =>
  bundle(
    renewTokenEntry(authorizationWith(login, HOST_ENDPOINT), scripts),
    'collections/bench.ts (post-response)',
  );
