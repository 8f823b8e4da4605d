/**
 * The generated entry modules of a collection's own scripts: each imports just what the declared authorization needs,
 * so nothing else gets into the bundle, and the crypto behind `import()` runs only when a token is fetched.
 */

import {
  isAssertion,
  type Authorization,
  type ClientAuthentication,
  type JwtSettings,
  type SignedJwt,
} from './declare/authorization.ts';

/** `https://{{host}}/…`: the whole authority is one variable. */
const HOST_VARIABLE = /^https:\/\/\{\{([^{}]+)\}\}(?=[/?#]|$)/i;

/** Collects the imports of an entry while its code is written. */
class Entry {
  readonly #folder: string;
  readonly #imports = new Map<string, Set<string>>();

  constructor(scriptsFolder: string) {
    this.#folder = scriptsFolder;
  }

  /** The quoted path of a module below `scripts/`. */
  path(module: string): string {
    return literal(`${this.#folder}/${module}.ts`);
  }

  /** Returns the name of an export, which is imported from now on. */
  use(module: string, name: string): string {
    this.#imports.set(module, (this.#imports.get(module) ?? new Set()).add(name));
    return name;
  }

  /** The whole module. */
  text(code: string): string {
    const imports = [...this.#imports].map(
      ([module, names]) => `import { ${[...names].join(', ')} } from ${this.path(module)};`,
    );
    return [...imports, code, ''].join('\n');
  }
}

/** A value as code. */
const literal = (value: unknown): string => JSON.stringify(value);

const object = (members: Readonly<Record<string, string | undefined>>): string =>
  `{ ${Object.entries(members)
    .flatMap(([name, code]) => (code === undefined ? [] : [`${name}: ${code}`]))
    .join(', ')} }`;

const LOGIN = 'pre-request/login';

/** What of the settings a script reads; the rest is for the build. */
const scriptSettings = (settings: JwtSettings): object => {
  // `kind` and `strict` are what the constructor has made `type` and `audience` of.
  const { kind: _kind, strict: _strict, ...rest } = { kind: '', strict: false, ...settings };
  return rest;
};

/** The code that makes a JWT. */
const jwtMaker = (entry: Entry, settings: JwtSettings | SignedJwt, isClient: boolean): string => {
  const { algorithm, passphrase, keyFile, certificate } = settings;
  const isEncrypted = passphrase !== undefined || keyFile?.passphrase !== undefined;
  const [kind, Kind] = /^[RP]S/.test(algorithm) ? ['rsa', 'Rsa'] : ['curve', 'Curve'];
  const reader = algorithm.startsWith('HS')
    ? entry.use(`${LOGIN}/key/shared-secret`, 'readSharedSecret')
    : isEncrypted
      ? entry.use(`${LOGIN}/key/encrypted-${kind}-key`, `readEncrypted${Kind}Key`)
      : entry.use(`${LOGIN}/key/plain-${kind}-key`, `readPlain${Kind}Key`);
  const code = object({
    read: reader,
    load: `() => import(${entry.path(`${LOGIN}/sign/${algorithm.toLowerCase()}`)})`,
    member: keyFile === undefined ? undefined : entry.use(`${LOGIN}/key/key-file`, 'readMember'),
    certificate:
      certificate === undefined ? undefined : `() => import(${entry.path(`${LOGIN}/certificate`)})`,
  });
  return `${entry.use(`${LOGIN}/jwt`, 'jwt')}(${literal(scriptSettings(settings))}, ${code}${isClient ? ', true' : ''})`;
};

/** The code that authenticates the client; none for a request that names no client. */
const clientParts = (entry: Entry, authentication: ClientAuthentication | undefined): string[] => {
  if (authentication === undefined) return [];
  if (isAssertion(authentication)) {
    const made = jwtMaker(entry, authentication, true);
    return [`${entry.use(`${LOGIN}/jwt`, 'clientAssertion')}(${made})`];
  }
  if (authentication.kind === 'none') return [entry.use(`${LOGIN}/client/public-client`, 'publicClient')];
  const { kind, clientSecret, optional } = authentication;
  const file = kind === 'clientSecretBasic' ? 'client-secret-basic' : 'client-secret-post';
  const call = entry.use(`${LOGIN}/client/${file}`, kind);
  return [`${call}(${literal(clientSecret)}${optional === true ? ', true' : ''})`];
};

interface WayOptions {
  readonly opener?: string;
  readonly clientId?: string;
  readonly grant: string;
  readonly scope?: string | undefined;
  /** False: the scope is said in a JWT, or is that of the refresh token. */
  readonly sendsScope?: boolean;
  readonly parts: readonly string[];
}

type AtEndpoint = Exclude<Authorization, { kind: 'bearerJwt' }>;

/** One way to get a token from the token endpoint. */
const way = (
  entry: Entry,
  authorization: AtEndpoint,
  {
    opener,
    clientId = literal(authorization.clientId),
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
    clientId,
    scope: literal(scope),
    obtain: `${ask}(${[literal(form), ...parts].join(', ')})`,
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
  return jwt.issuer !== undefined && !isNamed ? "() => ''" : literal(clientId);
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
const waysOf = (entry: Entry, authorization: Authorization): string[] => {
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
      clientId: literal(clientId),
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

/** What people are told of the provider; its rules are for the build alone. */
const providerOf = ({ provider }: Authorization): string | undefined => {
  if (provider === undefined) return undefined;
  const { name, whereToFind, likelyCauses } = provider;
  return literal({ name, whereToFind, likelyCauses });
};

const takesButton = (authorization: Authorization): boolean => authorization.kind === 'authorizationCode';

/**
 * Returns the TypeScript that logs a collection in: the end of its pre-request script.
 *
 * @param scriptsFolder absolute path of Postsmith's own `scripts/`
 */
export const loginEntry = (authorization: Authorization, scriptsFolder: string): string => {
  const entry = new Entry(scriptsFolder);
  const endpoint = authorization.kind === 'bearerJwt' ? '' : authorization.tokenEndpoint;
  const host = HOST_VARIABLE.exec(endpoint)?.[1];
  const { variables, tokenLifetime } = authorization;
  const aside = literal(variables.accessToken);
  const plan = object({
    variables: literal(variables),
    lifetime: String(tokenLifetime),
    provider: providerOf(authorization),
    settleHost: host === undefined ? undefined : `${entry.use(`${LOGIN}/host`, 'hostIn')}(${literal(host)})`,
    ways: `[${waysOf(entry, authorization).join(', ')}]`,
    standAside: takesButton(authorization)
      ? `${entry.use(`${LOGIN}/stand-aside`, 'standAside')}(${aside})`
      : undefined,
  });
  return entry.text(`${entry.use('pre-request/login', 'login')}(${plan});`);
};

/**
 * Returns the TypeScript that renews a token to which the API answers 401: the beginning of a collection's
 * post-response script.
 *
 * @param scriptsFolder absolute path of Postsmith's own `scripts/`
 */
export const renewTokenEntry = (authorization: Authorization, scriptsFolder: string): string => {
  const entry = new Entry(scriptsFolder);
  const causes = authorization.provider?.likelyCauses['invalid_token'];
  const plan = object({
    variables: literal(authorization.variables),
    provider: providerCauses(authorization.provider?.name, causes),
  });
  const call = takesButton(authorization)
    ? entry.use('post-response/renew-or-ask', 'renewOrAsk')
    : entry.use('post-response/renew-token', 'renewToken');
  return entry.text(`${call}(${plan});`);
};

const providerCauses = (
  name: string | undefined,
  causes: readonly string[] | undefined,
): string | undefined =>
  name === undefined
    ? undefined
    : literal({ name, whereToFind: {}, likelyCauses: causes === undefined ? {} : { invalid_token: causes } });
