/** What the mock's tests share: a small declared collection, TLS calls that trust the mock alone, assertions made by jose. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { importPKCS8, SignJWT } from 'jose';
import { clientCredentials, privateKeyJwt, type SigningAlgorithm } from '../../src/oauth/authorization.ts';
import type {
  CollectionDeclaration,
  ItemDeclaration,
  RequestDeclaration,
} from '../../src/model/collection.ts';
import type { EnvironmentDeclaration } from '../../src/model/environment.ts';
import type { Mock } from '../../src/mock/mock.ts';

export const TOKEN_PATH = '/oauth/token/';

/** A request declaration with its name and method, URL, and what a test cares for. */
export const request = (
  method: RequestDeclaration['method'],
  url: string,
  rest: Partial<RequestDeclaration> = {},
): RequestDeclaration => ({ kind: 'request', name: `${method} ${url}`, method, url, ...rest });

export const authorization = (algorithm: SigningAlgorithm = 'ES256') =>
  clientCredentials({
    tokenEndpoint: `https://{{host}}${TOKEN_PATH}`,
    scope: 'is_admin use_api',
    clientAuthentication: privateKeyJwt({ algorithm, audience: `https://{{host}}${TOKEN_PATH}` }),
  });

export const collection = (
  items: readonly ItemDeclaration[],
  rest: Partial<CollectionDeclaration> = { authorization: authorization() },
): CollectionDeclaration => ({ kind: 'collection', name: 'Widgets', items, ...rest });

export const environment = (variables: EnvironmentDeclaration['variables']): EnvironmentDeclaration => ({
  kind: 'environment',
  name: 'Widgets',
  variables,
});

export const widgetEnvironment = environment({
  host: 'widgets.example.com',
  client_id: '',
  client_private_key: { kind: 'secret' },
  access_token: { kind: 'secret' },
  expires: '',
  scope: '',
});

/** A response, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls the mock over TLS that trusts its certificate authority and no other. */
export const call = async (mock: Mock, method: string, path: string, options: Call = {}): Promise<Reply> => {
  const { port } = new URL(mock.origin);
  const sent = httpsRequest({
    // As it is, without the normalisation of a URL.
    path,
    host: 'localhost',
    port,
    method,
    headers: { ...options.headers },
    ca: readFileSync(mock.caFile),
    agent: false,
  }).end(options.body);
  const [response]: IncomingMessage[] = await once(sent, 'response');
  if (response === undefined) throw new Error('no response');
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
};

export const parse = (reply: Reply): unknown => JSON.parse(reply.body);

/** Changes to a valid assertion; a claim that is `undefined` is left out. */
export interface AssertionChange {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: string;
  readonly algorithm?: SigningAlgorithm;
}

/** An assertion by jose, valid but for the changes. */
export const assertion = async (mock: Mock, change: AssertionChange = {}): Promise<string> => {
  const { algorithm = 'ES256', key = mock.values['client_private_key'] ?? '', claims = {}, header } = change;
  const clientId = mock.values['client_id'] ?? '';
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: clientId,
    sub: clientId,
    aud: `${mock.origin}${TOKEN_PATH}`,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    ...claims,
  };
  return new SignJWT(all)
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header })
    .sign(await importPKCS8(key, algorithm));
};

/** Posts a token request; a field that is `undefined` is left out. */
export const requestToken = async (
  mock: Mock,
  change: AssertionChange & { readonly fields?: Readonly<Record<string, string | undefined>> } = {},
  path = TOKEN_PATH,
): Promise<Reply> => {
  const fields = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion(mock, change),
    scope: 'is_admin use_api',
    ...change.fields,
  };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return call(mock, 'POST', path, { headers, body: form.toString() });
};

/** A fresh token of the mock. */
export const freshToken = async (mock: Mock, scope?: string): Promise<string> => {
  const reply = await requestToken(mock, scope === undefined ? {} : { fields: { scope } });
  const body = parse(reply);
  if (typeof body === 'object' && body !== null && 'access_token' in body) return String(body.access_token);
  throw new Error(`no token: ${reply.status}`);
};

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** A key of the right type that the server does not know. */
export const strangeKeyOf = ({ strangeValues }: Mock): string =>
  strangeValues['client_private_key'] ?? strangeValues['client_secret'] ?? '';
