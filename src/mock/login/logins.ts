/** All logins of a collection: each identity has a server of its own, also where several have one token endpoint. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import type { Authorization } from '../../oauth/authorization.ts';
import { fillPlaceholders, type Values } from '../../values/placeholders.ts';
import type { LoginServer } from '../mock.ts';
import { replayOf } from '../replay.ts';
import type { MockWay } from './ways.ts';

/** An identity, how it logs in, and where. */
export interface Login {
  readonly authorization: Authorization;
  readonly ways: readonly MockWay[];
  readonly server: LoginServer;
}

const claimsIn = (jwt: string): readonly unknown[] => {
  try {
    const { iss, sub, scope } = decodeJwt(jwt);
    return [iss, sub, scope];
  } catch {
    return [];
  }
};

/** Every text of a token request that may tell whose it is. */
const textsOf = (headers: IncomingMessage['headers'], body: string): ReadonlySet<unknown> => {
  const [, credentials = ''] = /^Basic +(.*)$/i.exec(headers.authorization ?? '') ?? [];
  const [user = ''] = Buffer.from(credentials, 'base64').toString().split(':');
  const values = body.startsWith('{')
    ? [...body.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, value = '']) => value)
    : [...new URLSearchParams(body).values()];
  return new Set([...values, ...values.flatMap(claimsIn), decodeURIComponent(user)]);
};

/** How much of what an identity sends is in the request: the client above all. */
const likeness = ({ ways, authorization }: Login, texts: ReadonlySet<unknown>, values: Values): number => {
  const isClients = ways.some(({ client, way }) => way.clientId !== undefined && texts.has(client.id));
  const own = [
    ...ways.flatMap(({ way, secretParameters }) => [
      way.scope ?? '',
      ...Object.values(way.parameters ?? {}),
      ...Object.values(secretParameters),
    ]),
    ...('parameters' in authorization ? Object.values(authorization.parameters ?? {}).flat() : []),
  ].filter((each) => each !== '');
  const said = new Set(own.map((each) => fillPlaceholders(each, values)));
  return (isClients ? 1000 : 0) + [...said].filter((each) => texts.has(each)).length;
};

/** Responds to a request that is for one of the logins; false = it is for the API. */
export const respondToLogin = async (
  logins: readonly Login[],
  values: Values,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> => {
  const path = (request.url ?? '/').replace(/[?#].*$/s, '');
  const here = logins.filter(({ server }) => request.method === 'POST' && server.tokenPath === path);
  if (here.length > 1) {
    const body = await text(request);
    const texts = textsOf(request.headers, body);
    const [likeliest] = [...here].sort(
      (one, other) => likeness(other, texts, values) - likeness(one, texts, values),
    );
    return likeliest?.server.respond(replayOf(request, { body }), response) ?? false;
  }
  for (const { server } of logins) if (await server.respond(request, response)) return true;
  return false;
};
