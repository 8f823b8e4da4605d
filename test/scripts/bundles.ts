/** Bundles of the built-in scripts, as a build makes them, and the keys and scenes that the tests run them with. */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { bundleEntry, bundleScript } from '../../src/bundle/bundle.ts';
import {
  clientCredentials,
  privateKeyJwt,
  type Authorization,
  type ClientCredentialsOptions,
  type SigningAlgorithm,
} from '../../src/oauth/authorization.ts';
import { loginEntry, renewTokenEntry } from '../../src/login-entry.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = fileURLToPath(new URL('../../scripts', import.meta.url));

export const endpoint = 'https://mgmt.example.com/oauth/token/';

/** An authorization with guidance, as a preset declares one. */
export const authorizationFor = (
  algorithm: SigningAlgorithm,
  options: Partial<ClientCredentialsOptions> = {},
) =>
  clientCredentials({
    tokenEndpoint: 'https://{{host}}/oauth/token/',
    scope: 'is_admin use_api',
    clientAuthentication: privateKeyJwt({ algorithm, audience: 'https://{{host}}/oauth/token/' }),
    variables: { assertion: 'jwt_signed' },
    provider: {
      name: 'Example',
      whereToFind: { client_id: 'shown in the list of clients' },
      likelyCauses: { invalid_client: ['the client id is wrong', 'the key is wrong'] },
    },
    ...options,
  });

const bundle = async (source: string): Promise<string> =>
  (await bundleEntry({ source, resolveDir: root, label: 'test', root })).text;

export const loginScript = (algorithm: SigningAlgorithm, options?: Partial<ClientCredentialsOptions>) =>
  bundle(loginEntry(authorizationFor(algorithm, options), scripts));

/** The login of any authorization. */
export const bundleLogin = (authorization: Authorization) => bundle(loginEntry(authorization, scripts));

/** What deals with a 401 of any authorization. */
export const bundleRenewal = (authorization: Authorization) =>
  bundle(renewTokenEntry(authorization, scripts));

/** A guard and the login in one bundle, as a build puts them together. */
export const guardedLoginScript = (guard: string) =>
  bundle(
    `import ${JSON.stringify(`${scripts}/pre-request/${guard}.ts`)};\n${loginEntry(authorizationFor('ES256'), scripts)}`,
  );

export const renewScript = () => bundle(renewTokenEntry(authorizationFor('ES256'), scripts));

export const guardScript = async (name: string): Promise<string> =>
  (await bundleScript({ file: `scripts/pre-request/${name}.ts`, root, parameterised: false })).text;

/** The clock stands still and `Math.random` always says the same: what a script must be safe with. */
export const frozen = (script: string, milliseconds: number): string => `
  const RealDate = Date, RealMath = Math;
  ((Date, Math) => {${script}})(
    Object.assign(function () { return new RealDate(${milliseconds}) }, { now: () => ${milliseconds}, parse: RealDate.parse }),
    Object.create(RealMath, { random: { value: () => 0.5 } }),
  );`;

/** The 30-second timer goes off at once. */
export const impatient = (script: string): string =>
  `((realSetTimeout) => { ((setTimeout) => {${script}})((action) => realSetTimeout(action, 20)) })(setTimeout)`;

export const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

export const ecKey = (namedCurve = 'P-256'): KeyObject =>
  generateKeyPairSync('ec', { namedCurve }).privateKey;
export const rsaKey = (modulusLength = 2048): KeyObject =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey;

/** A private key in PEM. */
export const pem = (key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1' = 'pkcs8'): string =>
  key.export({ type, format: 'pem' }).toString();

export const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

/** A key made of a private JWK. */
export const keyOfJwk = (key: Record<string, string>): KeyObject => createPrivateKey({ key, format: 'jwk' });

/** The assertion in the form that the script sent. */
export const assertionIn = (body: string): string => new URLSearchParams(body).get('client_assertion') ?? '';
