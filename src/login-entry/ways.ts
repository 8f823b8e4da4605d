/** The code of the ways in which an authorization gets a token. */

import {
  isAssertion,
  type Authorization,
  type ClientAuthentication,
  type SignedJwt,
} from '../declare/authorization.ts';
import { placeholdersIn } from '../declare/placeholders.ts';
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
}

/** What the answer is read with. */
const answerOptions = (entry: Entry, authorization: AtEndpoint): string => {
  const { tokenLifetime, provider, variables } = authorization;
  const kept =
    variables.assertion === undefined
      ? []
      : [`...${entry.use(`${LOGIN}/jwt`, 'keepAssertion')}(${literal(variables.assertion)})`];
  const refresh =
    'refreshToken' in authorization
      ? [
          `onToken: ${entry.use(`${LOGIN}/refresh-token`, 'keepRefreshToken')}(${literal(authorization.refreshToken)})`,
        ]
      : [];
  const explain =
    provider === undefined
      ? []
      : [
          `explain: ${entry.use(`${LOGIN}/messages/causes`, 'explainBy')}(${literal(provider.name)}, ${literal(provider.likelyCauses)})`,
        ];
  return `{ ${[`lifetime: ${tokenLifetime}`, ...explain, ...kept, ...refresh].join(', ')} }`;
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
    check: isMadeOfVariables(authorization.tokenEndpoint)
      ? entry.use(`${LOGIN}/ways`, 'checkEndpoint')
      : undefined,
    clientId,
    scope: literal(scope),
    obtain: `${ask}(${literal(form)}, [${parts.join(', ')}], ${answerOptions(entry, authorization)})`,
  });
};

/** How the client id is found: by its variable, or in the provider's key file. */
const clientIdOf = (entry: Entry, { clientId }: Authorization, jwt: SignedJwt, isNamed: boolean): string => {
  const path = jwt.keyFile?.clientId;
  if (path !== undefined) {
    const read = entry.use(`${LOGIN}/key-file-client`, 'clientIdInFile');
    const member = entry.use(`${LOGIN}/key/key-file`, 'readMember');
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
    scope: authorization.scope,
    // RFC 6749 §6: left out, it is what the refresh token was granted, which may be less than was asked for.
    sendsScope: false,
    parts: [
      `${entry.use(`${LOGIN}/refresh-token`, 'refreshToken')}(${literal(authorization.refreshToken)})`,
      ...clientParts(entry, authorization.clientAuthentication),
    ],
    ...(opener !== undefined && { opener }),
  });

/** The ways in which an authorization gets a token, the preferred one first. */
export const waysOf = (entry: Entry, authorization: Authorization): string[] => {
  switch (authorization.kind) {
    case 'clientCredentials':
      return [
        way(entry, authorization, {
          grant: 'client_credentials',
          scope: authorization.scope,
          parts: clientParts(entry, authorization.clientAuthentication),
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
    parts: [
      `${entry.use(`${LOGIN}/jwt`, 'assertionGrant')}(${jwtMaker(entry, assertion, false)})`,
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
  const bearer = entry.use(`${LOGIN}/jwt`, 'bearer');
  return object({
    endpoint: "''",
    clientId: clientIdOf(entry, authorization, jwt, false),
    scope: literal(scope),
    obtain: `${bearer}(${jwtMaker(entry, jwt, false)}, ${jwt.lifetime})`,
  });
};
