/** Client authentication `none`: a public client names itself and proves nothing (RFC 6749 §3.2.1). */

import type { ClientAuthenticationMethod } from './method.ts';

/** A public client proves nothing. */
export interface NoClientAuthentication {
  readonly kind: 'none';
}

/** A public client: PKCE protects its authorization codes (RFC 7636), nothing else does. */
export const none = (): NoClientAuthentication => ({ kind: 'none' });

const noneMethod: ClientAuthenticationMethod<NoClientAuthentication> = {
  kind: 'none',
  name: 'none',
  constructor: 'none()',
  check: () => [],
  configure: () => ({ method: 'none' }),
};

export default noneMethod;
