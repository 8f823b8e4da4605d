/**
 * The one list of the client authentications (RFC 6749 §2.3, RFC 7523 §2.2, OpenID Connect Core §9). Each has a file of its
 * own here; `scripts/login/client-authentication` has what it does in Postman. Projects import the named exports, the tool alone
 * the default ones.
 */

import clientSecretBasicMethod from './client-secret-basic.ts';
import clientSecretJwtMethod from './client-secret-jwt.ts';
import clientSecretPostMethod from './client-secret-post.ts';
import jwtClientSecretMethod from './jwt-client-secret.ts';
import type { ClientAuthenticationMethod } from './method.ts';
import noneMethod from './none.ts';
import privateKeyJwtMethod from './private-key-jwt.ts';

export * from './client-secret-basic.ts';
export * from './client-secret-jwt.ts';
export * from './client-secret-post.ts';
export * from './jwt-client-secret.ts';
export * from './none.ts';
export * from './private-key-jwt.ts';

/** The modules of all client authentications. */
const clientAuthentications = [
  privateKeyJwtMethod,
  clientSecretJwtMethod,
  clientSecretBasicMethod,
  clientSecretPostMethod,
  noneMethod,
  jwtClientSecretMethod,
] as const;

export default clientAuthentications;

type Declared<Method> = Method extends ClientAuthenticationMethod<infer Declaration> ? Declaration : never;

/** How the client proves who it is. */
export type ClientAuthentication = Declared<(typeof clientAuthentications)[number]>;
