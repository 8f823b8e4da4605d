/**
 * The token endpoint in front of the provider (RFC 6749 §3.2, §5). It reads each request first, and records each
 * response.
 */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse, stringify } from 'node:querystring';
import { text } from 'node:stream/consumers';
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { scopeTokens } from '../../../scripts/login/scope.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import { verifyJwt, withId } from '../login/jwt.ts';
import type { TokenRequest } from '../mock.ts';
import { replayOf } from '../replay.ts';
import { essence } from '../request-demands.ts';
import { ADDED } from './assertion.ts';
import { ROUTES } from './configuration.ts';
import { type AuthorizationServerOptions, demandsNow, type ServerState } from './options.ts';

type Form = TokenRequest['form'];

/** A token request as it arrived. */
type Received = Pick<TokenRequest, 'form' | 'headers'>;

/** What arrived, by the request that the provider is given in its place. */
const received = new WeakMap<IncomingMessage, Received>();

const isParameter = (value: unknown): value is string | string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));

/** The members of a JSON object of texts; undefined for anything else. */
const parseObject = (body: string): Form | undefined => {
  const value = parseJson(body);
  if (!isRecord(value)) return undefined;
  const form = Object.entries(value).flatMap(([name, each]) => (isParameter(each) ? [[name, each]] : []));
  return form.length === Object.keys(value).length ? Object.fromEntries(form) : undefined;
};

const parseForm = (body: string): Form =>
  Object.fromEntries(Object.entries(parse(body)).map(([name, value]) => [name, value ?? '']));

/** What the mock does where the provider can't: JSON, requests without a client, secrets that are JWTs, assertions without `jti`. */
export const createTokenEndpoint = (
  provider: Provider,
  options: AuthorizationServerOptions,
  state: ServerState,
  requests: TokenRequest[],
) => {
  const handle = provider.callback();
  const anonymous = options.ways.find(({ client }) => client.method === undefined)?.client;
  const credentials = anonymous && Buffer.from(`${anonymous.id}:${anonymous.secret}`).toString('base64');
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const arrived = essence(request.headers['content-type'] ?? '');
    const isJson = arrived === 'application/json' && options.encoding === 'json';
    const form = isJson ? parseObject(body) : parseForm(body);
    const record: Received = { form: form ?? {}, headers: request.headers };
    const reject = (status: number, error: string, description: string): void => {
      requests.push({ status, error, description, ...record });
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error, error_description: description }));
    };
    if (options.encoding === 'json' && (!isJson || form === undefined)) {
      return reject(400, 'invalid_request', 'the token request must be a JSON object of texts');
    }
    const prepared = await prepare(record.form, options, state);
    if ('problem' in prepared) return reject(401, 'invalid_client', prepared.problem);
    const isChanged = isJson || prepared.form !== record.form;
    const headers = {
      ...(isJson && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(credentials !== undefined && {
        authorization: request.headers.authorization ?? `Basic ${credentials}`,
      }),
    };
    const sent = isChanged ? stringify({ ...prepared.form }) : body;
    const replay = replayOf(request, { url: ROUTES.token, headers, body: sent });
    received.set(replay, record);
    return handle(replay, response);
  };
};

/** Puts what the provider can check in the place of what it can't. */
const prepare = async (
  form: Form,
  { ways }: AuthorizationServerOptions,
  state: ServerState,
): Promise<{ readonly form: Form } | { readonly problem: string }> => {
  const { client_id: id, client_secret: secret, client_assertion: assertion } = form;
  const client = ways.map((way) => way.client).find((each) => each.id === id);
  if (client?.jwt !== undefined && client.method === 'client_secret_post' && typeof secret === 'string') {
    const verdict = await verifyJwt(secret, demandsNow(client.jwt, state));
    if ('problem' in verdict) return { problem: `client_secret: ${verdict.problem}` };
    return { form: { ...form, client_secret: client.secret ?? '' } };
  }
  const withoutId = ways.find((way) => way.client.jwt?.jti === false)?.client.jwt;
  if (withoutId === undefined || typeof assertion !== 'string') return { form };
  const added = await withId(assertion, withoutId, `${ADDED}${randomUUID()}`);
  return { form: added === assertion ? form : { ...form, client_assertion: added } };
};

/** A real server keeps the reason to itself; here it is what a person wants to know. */
export const tellReasons = (provider: Provider): void => {
  provider.on('grant.error', (context: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    if (error.error_detail === undefined) return;
    context.body = { error: error.error, error_description: error.error_detail };
  });
  provider.on('server_error', (context: KoaContextWithOIDC, error: Error) => {
    context.body = { error: 'server_error', error_description: error.message };
  });
};

/** What is left of a scope. */
export const withoutWithheld = (scope: readonly string[], { withheld }: ServerState): readonly string[] =>
  scope.filter((token) => !withheld.includes(token));

/** Keeps what was responded to each token request, and changes what only the mock has a say in. */
export const recordResponses = (
  provider: Provider,
  requests: TokenRequest[],
  { token }: AuthorizationServerOptions,
  state: ServerState,
): void => {
  provider.use(async (context, next) => {
    await next();
    const record = received.get(context.req);
    if (record === undefined) return;
    const { body }: { body?: unknown } = context;
    if (isRecord(body)) {
      const rest = withheldFrom(body, state);
      context.body = token === 'id_token' ? withIdToken(rest, state) : rest;
      if (typeof body['refresh_token'] === 'string') state.refreshToken = body['refresh_token'];
    }
    requests.push({ status: context.status, ...oauthError(body), ...record });
  });
};

/** What a server grants of its own accord to a client that may have nothing that it asked for (RFC 6749 §3.3). */
const DEFAULT_SCOPE = 'default';

type Fields = Readonly<Record<string, unknown>>;

const withheldFrom = (body: Fields, state: ServerState): Fields => {
  const { scope } = body;
  if (state.withheld.length === 0 || typeof scope !== 'string') return body;
  return { ...body, scope: withoutWithheld(scopeTokens(scope), state).join(' ') || DEFAULT_SCOPE };
};

/** The API takes nothing but the ID token, so nothing but that is given. */
const withIdToken = (body: Fields, { idTokens }: ServerState): Fields => {
  const { access_token: accessToken, id_token: idToken = accessToken, ...others } = body;
  if (typeof accessToken !== 'string' || typeof idToken !== 'string') return body;
  idTokens.set(idToken, accessToken);
  return { ...others, id_token: idToken };
};

/** `error` and `error_description` of a response (RFC 6749 §5.2), where it has them. */
const oauthError = (body: unknown): Pick<TokenRequest, 'error' | 'description'> => {
  if (!isRecord(body) || !('error' in body)) return {};
  const description = body['error_description'];
  return {
    error: String(body['error']),
    ...(description === undefined ? {} : { description: String(description) }),
  };
};
