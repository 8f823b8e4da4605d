/** Starts the mock that `verify` runs a collection against: the login server and the API that the collection declares. */

import type { CollectionDeclaration } from '../model/collection.ts';
import { type Api, createApi } from './api.ts';
import { createInteraction } from './interaction.ts';
import { declaredValues } from './locate.ts';
import { createClients, type MockClients } from './login/clients.ts';
import { type LoginServer, startLoginServer } from './login/login-server.ts';
import { loginPart } from './login/login-part.ts';
import type { Mock, MockOptions } from './mock.ts';
import { redirectToMock } from './redirect.ts';
import { requestsOf } from './requests.ts';
import { routesOf } from './route.ts';
import { type Handler, type LoopbackServer, startServer } from './server.ts';
import { mockValues } from './values.ts';

/** Seconds. */
const TOKEN_LIFETIME = 3600;

/** Starts a mock on the loopback interface; whoever starts it closes it. */
export const startMock = async (options: MockOptions): Promise<Mock> => {
  const loopback = await startServer();
  try {
    return await mockOn(loopback, options);
  } catch (error) {
    await loopback.close();
    throw error;
  }
};

type Values = Readonly<Record<string, string>>;

const mockOn = async (loopback: LoopbackServer, options: MockOptions): Promise<Mock> => {
  const { environment, extraValues = {} } = options;
  const { origin } = loopback;
  const collection = withTokenLifetime(redirectToMock(options.collection, origin), options.tokenLifetime);
  const clients =
    collection.authorization && (await createClients(collection.authorization, options.way, extraValues));
  const credentials = clients?.values;
  const values = mockValues({ collection, environment, origin, credentials, extraValues });
  const known = { ...declaredValues(collection, undefined), ...values };
  const login = clients && (await startLogin(collection, clients, known, loopback, options));
  const api = createApi({
    routes: routesOf(requestsOf(collection.items), known, origin),
    values: known,
    tokens: login,
  });
  loopback.handle(handler(login, api));
  return {
    ...loginPart({ collection, clients, values: known, login, loopback }),
    ...apiPart(api),
    ...serverPart(loopback),
    collection,
    values: { ...values, ...(await refreshToken(clients, login)) },
  };
};

/** Nobody but the client itself says how long a JWT lives that is the bearer token. */
const withTokenLifetime = (
  collection: CollectionDeclaration,
  lifetime: number | undefined,
): CollectionDeclaration => {
  const { authorization } = collection;
  if (authorization?.kind !== 'bearerJwt' || lifetime === undefined) return collection;
  return { ...collection, authorization: { ...authorization, jwt: { ...authorization.jwt, lifetime } } };
};

const startLogin = async (
  { authorization }: CollectionDeclaration,
  clients: MockClients,
  values: Values,
  loopback: LoopbackServer,
  { collection, tokenLifetime = TOKEN_LIFETIME, pages = createInteraction() }: MockOptions,
): Promise<LoginServer | undefined> => {
  const { authorization: declared } = collection;
  if (authorization === undefined || declared === undefined) return undefined;
  return startLoginServer({ authorization, declared, clients, values, loopback, tokenLifetime, pages });
};

const refreshToken = async (
  clients: MockClients | undefined,
  login: LoginServer | undefined,
): Promise<Values> => {
  const name = clients?.login.refreshToken;
  return name === undefined || login === undefined ? {} : { [name]: await login.issueRefreshToken() };
};

/** The login first, for its endpoints are part of the mock whatever the collection declares besides. */
const handler =
  (login: LoginServer | undefined, api: Api): Handler =>
  async (request, response) => {
    if (login !== undefined && (await login.answer(request, response))) return;
    await api.answer(request, response);
  };

const serverPart = (loopback: LoopbackServer): Pick<Mock, 'origin' | 'caFile' | 'close'> => ({
  origin: loopback.origin,
  caFile: loopback.authorityFile,
  close: loopback.close,
});

const apiPart = (api: Api): Pick<Mock, 'apiRequests' | 'onApiRequest'> => ({
  apiRequests: api.requests,
  onApiRequest: api.onRequest,
});
