/** Client authentication `none` (RFC 6749 §3.2.1): a public client names itself. */

import type { ClientAuthenticationPart } from '../parts.ts';

export const authenticate: ClientAuthenticationPart =
  async (_configuration, { clientId }) =>
  ({ parameters }) => {
    parameters['client_id'] = clientId;
  };
