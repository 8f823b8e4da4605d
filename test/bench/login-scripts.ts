/** The scripts that Postsmith puts into a collection, for each algorithm, as the build makes them. */

import { join } from 'node:path';
import { bundleEntry, instantiateScript } from '../../src/bundle.ts';
import { clientCredentials, privateKeyJwt, type SigningAlgorithm } from '../../src/declare/authorization.ts';
import { loginEntry, renewTokenEntry } from '../../src/login-entry.ts';

const root = join(import.meta.dirname, '../..');
const scripts = join(root, 'scripts');

const tokenEndpoint = 'https://{{host}}/oauth/token/';

const authorizationWith = (algorithm: SigningAlgorithm) =>
  clientCredentials({
    tokenEndpoint,
    scope: 'is_admin use_api',
    clientAuthentication: privateKeyJwt({ algorithm, audience: tokenEndpoint }),
  });

const bundle = async (source: string, label: string): Promise<string> =>
  instantiateScript(await bundleEntry({ source, resolveDir: scripts, label, root }));

/** The pre-request script of a collection with nothing but the login. */
export const loginScript = (algorithm: SigningAlgorithm): Promise<string> =>
  bundle(loginEntry(authorizationWith(algorithm), scripts), 'collections/bench.ts (pre-request)');

/** The post-response script that deals with a 401. */
export const renewalScript = (algorithm: SigningAlgorithm): Promise<string> =>
  bundle(renewTokenEntry(authorizationWith(algorithm), scripts), 'collections/bench.ts (post-response)');
