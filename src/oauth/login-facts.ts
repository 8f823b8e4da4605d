/** What rules are checked against: a login as it arrives at a server, or as it would, from its declaration. */

import { isRecord } from '../check/fields.ts';

type Members = Readonly<Record<string, unknown>>;

/** The JWT of a login: the client's assertion, the grant, or the bearer token itself. */
export interface JwtFacts {
  /** The JOSE header (RFC 7515 §4). */
  readonly header: Members;
  /** The claims (RFC 7519 §4). */
  readonly claims: Members;
  /** When it arrived: Unix time in seconds. */
  readonly receivedAt: number;
}

/** A login, whoever made it. */
export interface LoginFacts {
  /** `kind` of the authorization. */
  readonly grant: string;
  /** `kind` of the client authentication; undefined where the client does not authenticate. */
  readonly clientAuthentication: string | undefined;
  readonly tokenEndpoint: string;
  /** The authorization server's issuer identifier; empty where nobody names it. */
  readonly issuer: string;
  /** Parameters of the token request. */
  readonly form: Readonly<Record<string, string>>;
  readonly jwt?: JwtFacts;
  /** True: texts may hold placeholders, which could become anything. */
  readonly declared?: boolean;
}

const recordIn = (owner: Members, name: string): Members => {
  const value = owner[name];
  return isRecord(value) ? value : {};
};

const textIn = (owner: Members, name: string): string | undefined => {
  const value = owner[name];
  return typeof value === 'string' ? value : undefined;
};

const numberIn = (owner: Members, name: string): number => {
  const value = owner[name];
  return typeof value === 'number' ? value : 0;
};

const present = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Stands for a value that only the login knows. */
const UNKNOWN = '{{value}}';

const certificateHeaders = (jwt: Members): Members => {
  const { headers } = recordIn(jwt, 'certificate');
  return Array.isArray(headers) ? Object.fromEntries(headers.map((name) => [String(name), UNKNOWN])) : {};
};

const headerOf = (jwt: Members): Members => {
  const inFile = textIn(recordIn(jwt, 'keyFile'), 'keyId') === undefined ? undefined : UNKNOWN;
  return {
    ...present({
      alg: jwt['algorithm'],
      typ: textIn(jwt, 'type') ?? 'JWT',
      kid: textIn(jwt, 'keyId') ?? inFile,
    }),
    ...certificateHeaders(jwt),
    ...recordIn(jwt, 'header'),
  };
};

interface Owner {
  readonly authorization: Members;
  /** True: the JWT authenticates the client, so that issuer and subject are the client. */
  readonly isClient: boolean;
}

const clientIdOf = (authorization: Members): string => `{{${textIn(authorization, 'clientId') ?? ''}}}`;

/** The claims that are sent at the Unix time 0. */
const claimsOf = (jwt: Members, { authorization, isClient }: Owner): Members => {
  const issuedAt = -numberIn(jwt, 'backdate');
  return {
    ...present({
      iss: textIn(jwt, 'issuer') ?? clientIdOf(authorization),
      sub: isClient ? clientIdOf(authorization) : jwt['subject'],
      aud: jwt['audience'],
      iat: issuedAt,
      nbf: jwt['notBefore'] === true ? issuedAt : undefined,
      exp: numberIn(jwt, 'lifetime'),
      jti: jwt['jti'] === false ? undefined : UNKNOWN,
      scope: jwt['scopeClaim'] === true ? authorization['scope'] : undefined,
    }),
    ...recordIn(jwt, 'claims'),
  };
};

const jwtOf = (authorization: Members): JwtFacts | undefined => {
  const { kind } = authorization;
  const name = kind === 'jwtBearer' ? 'assertion' : kind === 'bearerJwt' ? 'jwt' : 'clientAuthentication';
  const jwt = recordIn(authorization, name);
  if (jwt['algorithm'] === undefined) return undefined;
  const owner = { authorization, isClient: name === 'clientAuthentication' };
  return { header: headerOf(jwt), claims: claimsOf(jwt, owner), receivedAt: 0 };
};

const formOf = (authorization: Members): Readonly<Record<string, string>> => {
  const inClaim = ['assertion', 'clientAuthentication'].some(
    (name) => recordIn(authorization, name)['scopeClaim'] === true,
  );
  const scope = inClaim ? undefined : textIn(authorization, 'scope');
  return Object.fromEntries(
    Object.entries({ ...recordIn(authorization, 'parameters'), ...(scope !== undefined && { scope }) }).map(
      ([name, value]) => [name, String(value)],
    ),
  );
};

/** The login that an authorization declares. It may come from untyped code: what has a wrong type is not there. */
export const factsOfDeclaration = (authorization: Members): LoginFacts => {
  const jwt = jwtOf(authorization);
  return {
    grant: textIn(authorization, 'kind') ?? '',
    clientAuthentication: textIn(recordIn(authorization, 'clientAuthentication'), 'kind'),
    tokenEndpoint: textIn(authorization, 'tokenEndpoint') ?? '',
    issuer: textIn(authorization, 'issuer') ?? '',
    form: formOf(authorization),
    ...(jwt !== undefined && { jwt }),
    declared: true,
  };
};
