/** Bundles of the built-in scripts, as a build makes them, and the keys and scenes that the tests run them with. */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import { loginProgram, renewalProgram } from '../../src/bundle/programs.ts';
import {
  clientCredentials,
  privateKeyJwt,
  type Authorization,
  type ClientCredentialsOptions,
  type SigningAlgorithm,
} from '../../src/oauth/authorization.ts';
import { configureLogin, configureRenewal } from '../../src/oauth/configuration.ts';
import { partsOf } from '../../src/oauth/parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

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

/** The login of any authorization, as a build puts it into a collection. */
export const bundleLogin = async (authorization: Authorization, afterScripts = false): Promise<string> => {
  const configuration = configureLogin(authorization, { afterScripts });
  return instantiateScript(await loginProgram(partsOf(configuration)), [configuration]);
};

export const loginScript = (algorithm: SigningAlgorithm, options?: Partial<ClientCredentialsOptions>) =>
  bundleLogin(authorizationFor(algorithm, options));

/** What runs after a response, of any authorization. */
export const bundleRenewal = async (authorization: Authorization): Promise<string> => {
  const isPersons = configureLogin(authorization).isPersons === true;
  return instantiateScript(await renewalProgram(isPersons), [configureRenewal(authorization)]);
};

/** A guard and the login, as a build puts them together. */
export const guardedLoginScript = async (guard: string): Promise<string> =>
  `pm.variables.unset('postsmith.refused');\n${await guardScript(guard)}\n${await bundleLogin(authorizationFor('ES256'), true)}`;

export const renewScript = () => bundleRenewal(authorizationFor('ES256'));

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

const rsaKeys = new Map<string, KeyObject>();

/** An RSA key, which takes long to make: each call gets the same one, but for `another`. */
export const rsaKey = (modulusLength = 2048, which: 'one' | 'another' = 'one'): KeyObject => {
  const name = `${which} of ${modulusLength}`;
  const key = rsaKeys.get(name) ?? generateKeyPairSync('rsa', { modulusLength }).privateKey;
  rsaKeys.set(name, key);
  return key;
};

/** A private key in PEM. */
export const pem = (key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1' = 'pkcs8'): string =>
  key.export({ type, format: 'pem' }).toString();

export const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

/** A key made of a private JWK. */
export const keyOfJwk = (key: Record<string, string>): KeyObject => createPrivateKey({ key, format: 'jwk' });

/** The assertion in the form that the script sent. */
export const assertionIn = (body: string): string => new URLSearchParams(body).get('client_assertion') ?? '';
