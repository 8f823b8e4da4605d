/**
 * The auth block of a collection, folder or request.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/auth.html
 */

import type { PostmanAuth, PostmanAuthAttribute } from '../format/collection.ts';
import type { PostmanAuthDeclaration } from '../model/auth.ts';
import { authType, authValues } from '../model/auth-kinds.ts';
import type { Json } from '../values/json.ts';
import type { AuthorizationTab } from '../oauth/grant.ts';
import type { Authorization } from '../oauth/grants.ts';
import { grantIn, type EffectiveAuthorization } from '../model/identities.ts';
import { grantOf } from '../oauth/inputs.ts';

const attribute = (key: string, value: AuthorizationTab[string] | Json): PostmanAuthAttribute => {
  if (typeof value === 'string') return { key, value, type: 'string' };
  return typeof value === 'boolean' ? { key, value, type: 'boolean' } : { key, value, type: 'any' };
};

/** The token in its header: as bearer token, or where the API wants it. */
const emitToken = ({ variables, header }: Authorization): PostmanAuth => {
  const token = `{{${variables.accessToken}}}`;
  if (header === undefined) return { type: 'bearer', bearer: [attribute('token', token)] };
  const value = header.prefix === undefined ? token : `${header.prefix} ${token}`;
  return {
    type: 'apikey',
    apikey: [attribute('key', header.name), attribute('value', value), attribute('in', 'header')],
  };
};

/** A bearer token (RFC 6750 §2.1) from the variable into which the login puts it; where a person signs in, with what the app's button needs. */
const emitGrant = (authorization: Authorization, collection: string): PostmanAuth => {
  const tab = grantOf(authorization).person?.authorizationTab(authorization);
  if (tab === undefined) return emitToken(authorization);
  return {
    type: 'oauth2',
    oauth2: Object.entries({ tokenName: collection, ...tab }).map(([key, value]) => attribute(key, value)),
  };
};

const emitKind = (auth: PostmanAuthDeclaration): PostmanAuth => {
  const type = authType(auth);
  return { type, [type]: authValues(auth).map(([key, value]) => attribute(key, value)) };
};

/**
 * What is sent with a request.
 *
 * @param collection the collection's name, under which the app lists the tokens that its button got
 */
export const emitAuth = (
  authorization: Exclude<EffectiveAuthorization, undefined>,
  collection: string,
): PostmanAuth => {
  if (authorization === 'none') return { type: 'noauth' };
  const grant = grantIn(authorization);
  // What is no grant is one of Postman's own kinds.
  return grant === undefined
    ? emitKind(authorization as PostmanAuthDeclaration)
    : emitGrant(grant, collection);
};
