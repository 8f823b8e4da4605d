/** Starts the mock that `verify` runs a collection against: the login server and the API that the collection declares. */

import { PostsmithError } from '../errors.ts';
import { type Api, createApi, pathOf } from './api.ts';
import { spoil } from './flaws.ts';
import { createInteraction } from './interaction.ts';
import { declaredValues } from './locate.ts';
import { startLoginServer } from './login/login-server.ts';
import { respondToLogin, type Login } from './login/logins.ts';
import { createWays, type MockWay } from './login/ways.ts';
import {
  type LoginServer,
  type Mock,
  type MockOptions,
  type TokenRequest,
  REPORT_HEADER,
  REPORT_PATH,
} from './mock.ts';
import { requestsIn } from '../model/items.ts';
import { authorizedRequests, identitiesOf, isSameIdentity } from '../model/identities.ts';
import { redirectToMock } from './redirect.ts';
import { routesOf } from './route.ts';
import { type LoopbackServer, startServer } from './server.ts';
import { mockValues } from './values.ts';
import type { Values } from '../values/placeholders.ts';

/** Seconds. */
const TOKEN_LIFETIME = 3600;

/** Starts a mock on the loopback interface; whoever starts it closes it. */
export const startMock = async (options: MockOptions): Promise<Mock> => {
  const loopback = await startServer(requestsIn(options.collection.items).map(({ method }) => method));
  try {
    return await mockOn(loopback, options);
  } catch (error) {
    await loopback.close();
    throw error;
  }
};

/** The identity that a check looks at, and the way in which it logs in. */
interface Chosen extends Login {
  readonly way: MockWay;
}

const mockOn = async (loopback: LoopbackServer, options: MockOptions): Promise<Mock> => {
  const {
    environment,
    extraValues = {},
    tokenLifetime = TOKEN_LIFETIME,
    pages = createInteraction(),
  } = options;
  const { origin } = loopback;
  const collection = redirectToMock(options.collection, origin);
  const identities = identitiesOf(collection);
  const at = options.identity ?? 0;
  const ways = await createWays(identities, extraValues);
  const { chosen, used, others } = choose(ways, at, options.way);
  const credentials = { ...emptied(ways.flat()), ...valuesOf(used) };
  const values = mockValues({ collection, identities, environment, origin, credentials, extraValues });
  const known = { ...declaredValues(collection, undefined), ...values };
  const tokenRequests: TokenRequest[] = [];
  const settings = { values: known, origin, tokenLifetime, pages, tokenRequests };
  const logins = await Promise.all(
    identities.map(async (authorization, index): Promise<Login> => {
      const login = { authorization, ways: ways[index] ?? [] };
      return { ...login, server: await startLoginServer({ ...login, ...settings }) };
    }),
  );
  const api = createApi({
    origin,
    routes: routesOf(authorizedRequests(collection), known, origin),
    values: known,
    judgeOf: (identity) =>
      logins.find(({ authorization }) => isSameIdentity(authorization, identity))?.server,
  });
  const login = logins[at];
  return {
    origin,
    caFile: loopback.authorityFile,
    close: loopback.close,
    collection,
    tokenRequests,
    values: { ...values, ...(await refreshTokens(logins, used)) },
    otherCredentials: valuesOf(others),
    ...serve(loopback, api, (request, response) => respondToLogin(logins, known, request, response)),
    ...loginPart(logins, login && chosen && { ...login, way: chosen }, collection.name),
  };
};

/** The ways in which the identities log in: the one with that title for the identity at that place, for each other its first. */
const choose = (ways: readonly (readonly MockWay[])[], at: number, title: string | undefined) => {
  const own = ways[at] ?? [];
  const chosen = own.find(({ way }) => way.title === title) ?? own[0];
  const used = ways.flatMap(([first], index) => (index === at ? (chosen ?? []) : (first ?? [])));
  return { chosen, used, others: own.filter((way) => way !== chosen) };
};

const valuesOf = (ways: readonly MockWay[]): Values => Object.assign({}, ...ways.map(({ values }) => values));

const emptied = (others: readonly MockWay[]): Values =>
  Object.fromEntries(others.flatMap(({ values }) => Object.keys(values)).map((name) => [name, '']));

/** A refresh token for each identity that logs in with one, as if a person had signed in. */
const refreshTokens = async (logins: readonly Login[], used: readonly MockWay[]): Promise<Values> => {
  const values: Record<string, string> = {};
  for (const { server, ways } of logins) {
    const name = ways.find((way) => used.includes(way))?.way.refreshToken;
    if (name !== undefined) values[name] = await server.issueRefreshToken();
  }
  return values;
};

/** The login first, for its endpoints are part of the mock whatever the collection declares besides. */
const serve = (
  loopback: LoopbackServer,
  api: Api,
  respondToLogins: LoginServer['respond'],
): Pick<Mock, 'apiRequests' | 'onApiRequest' | 'reportedRefreshToken'> => {
  let reported: string | undefined;
  loopback.handle(async (request, response) => {
    if (pathOf(request) === REPORT_PATH) {
      reported = String(request.headers[REPORT_HEADER] ?? '');
      response.writeHead(204).end();
    } else if (!(await respondToLogins(request, response))) await api.respond(request, response);
  });
  return {
    apiRequests: api.requests,
    onApiRequest: api.onRequest,
    reportedRefreshToken: () => reported,
  };
};

/** What the mock offers of its logins; without one, what needs it throws. */
const loginPart = (
  logins: readonly Login[],
  chosen: Chosen | undefined,
  collection: string,
): Pick<Mock, 'strangeValues' | 'revokeTokens' | 'withholdScope' | 'lastRefreshToken' | 'spoil'> => ({
  strangeValues: chosen?.way.strangeValues ?? {},
  revokeTokens: () => {
    for (const { server } of logins) server.revokeTokens();
  },
  withholdScope: (tokens) => {
    for (const { server } of logins) server.withholdScope(tokens);
  },
  lastRefreshToken: () => chosen?.server.lastRefreshToken(),
  spoil: async (flaw) => {
    if (chosen !== undefined) return spoil(flaw, chosen.way, chosen.server);
    const message = `The collection "${collection}" declares no authorization, so nothing can be wrong with its login. Give it an authorization, or leave out what needs one.`;
    throw new PostsmithError('USAGE', message);
  },
});
