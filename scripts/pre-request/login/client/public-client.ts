/** Client authentication `none` (RFC 6749 §3.2.1): a public client names itself. */

import type { Part } from '../token-request.ts';

export const publicClient: Part =
  async ({ clientId }) =>
  () => ({ form: { client_id: clientId } });
