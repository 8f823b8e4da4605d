/**
 * The generated entry modules of a collection's own scripts: each imports just what the declared authorization needs,
 * so nothing else gets into the bundle, and the crypto behind `import()` runs only when a token is fetched.
 */

import type { Authorization, SigningAlgorithm } from './declare/authorization.ts';

/** Files below `pre-request/login/sign/` by algorithm. */
const signers: Partial<Record<SigningAlgorithm, string>> = {
  ES256: 'es256',
  ES384: 'es384',
  ES512: 'es512',
  RS256: 'rs256',
  RS384: 'rs384',
  RS512: 'rs512',
};

/**
 * Returns the TypeScript that logs a collection in: the end of its pre-request script.
 *
 * @param scriptsFolder absolute path of Postsmith's own `scripts/`
 */
export const loginEntry = (authorization: Authorization, scriptsFolder: string): string => {
  if (authorization.kind !== 'clientCredentials') throw new TypeError(authorization.kind);
  const { clientAuthentication } = authorization;
  if (clientAuthentication.kind !== 'privateKeyJwt') throw new TypeError(clientAuthentication.kind);
  const file = (name: string): string => literal(`${scriptsFolder}/pre-request/${name}.ts`);
  const signer = file(`login/sign/${signers[clientAuthentication.algorithm] ?? ''}`);
  return [
    `import { login } from ${file('login')};`,
    `import { privateKeyJwt } from ${file('login/private-key-jwt')};`,
    `login(${literal(authorization)}, privateKeyJwt(() => import(${signer})));`,
    '',
  ].join('\n');
};

/**
 * Returns the TypeScript that renews a token to which the API answers 401: the beginning of a collection's
 * post-response script.
 *
 * @param scriptsFolder absolute path of Postsmith's own `scripts/`
 */
export const renewTokenEntry = (authorization: Authorization, scriptsFolder: string): string =>
  [
    `import { renewToken } from ${literal(`${scriptsFolder}/post-response/renew-token.ts`)};`,
    `renewToken(${literal(authorization)});`,
    '',
  ].join('\n');

/** A value as code. */
const literal = (value: unknown): string => JSON.stringify(value);
