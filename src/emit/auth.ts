/**
 * The auth block of a collection or request.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/auth.html
 */

import type { Authorization } from '../declare/authorization.ts';
import type { PostmanAuth } from './format.ts';

/** A bearer token (RFC 6750 §2.1) from the variable into which the login puts it. */
export const emitAuth = ({ variables }: Authorization): PostmanAuth => ({
  type: 'bearer',
  bearer: [{ key: 'token', value: `{{${variables.accessToken}}}`, type: 'string' }],
});

/** For what is sent without the collection's authorization. */
export const noAuth: PostmanAuth = { type: 'noauth' };
