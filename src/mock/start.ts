/** Starts the mock that `verify` runs a collection against: the authorization server and the API that the collection declares. */

import type { CollectionDeclaration } from '../declare/model.ts';
import { PostsmithError } from '../errors.ts';
import { type Api, createApi, pathOf } from './api.ts';
import { privateKeyPem } from './keys.ts';
import { createClient, type LoginServer, startLoginServer } from './login.ts';
import type { Mock, MockOptions } from './mock.ts';
import { declaredValues } from './locate.ts';
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

const mockOn = async (loopback: LoopbackServer, options: MockOptions): Promise<Mock> => {
  const { environment, tokenLifetime = TOKEN_LIFETIME, extraValues = {} } = options;
  const { origin } = loopback;
  const collection = redirectToMock(options.collection, origin);
  const { authorization } = collection;
  const client = authorization && (await createClient(authorization));
  const login = client && { clientId: client.id, privateKey: privateKeyPem(client.key) };
  const values = mockValues({ collection, environment, origin, login, extraValues });
  const known = { ...declaredValues(collection, undefined), ...values };
  const loginServer =
    authorization &&
    client &&
    (await startLoginServer({ authorization, client, values: known, loopback, tokenLifetime }));
  const api = createApi({
    routes: routesOf(requestsOf(collection.items), known, origin),
    values: known,
    authorizationServer: loginServer?.server,
    scope: loginServer?.scope ?? [],
  });
  loopback.handle(handler(loginServer, api));
  return {
    ...loginPart(loginServer, collection),
    ...apiPart(api),
    ...serverPart(loopback),
    collection,
    values,
  };
};

/** The token endpoint first, for it is part of the mock whatever the collection declares besides. */
const handler =
  (login: LoginServer | undefined, api: Api): Handler =>
  (request, response) =>
    login !== undefined && request.method === 'POST' && pathOf(request) === login.path
      ? login.server.answer(request, response)
      : api.answer(request, response);

const serverPart = (loopback: LoopbackServer): Pick<Mock, 'origin' | 'caFile' | 'close'> => ({
  origin: loopback.origin,
  caFile: loopback.authorityFile,
  close: loopback.close,
});

const apiPart = (api: Api): Pick<Mock, 'apiRequests' | 'onApiRequest'> => ({
  apiRequests: api.requests,
  onApiRequest: api.onRequest,
});

type LoginPart = Pick<
  Mock,
  'tokenRequests' | 'revokeTokens' | 'strangeKey' | 'demandOtherAudience' | 'probe'
>;

const loginPart = (login: LoginServer | undefined, collection: CollectionDeclaration): LoginPart => {
  const demanded = (): LoginServer => {
    if (login !== undefined) return login;
    throw new PostsmithError(
      'USAGE',
      `The collection "${collection.name}" declares no authorization, so its mock has no token endpoint and no client key. Give it an authorization, or leave out what needs one.`,
    );
  };
  return {
    tokenRequests: login?.server.tokenRequests ?? [],
    revokeTokens: async () => login?.server.revokeTokens(),
    strangeKey: () => demanded().strangeKey(),
    demandOtherAudience: () => demanded().demandOtherAudience(),
    probe: async (kind) => demanded().probe(kind),
  };
};
