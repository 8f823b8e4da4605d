/** Which authorizations a collection declares, and which of them each request is sent with. */

import type { PostmanAuthDeclaration } from './auth.ts';
import type {
  AuthorizationDeclaration,
  CollectionDeclaration,
  ItemDeclaration,
  RequestDeclaration,
} from './collection.ts';
import { isFolder } from './items.ts';
import type { Authorization } from '../oauth/grants.ts';
import { grantNamed } from '../oauth/inputs.ts';

/** What a request is sent with; undefined: nothing is declared anywhere around it. */
export type EffectiveAuthorization = Authorization | PostmanAuthDeclaration | 'none' | undefined;

/** A request and what it is sent with. */
export interface AuthorizedRequest {
  /** Names of the folders around it, then its own. */
  readonly path: readonly string[];
  readonly item: RequestDeclaration;
  readonly authorization: EffectiveAuthorization;
}

/** The authorization as one that logs in; undefined for every other. */
export const grantIn = (authorization: AuthorizationDeclaration | undefined): Authorization | undefined =>
  typeof authorization === 'object' && grantNamed(authorization.kind) !== undefined
    ? // The names of grants and those of Postman's own kinds differ.
      (authorization as Authorization)
    : undefined;

/** What holds inside of a collection, folder or request that declares this. */
export const effective = (
  declared: AuthorizationDeclaration | undefined,
  around: EffectiveAuthorization,
): EffectiveAuthorization => (declared === undefined || declared === 'inherit' ? around : declared);

/** Every request of a collection with what it is sent with, in their order. */
export const authorizedRequests = ({
  items,
  authorization,
}: Pick<CollectionDeclaration, 'items' | 'authorization'>): readonly AuthorizedRequest[] =>
  below(items, [], effective(authorization, undefined));

const below = (
  items: readonly ItemDeclaration[],
  parent: readonly string[],
  around: EffectiveAuthorization,
): AuthorizedRequest[] =>
  items.flatMap((item): AuthorizedRequest[] => {
    const path = [...parent, item.name];
    const authorization = effective(item.authorization, around);
    return isFolder(item) ? below(item.items, path, authorization) : [{ path, item, authorization }];
  });

/** True for two declarations of the same identity: a folder may declare once more what another one has. */
export const isSameIdentity = (one: Authorization, other: Authorization): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** True for a request that is sent as this identity. */
export const isSentAs = (
  { authorization }: Pick<AuthorizedRequest, 'authorization'>,
  identity: Authorization | undefined,
): boolean => {
  const grant = grantIn(authorization);
  return grant !== undefined && identity !== undefined && isSameIdentity(grant, identity);
};

/** Every login that these are sent with, each once. */
export const identitiesIn = (
  declared: readonly Pick<AuthorizedRequest, 'authorization'>[],
): readonly Authorization[] => {
  const grants = new Set(declared.flatMap(({ authorization }) => grantIn(authorization) ?? []));
  const identities: Authorization[] = [];
  for (const grant of grants) {
    if (!identities.some((identity) => isSameIdentity(identity, grant))) identities.push(grant);
  }
  return identities;
};

/** Every login that a collection needs, each once; the collection's own comes first. */
export const identitiesOf = (collection: CollectionDeclaration): readonly Authorization[] =>
  identitiesIn([
    { authorization: effective(collection.authorization, undefined) },
    ...authorizedRequests(collection),
  ]);

/** What messages and `--identity` call an identity. */
export const identityName = ({ identity, variables }: Authorization): string =>
  identity ?? variables.accessToken;
