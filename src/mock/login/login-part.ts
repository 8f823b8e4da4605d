/** The part of a mock that belongs to the login: what happens to tokens, what can be spoiled, and probes. */

import type { Authorization } from '../../oauth/authorization.ts';
import type { CollectionDeclaration } from '../../model/collection.ts';
import { fillPlaceholders } from '../../model/placeholders.ts';
import { PostsmithError } from '../../errors.ts';
import type { Flaw, Mock, Probe, TokenRequest } from '../mock.ts';
import { probeJwt } from '../probe/jwt.ts';
import { probesOf } from '../probe/kinds.ts';
import { type ProbeOptions, sendProbe } from '../probe/send.ts';
import type { LoopbackServer } from '../server.ts';
import type { MockClients } from './clients.ts';
import { assertionDemands } from './demands.ts';
import { endpointPath, grantJwtOf, type LoginServer } from './login-server.ts';
import { secretVariableOf } from './way.ts';

type Values = Readonly<Record<string, string>>;

/** A mock in the making. */
export interface MockParts {
  readonly collection: CollectionDeclaration;
  readonly clients: MockClients | undefined;
  readonly values: Values;
  readonly login: LoginServer | undefined;
  readonly loopback: LoopbackServer;
}

/** The same, with a login. */
interface LoginParts extends MockParts {
  readonly authorization: Authorization;
  readonly clients: MockClients;
  readonly login: LoginServer;
}

type LoginPart = Pick<
  Mock,
  | 'tokenRequests'
  | 'revokeTokens'
  | 'withholdScope'
  | 'lastRefreshToken'
  | 'reportedRefreshToken'
  | 'strangeKey'
  | 'demandOtherAudience'
  | 'spoil'
  | 'probes'
  | 'probe'
>;

const withLogin = (parts: MockParts): LoginParts => {
  const { collection, clients, login } = parts;
  const { authorization } = collection;
  if (authorization !== undefined && clients !== undefined && login !== undefined) {
    return { ...parts, authorization, clients, login };
  }
  throw new PostsmithError(
    'USAGE',
    `The collection "${collection.name}" declares no authorization, so its mock has no token endpoint and no client key. Give it an authorization, or leave out what needs one.`,
  );
};

/** What the mock offers of its login; without one, what needs it throws. */
export const loginPart = (parts: MockParts): LoginPart => {
  const { collection, clients, login } = parts;
  const { authorization } = collection;
  return {
    tokenRequests: login?.tokenRequests ?? [],
    revokeTokens: async () => login?.revokeTokens(),
    withholdScope: (tokens) => withLogin(parts).login.withholdScope(tokens),
    lastRefreshToken: () => login?.lastRefreshToken(),
    reportedRefreshToken: () => login?.reportedRefreshToken(),
    strangeKey: () => strangeKey(withLogin(parts)),
    demandOtherAudience: () => withLogin(parts).login.demandOtherAudience(),
    spoil: async (flaw) => spoil(flaw, withLogin(parts)),
    probes: authorization && clients ? registeredProbes(authorization, clients) : [],
    probe: async (kind) => probe(kind, withLogin(parts)),
  };
};

const registeredProbes = (authorization: Authorization, { login, client }: MockClients): readonly Probe[] =>
  probesOf(authorization, { ...login, clientAuthentication: client.authentication });

const noSuchFlaw = (flaw: string, { collection }: LoginParts): PostsmithError =>
  new PostsmithError(
    'USAGE',
    `The login of the collection "${collection.name}" can't have the flaw "${flaw}".`,
  );

/** What the client signs with that a login stands on. */
const materialOf = ({ jwtMaterial, client }: MockClients) => jwtMaterial ?? client.material;

const strangeKey = (parts: LoginParts): string => {
  const { login, client } = parts.clients;
  const material = materialOf(parts.clients);
  const { clientAuthentication } = {
    clientAuthentication: client.authentication ?? login.clientAuthentication,
  };
  const name =
    login.jwt?.key ?? (clientAuthentication && 'key' in clientAuthentication ? clientAuthentication.key : '');
  const value = material?.strangeValues[name];
  if (value === undefined) throw noSuchFlaw('wrong-key', parts);
  return value;
};

const spoil = async (flaw: Flaw, parts: LoginParts): Promise<Values> => {
  const { clients, login } = parts;
  const material = materialOf(clients);
  const secret = secretVariableOf(clients.login.clientAuthentication);
  const { refreshToken } = clients.login;
  if (flaw === 'wrong-key' && material !== undefined) return material.strangeValues;
  if (flaw === 'wrong-secret' && secret !== undefined) return { [secret]: `${clients.client.secret ?? ''}?` };
  if (flaw === 'used-refresh-token' && refreshToken !== undefined) {
    return { [refreshToken]: await usedRefreshToken(parts) };
  }
  if (flaw !== 'wrong-audience' || material === undefined) throw noSuchFlaw(flaw, parts);
  login.demandOtherAudience();
  return {};
};

const usedRefreshToken = async (parts: LoginParts): Promise<string> => {
  const token = await parts.login.issueRefreshToken();
  await sendProbe('valid', { ...probeOptions(parts), issueRefreshToken: async () => token });
  return token;
};

const probe = async (kind: Probe, parts: LoginParts): Promise<TokenRequest> => {
  const { clients, login } = parts;
  const jwt = grantJwtOf(parts);
  if (login.tryToken === undefined) return sendProbe(kind, probeOptions(parts));
  if (jwt === undefined || clients.jwtMaterial === undefined) throw noSuchFlaw(kind, parts);
  return login.tryToken(probeJwt(kind, jwt, clients.jwtMaterial.strangeKey));
};

const probeOptions = ({ authorization, clients, values, login, loopback }: LoginParts): ProbeOptions => {
  const fill = (text: string): string => fillPlaceholders(text, values);
  const { origin, authority } = loopback;
  const at = (endpoint: string): string => `${origin}${endpointPath(endpoint, values, origin)}`;
  const scope = clients.login.scope === undefined ? undefined : fill(clients.login.scope);
  const parameters = 'parameters' in authorization ? (authorization.parameters ?? {}) : {};
  const isForPeople = authorization.kind === 'authorizationCode';
  const request = isForPeople
    ? { ...authorization.authorizationParameters, redirect_uri: authorization.redirectUri }
    : {};
  const filled = (texts: Values): Values =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
  return {
    tokenEndpoint: 'tokenEndpoint' in authorization ? at(authorization.tokenEndpoint) : '',
    authorizationEndpoint: isForPeople ? at(authorization.authorizationEndpoint) : undefined,
    authorizationParameters: filled(request),
    authority,
    clients,
    assertion: assertionDemands(clients.client, scope, values),
    grantJwt: authorization.kind === 'bearerJwt' ? undefined : grantJwtOf({ clients, values }),
    scope,
    parameters: filled(parameters),
    issueRefreshToken: login.issueRefreshToken,
  };
};
