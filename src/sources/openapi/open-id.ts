/** Endpoints of the servers that a document names by `openIdConnectUrl`: the servers themselves tell them. */

import { PostsmithError } from '../../errors.ts';
import { discover } from '../discovery/discover.ts';
import { member, members, textIn, type OpenApiDocument } from './document.ts';

/** Endpoints of one server, or why they are not known. */
type Endpoints =
  | { readonly issuer: string; readonly authorizationEndpoint?: string; readonly tokenEndpoint: string }
  | { readonly problem: string };

/** By the name of the security scheme. */
export type OpenIdEndpoints = ReadonlyMap<string, Endpoints>;

const endpointsOf = async (address: string): Promise<Endpoints> => {
  const issuer = address.replace(/\/\.well-known\/openid-configuration$/, '');
  try {
    return await discover(issuer, 'authorizationCode').catch((failure: unknown) => {
      // Some servers log in nobody but machines.
      if (String(failure).includes('authorization_endpoint')) return discover(issuer);
      throw failure;
    });
  } catch (failure) {
    if (!(failure instanceof PostsmithError)) throw failure;
    return { problem: failure.message.replace(/\.$/, '') };
  }
};

/** Asks the servers of all schemes of this kind, but for those that the declaration replaces. */
export const openIdEndpoints = async (
  document: OpenApiDocument,
  replaced: readonly string[],
): Promise<OpenIdEndpoints> => {
  const schemes = members(member(member(document.root, 'components'), 'securitySchemes'));
  const found = await Promise.all(
    schemes.flatMap(([name, each]) => {
      const scheme = document.deref(each);
      const address = textIn(scheme, 'openIdConnectUrl');
      if (textIn(scheme, 'type') !== 'openIdConnect' || address === undefined || replaced.includes(name))
        return [];
      return [endpointsOf(address).then((endpoints) => [name, endpoints] as const)];
    }),
  );
  return new Map(found);
};
