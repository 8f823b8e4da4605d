/**
 * The one list of the grants (RFC 6749 §1.3). Each has a file of its own here; the mock demands what its ways say. Projects
 * import the named exports, the tool alone the default ones.
 */

import authorizationCodeGrant from './authorization-code.ts';
import bearerJwtGrant from './bearer-jwt.ts';
import clientCredentialsGrant from './client-credentials.ts';
import type { GrantModule } from './grant.ts';
import jwtBearerGrant from './jwt-bearer.ts';
import refreshTokenGrant from './refresh-token.ts';

export * from './authorization-code.ts';
export * from './bearer-jwt.ts';
export * from './client-credentials.ts';
export * from './jwt-bearer.ts';
export * from './refresh-token.ts';

/** The modules of all grants. */
const grants = [
  clientCredentialsGrant,
  jwtBearerGrant,
  refreshTokenGrant,
  authorizationCodeGrant,
  bearerJwtGrant,
] as const;

export default grants;

type Declared<Grant> = Grant extends GrantModule<infer Declaration> ? Declaration : never;

/** What a collection declares once, and from which auth block, script, variables and mock follow. */
export type Authorization = Declared<(typeof grants)[number]>;
