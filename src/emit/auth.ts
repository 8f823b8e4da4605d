/**
 * The auth block of a collection or request.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/auth.html
 */

import type { PostmanAuth, PostmanAuthAttribute } from '../format/collection.ts';
import type { AuthorizationTab } from '../oauth/grant.ts';
import type { Authorization } from '../oauth/grants.ts';
import { grantOf } from '../oauth/inputs.ts';

const attribute = (key: string, value: AuthorizationTab[string]): PostmanAuthAttribute => {
  if (typeof value === 'string') return { key, value, type: 'string' };
  return typeof value === 'boolean' ? { key, value, type: 'boolean' } : { key, value, type: 'any' };
};

/**
 * A bearer token (RFC 6750 §2.1) from the variable into which the login puts it; where a person signs in, with what the
 * app's button needs.
 *
 * @param collection the collection's name, under which the app lists the tokens that its button got
 */
export const emitAuth = (authorization: Authorization, collection: string): PostmanAuth => {
  const tab = grantOf(authorization).person?.authorizationTab(authorization);
  if (tab === undefined) {
    return { type: 'bearer', bearer: [attribute('token', `{{${authorization.variables.accessToken}}}`)] };
  }
  return {
    type: 'oauth2',
    oauth2: Object.entries({ tokenName: collection, ...tab }).map(([key, value]) => attribute(key, value)),
  };
};

/** For what is sent without the collection's authorization. */
export const noAuth: PostmanAuth = { type: 'noauth' };
