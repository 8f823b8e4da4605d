/** The client credentials grant: the client acts for itself (RFC 6749 §4.4). */

import { checkClientAuthentication } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentications.ts';
import {
  clientAt,
  given,
  withDefaults,
  type GrantModule,
  type GrantOptions,
  type TokenEndpointBase,
} from './grant.ts';

/** The client acts for itself. */
export interface ClientCredentials<
  Client extends ClientAuthentication = ClientAuthentication,
> extends TokenEndpointBase {
  readonly kind: 'clientCredentials';
  readonly clientAuthentication: Client;
  /** Another `grant_type` for servers that have one of their own for this, such as `account_credentials`. */
  readonly grantType?: string;
}

/** What `clientCredentials` is declared with. */
export type ClientCredentialsOptions<Client extends ClientAuthentication = ClientAuthentication> =
  GrantOptions<ClientCredentials<Client>>;

/** The client credentials grant (RFC 6749 §4.4). */
export const clientCredentials = <Client extends ClientAuthentication>(
  declared: ClientCredentialsOptions<Client>,
): ClientCredentials<Client> => {
  const options = given(declared);
  return { kind: 'clientCredentials', ...withDefaults(options), clientAuthentication: clientAt(options) };
};

const clientCredentialsGrant: GrantModule<ClientCredentials> = {
  kind: 'clientCredentials',
  title: 'client credentials',
  fields: ['clientAuthentication', 'grantType'],
  asksTokenEndpoint: true,
  check: (fields) => {
    if (fields.has('grantType')) fields.text('grantType');
    return checkClientAuthentication(fields);
  },
  ways: ({ clientId, clientAuthentication, scope, grantType = 'client_credentials' }) => [
    {
      title: 'client credentials',
      grantType,
      clientId,
      clientAuthentication,
      ...(scope !== undefined && { scope }),
    },
  ],
};

export default clientCredentialsGrant;
