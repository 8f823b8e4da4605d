/** Starts the mock that `verify` runs a collection against: the login server and the API that the collection declares. */

import { PostsmithError } from '../errors.ts';
import { type Api, createApi, pathOf } from './api.ts';
import { spoil } from './flaws.ts';
import { createInteraction } from './interaction.ts';
import { declaredValues } from './locate.ts';
import { startLoginServer } from './login/login-server.ts';
import { createWays, type MockWay } from './login/ways.ts';
import { type LoginServer, type Mock, type MockOptions, REPORT_HEADER, REPORT_PATH } from './mock.ts';
import { requestsIn } from '../model/items.ts';
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

/** A login in the making. */
interface Login {
  readonly server: LoginServer;
  /** The chosen way. */
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
  const { authorization } = collection;
  const ways = authorization === undefined ? [] : await createWays(authorization, extraValues);
  const way = ways.find(({ way: { title } }) => title === options.way) ?? ways[0];
  const others = ways.filter((each) => each !== way).map((other) => other.values);
  const credentials = way && { ...emptied(others), ...way.values };
  const values = mockValues({ collection, environment, origin, credentials, extraValues });
  const known = { ...declaredValues(collection, undefined), ...values };
  const login =
    authorization &&
    way &&
    (await startLoginServer({ authorization, ways, values: known, origin, tokenLifetime, pages }));
  const api = createApi({
    origin,
    routes: routesOf(requestsIn(collection.items), known, origin),
    values: known,
    tokens: login,
  });
  const refreshToken = way?.way.refreshToken;
  return {
    origin,
    caFile: loopback.authorityFile,
    close: loopback.close,
    collection,
    values: {
      ...values,
      ...(login && refreshToken !== undefined && { [refreshToken]: await login.issueRefreshToken() }),
    },
    otherCredentials: Object.assign({}, ...others),
    ...serve(loopback, api, login),
    ...loginPart(login && way && { server: login, way }, collection.name),
  };
};

const emptied = (others: readonly Values[]): Values =>
  Object.fromEntries(others.flatMap(Object.keys).map((name) => [name, '']));

/** The login first, for its endpoints are part of the mock whatever the collection declares besides. */
const serve = (
  loopback: LoopbackServer,
  api: Api,
  login: LoginServer | undefined,
): Pick<Mock, 'apiRequests' | 'onApiRequest' | 'reportedRefreshToken'> => {
  let reported: string | undefined;
  loopback.handle(async (request, response) => {
    if (pathOf(request) === REPORT_PATH) {
      reported = String(request.headers[REPORT_HEADER] ?? '');
      response.writeHead(204).end();
    } else if ((await login?.respond(request, response)) !== true) await api.respond(request, response);
  });
  return {
    apiRequests: api.requests,
    onApiRequest: api.onRequest,
    reportedRefreshToken: () => reported,
  };
};

/** What the mock offers of its login; without one, what needs it throws. */
const loginPart = (
  login: Login | undefined,
  collection: string,
): Pick<
  Mock,
  'strangeValues' | 'tokenRequests' | 'revokeTokens' | 'withholdScope' | 'lastRefreshToken' | 'spoil'
> => {
  const { server, way } = login ?? {};
  return {
    strangeValues: way?.strangeValues ?? {},
    tokenRequests: server?.tokenRequests ?? [],
    revokeTokens: () => server?.revokeTokens(),
    withholdScope: (tokens) => server?.withholdScope(tokens),
    lastRefreshToken: () => server?.lastRefreshToken(),
    spoil: async (flaw) => {
      if (login !== undefined) return spoil(flaw, login.way, login.server);
      const message = `The collection "${collection}" declares no authorization, so nothing can be wrong with its login. Give it an authorization, or leave out what needs one.`;
      throw new PostsmithError('USAGE', message);
    },
  };
};
