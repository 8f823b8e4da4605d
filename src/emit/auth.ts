/**
 * The auth block of a collection or request.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/auth.html
 */

import type { Authorization, AuthorizationCode, ClientAuthentication } from '../oauth/authorization.ts';
import type { PostmanAuth, PostmanAuthAttribute } from '../format/collection.ts';

const text = (key: string, value: string): PostmanAuthAttribute => ({ key, value, type: 'string' });

/** The callback that Postman's app takes when the person signs in in their own browser. */
const BROWSER_CALLBACK = 'https://oauth.pstmn.io/v1/browser-callback';

const secretOf = (authentication: ClientAuthentication): string =>
  'clientSecret' in authentication ? `{{${authentication.clientSecret}}}` : '';

/** Parameters of a request, as the app's table shows them. */
const requestParameters = (
  key: string,
  parameters: Readonly<Record<string, string>> | undefined,
  place: 'request_url' | 'request_body',
): PostmanAuthAttribute => ({
  key,
  value: Object.entries(parameters ?? {}).map(([name, value]) => ({
    key: name,
    value,
    enabled: true,
    send_as: place,
  })),
  type: 'any',
});

/**
 * All that the app's button "Get New Access Token" needs. The token itself is a variable: a runner, which never asks
 * for one, uses what the script put there.
 */
const emitOauth2 = (authorization: AuthorizationCode, collection: string): PostmanAuth => {
  const { clientAuthentication, pkce, redirectUri, tokenEndpoint, parameters, variables } = authorization;
  return {
    type: 'oauth2',
    oauth2: [
      text('tokenName', collection),
      text('accessToken', `{{${variables.accessToken}}}`),
      text('addTokenTo', 'header'),
      text('headerPrefix', 'Bearer'),
      text('grant_type', pkce ? 'authorization_code_with_pkce' : 'authorization_code'),
      text('authUrl', authorization.authorizationEndpoint),
      text('accessTokenUrl', tokenEndpoint),
      text('refreshTokenUrl', tokenEndpoint),
      text('clientId', `{{${authorization.clientId}}}`),
      text('clientSecret', secretOf(clientAuthentication)),
      text('scope', authorization.scope ?? ''),
      text('state', '{{$guid}}'),
      text('client_authentication', clientAuthentication.kind === 'clientSecretBasic' ? 'header' : 'body'),
      ...(pkce
        ? // Empty = the app makes a new one each time.
          [text('challengeAlgorithm', 'S256'), text('code_verifier', '')]
        : []),
      text('redirect_uri', redirectUri),
      { key: 'useBrowser', value: redirectUri === BROWSER_CALLBACK, type: 'boolean' },
      requestParameters('authRequestParams', authorization.authorizationParameters, 'request_url'),
      requestParameters('tokenRequestParams', parameters, 'request_body'),
      requestParameters('refreshRequestParams', parameters, 'request_body'),
    ],
  };
};

/**
 * A bearer token (RFC 6750 §2.1) from the variable into which the login puts it; where a person signs in, with what the
 * app's button needs.
 *
 * @param collection the collection's name, under which the app lists the tokens that its button got
 */
export const emitAuth = (authorization: Authorization, collection: string): PostmanAuth =>
  authorization.kind === 'authorizationCode'
    ? emitOauth2(authorization, collection)
    : { type: 'bearer', bearer: [text('token', `{{${authorization.variables.accessToken}}}`)] };

/** For what is sent without the collection's authorization. */
export const noAuth: PostmanAuth = { type: 'noauth' };
