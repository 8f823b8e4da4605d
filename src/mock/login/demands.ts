/** Makes the demands on the requests of a login: what is declared, with the environment's values filled in. */

import { scopeTokens } from '../../../scripts/login/scope.ts';
import { fillPlaceholders, type Values } from '../../values/placeholders.ts';
import type { Authorization } from '../../oauth/authorization.ts';
import { isAuthorizationCode } from '../../oauth/inputs.ts';
import type { TokenEndpointBase } from '../../oauth/grant.ts';
import {
  type AuthorizationRequestDemands,
  type RegisteredClient,
  type WayDemands,
} from '../authorization-server/options.ts';
import { demandsOf, type JwtDemands } from './jwt.ts';
import type { MockWay, Signed } from './ways.ts';

type FormParameters = NonNullable<TokenEndpointBase['parameters']>;

/** The demands of one declared authorization. */
export class Demands {
  readonly #authorization: Authorization;
  readonly #values: Values;

  constructor(authorization: Authorization, values: Values) {
    this.#authorization = authorization;
    this.#values = values;
  }

  fill(text: string): string {
    return fillPlaceholders(text, this.#values);
  }

  texts(texts: Values = {}): Values {
    return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, this.fill(text)]));
  }

  #parameters(parameters: FormParameters = {}): FormParameters {
    const filled = Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? this.fill(value) : value.map((each) => this.fill(each)),
    ]);
    return Object.fromEntries(filled);
  }

  #jwt({ way, client }: MockWay, { settings, material }: Signed, isClient: boolean): JwtDemands {
    const scope = way.scope === undefined ? undefined : this.fill(way.scope);
    const maker = { client: client.id, isClient, scope };
    return demandsOf(settings, material, maker, (text) => this.fill(text));
  }

  /** Of the JWT that is the grant or the bearer token. */
  grantJwt(way: MockWay): JwtDemands | undefined {
    return way.jwt && this.#jwt(way, way.jwt, false);
  }

  #client(mockWay: MockWay): RegisteredClient {
    const { way, client } = mockWay;
    const { grantType = '', refreshToken } = way;
    const isPersons = isAuthorizationCode(this.#authorization) && refreshToken !== undefined;
    return {
      id: client.id,
      method: client.method,
      secret: client.secret,
      jwt: client.jwt && this.#jwt(mockWay, client.jwt, client.method !== 'client_secret_post'),
      grantTypes: isPersons ? ['authorization_code', grantType] : [grantType],
      scope: scopeTokens(this.fill(way.scope ?? '')),
    };
  }

  /** Of the token request of a way to log in. */
  way(mockWay: MockWay, { parameters }: TokenEndpointBase): WayDemands {
    return {
      client: this.#client(mockWay),
      grantType: mockWay.way.grantType ?? '',
      jwt: this.grantJwt(mockWay),
      parameters: {
        ...this.texts(mockWay.way.parameters),
        ...mockWay.secretParameters,
        ...this.#parameters(parameters),
      },
    };
  }

  /** Of a person's sign-in. */
  authorizationRequest(): AuthorizationRequestDemands | undefined {
    if (!isAuthorizationCode(this.#authorization)) return undefined;
    const { pkce, redirectUri, loopbackRedirectUri, authorizationParameters } = this.#authorization;
    return {
      pkce,
      redirectUris: [...new Set([redirectUri, loopbackRedirectUri].map((uri) => this.fill(uri)))],
      parameters: this.texts(authorizationParameters),
    };
  }
}
