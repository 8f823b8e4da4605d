/** Client authentication `none` (RFC 6749 §3.2.1): a public client names itself. */

import { clientId } from '../attempt.ts';
import type { Part } from '../token-request.ts';

export const publicClient: Part = async () => (form) => {
  form['client_id'] = clientId;
};
