/** The code of the ways in which an authorization gets a token. */

import {
  isAssertion,
  type Authorization,
  type ClientAuthentication,
  type JwtSettings,
  type SignedJwt,
} from '../oauth/authorization.ts';
import { placeholdersIn } from '../model/placeholders.ts';
import { clientParts, jwtMaker } from './client.ts';
import { literal, LOGIN, object, type Entry } from './entry.ts';

interface WayOptions {
  readonly opener?: string;
  readonly clientId?: string;
  readonly grant: string;
  readonly scope?: string | undefined;
  /** False: the scope is said in a JWT, or is that of the refresh token. */
  readonly sendsScope?: boolean;
  readonly parts: readonly string[];
  /** Name of the variable with the refresh token, where that is the grant. */
  readonly refresh?: string;
  /** The JWT that is the grant or authenticates the client. */
  readonly jwt?: JwtSettings | SignedJwt | undefined;
}

/** What the answer is read with. */
const answerOptions = (entry: Entry, authorization: AtEndpoint, refresh?: string): string => {
  const { tokenLifetime, provider, variables } = authorization;
  const { assertion, scope } = variables;
  const explain =
    provider &&
    `${entry.use(`${LOGIN}/messages/causes`, 'explainBy')}(${literal(provider.name)}, ${literal(provider.likelyCauses)})`;
  const onToken = [
    ...(refresh === undefined
      ? []
      : [`${entry.use(`${LOGIN}/grants/refresh-token`, 'keepRefreshToken')}(${literal(refresh)})(fields);`]),
    ...(assertion === undefined
      ? []
      : [`${entry.use(`${LOGIN}/variables`, 'put')}(${literal(assertion)}, '');`]),
  ];
  return object({
    lifetime: String(tokenLifetime),
    explain:
      refresh === undefined
        ? explain
        : `${entry.use(`${LOGIN}/grants/refresh-token`, 'explainRefresh')}(${explain ?? ''})`,
    onToken: onToken.length === 0 ? undefined : `(fields) => { ${onToken.join(' ')} }`,
    onRefusal:
      assertion === undefined
        ? undefined
        : `${entry.use(`${LOGIN}/jwt/jwt`, 'keepAssertion')}(${literal(assertion)})`,
    silentScope:
      refresh === undefined
        ? undefined
        : `${entry.use(`${LOGIN}/grants/refresh-token`, 'keptScope')}(${literal(scope)})`,
  });
};

type AtEndpoint = Exclude<Authorization, { kind: 'bearerJwt' }>;

/** `https://{{host}}/…`: the whole authority is one variable. */
const HOST_VARIABLE = /^https:\/\/\{\{([^{}]+)\}\}(?=[/?#]|$)/i;

/** The variable that is the whole authority of the token endpoint. */
export const hostVariableOf = (authorization: Authorization): string | undefined =>
  authorization.kind === 'bearerJwt' ? undefined : HOST_VARIABLE.exec(authorization.tokenEndpoint)?.[1];

/** True where more of an endpoint than its host is known only when the script runs. */
const isMadeOfVariables = (endpoint: string): boolean =>
  placeholdersIn(endpoint.replace(HOST_VARIABLE, '')).length > 0;

/** The texts that decide whom a token is for beside endpoint, client and scope; undefined where there is none. */
const aboutOf = (authorization: Authorization, jwt: Partial<SignedJwt> | undefined): string | undefined => {
  const { issuer, subject, claims, header } = jwt ?? {};
  const parameters = 'parameters' in authorization ? authorization.parameters : undefined;
  const audience = authorization.kind === 'bearerJwt' ? jwt?.audience : undefined;
  const texts = [issuer, subject, audience, ...[parameters, claims, header].map(jsonOf)];
  const present = texts.filter((text) => text !== undefined);
  return present.length === 0 ? undefined : literal(present.join('\n'));
};

const jsonOf = (value: object | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

const readId = (entry: Entry, variable: string): string =>
  `() => ${entry.use(`${LOGIN}/attempt`, 'readLiteral')}(${literal(variable)})`;

/** One way to get a token from the token endpoint. */
const way = (
  entry: Entry,
  authorization: AtEndpoint,
  {
    opener,
    clientId = readId(entry, authorization.clientId),
    grant,
    scope = '',
    sendsScope = true,
    parts,
    refresh,
    jwt,
  }: WayOptions,
): string => {
  const form = {
    grant_type: grant,
    ...(sendsScope && scope !== '' && { scope }),
    ...authorization.parameters,
  };
  const ask = entry.use(`${LOGIN}/token-request`, 'askFor');
  return object({
    opener: opener === undefined ? undefined : literal(opener),
    endpoint: literal(authorization.tokenEndpoint),
    clientId: isMadeOfVariables(authorization.tokenEndpoint)
      ? `() => (${entry.use(`${LOGIN}/ways`, 'checkEndpoint')}(), (${clientId})())`
      : clientId,
    scope: literal(scope),
    about: aboutOf(authorization, jwt),
    obtain: `${ask}(${literal(form)}, [${parts.join(', ')}], ${answerOptions(entry, authorization, refresh)})`,
  });
};

/** How the client id is found: by its variable, or in the provider's key file. */
const clientIdOf = (entry: Entry, { clientId }: Authorization, jwt: SignedJwt, isNamed: boolean): string => {
  const path = jwt.keyFile?.clientId;
  if (path !== undefined) {
    const read = entry.use(`${LOGIN}/key-file-client`, 'clientIdInFile');
    const member = entry.use(`${LOGIN}/keys/key-file`, 'readMember');
    return `${read}(${literal(jwt.key)}, ${literal(path)}, ${literal(clientId)}, ${member})`;
  }
  return jwt.issuer !== undefined && !isNamed ? "() => ''" : readId(entry, clientId);
};

const refreshWay = (
  entry: Entry,
  authorization: Extract<Authorization, { refreshToken: string }>,
  opener?: string,
): string =>
  way(entry, authorization, {
    grant: 'refresh_token',
    refresh: authorization.refreshToken,
    scope: authorization.scope,
    // RFC 6749 §6: left out, it is what the refresh token was granted, which may be less than was asked for.
    sendsScope: false,
    parts: [
      `${entry.use(`${LOGIN}/grants/refresh-token`, 'refreshToken')}(${literal(authorization.refreshToken)})`,
      // As for the form: no scope but the refresh token's own.
      ...clientParts(entry, withoutScope(authorization.clientAuthentication)),
    ],
    ...(opener !== undefined && { opener }),
  });

const withoutScope = (authentication: ClientAuthentication): ClientAuthentication =>
  isAssertion(authentication) ? { ...authentication, scopeClaim: false } : authentication;

const jwtOfClient = (authentication: ClientAuthentication): JwtSettings | undefined =>
  isAssertion(authentication) ? authentication : undefined;

/** The ways in which an authorization gets a token, the preferred one first. */
export const waysOf = (entry: Entry, authorization: Authorization): string[] => {
  switch (authorization.kind) {
    case 'clientCredentials':
      return [
        way(entry, authorization, {
          grant: 'client_credentials',
          scope: authorization.scope,
          parts: clientParts(entry, authorization.clientAuthentication),
          jwt: jwtOfClient(authorization.clientAuthentication),
          ...saysScope(authorization.clientAuthentication),
        }),
      ];
    case 'jwtBearer':
      return [jwtBearerWay(entry, authorization)];
    case 'refreshToken':
      return [refreshWay(entry, authorization)];
    case 'authorizationCode':
      return [
        refreshWay(entry, authorization, authorization.refreshToken),
        ...serviceWay(entry, authorization),
      ];
    case 'bearerJwt':
      return [bearerWay(entry, authorization)];
  }
};

const saysScope = (authentication: ClientAuthentication): Pick<WayOptions, 'sendsScope'> => ({
  sendsScope: !(isAssertion(authentication) && authentication.scopeClaim === true),
});

const jwtBearerWay = (entry: Entry, authorization: Extract<Authorization, { kind: 'jwtBearer' }>): string => {
  const { assertion, clientAuthentication, scope } = authorization;
  return way(entry, authorization, {
    clientId: clientIdOf(entry, authorization, assertion, clientAuthentication !== undefined),
    grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    scope,
    sendsScope: assertion.scopeClaim !== true,
    jwt: assertion,
    parts: [
      `${entry.use(`${LOGIN}/jwt/jwt`, 'assertionGrant')}(${jwtMaker(entry, assertion, false)})`,
      ...clientParts(entry, clientAuthentication),
    ],
  });
};

const serviceWay = (
  entry: Entry,
  authorization: Extract<Authorization, { kind: 'authorizationCode' }>,
): string[] => {
  const { serviceClient } = authorization;
  if (serviceClient === undefined) return [];
  const { clientId, scope, clientAuthentication } = serviceClient;
  return [
    way(entry, authorization, {
      opener: clientId,
      clientId: readId(entry, clientId),
      grant: 'client_credentials',
      scope,
      parts: clientParts(entry, clientAuthentication),
      ...saysScope(clientAuthentication),
    }),
  ];
};

const bearerWay = (entry: Entry, authorization: Extract<Authorization, { kind: 'bearerJwt' }>): string => {
  const { jwt, scope = '' } = authorization;
  const bearer = entry.use(`${LOGIN}/jwt/jwt`, 'bearer');
  return object({
    endpoint: "''",
    clientId: clientIdOf(entry, authorization, jwt, false),
    scope: literal(scope),
    about: aboutOf(authorization, jwt),
    obtain: `${bearer}(${jwtMaker(entry, jwt, false)}, ${jwt.lifetime})`,
  });
};
