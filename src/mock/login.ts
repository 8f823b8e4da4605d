/** The client that a mock's authorization server knows, and what that server demands of it, as the collection declares them. */

import { randomUUID } from 'node:crypto';
import type { Authorization, PrivateKeyJwt } from '../declare/authorization.ts';
import { tokenEndpointOf } from '../declare/login-inputs.ts';
import { type AuthorizationServer, createAuthorizationServer, scopeTokens } from './authorization-server.ts';
import { type ClientKey, generateClientKey, privateKeyPem, publicJwk } from './keys.ts';
import { locate } from './locate.ts';
import type { Probe, TokenRequest } from './mock.ts';
import { fillPlaceholders } from '../declare/placeholders.ts';
import { sendProbe } from './probe.ts';
import type { LoopbackServer } from './server.ts';

/** A client that was made for one mock. */
export interface MockClient {
  readonly id: string;
  readonly key: ClientKey;
  /** Of the same type, and unknown to the server. */
  readonly strangeKey: ClientKey;
}

const assertionOf = (authorization: Authorization): PrivateKeyJwt => {
  if (
    authorization.kind === 'clientCredentials' &&
    authorization.clientAuthentication.kind === 'privateKeyJwt'
  )
    return authorization.clientAuthentication;
  throw new TypeError(`The mock does not play ${authorization.kind}`);
};

/** Makes a client with a fresh key for the declared algorithm. */
export const createClient = async (authorization: Authorization): Promise<MockClient> => {
  const { algorithm } = assertionOf(authorization);
  const [key, strangeKey] = await Promise.all([generateClientKey(algorithm), generateClientKey(algorithm)]);
  return { id: `verify-${randomUUID()}`, key, strangeKey };
};

/** A running authorization server, at the path of the declared token endpoint. */
export interface LoginServer {
  readonly path: string;
  readonly server: AuthorizationServer;
  /** Scope tokens that the collection asks for. */
  readonly scope: readonly string[];
  strangeKey(): string;
  demandOtherAudience(): void;
  probe(kind: Probe): Promise<TokenRequest>;
}

/** What a login server is made of. */
export interface LoginServerOptions {
  readonly authorization: Authorization;
  readonly client: MockClient;
  /** The environment's values, which fill the declaration's placeholders. */
  readonly values: Readonly<Record<string, string>>;
  readonly loopback: LoopbackServer;
  /** Seconds. */
  readonly tokenLifetime: number;
}

/** Starts an authorization server that demands exactly what the collection declares. */
export const startLoginServer = async (options: LoginServerOptions): Promise<LoginServer> => {
  const { authorization, client, values, loopback } = options;
  const { audience: template = '', keyId: keyIdTemplate, algorithm } = assertionOf(authorization);
  const audience = fillPlaceholders(template, values);
  const keyId = keyIdTemplate === undefined ? undefined : fillPlaceholders(keyIdTemplate, values);
  const scope = authorization.scope === undefined ? undefined : fillPlaceholders(authorization.scope, values);
  const path =
    fillPlaceholders(locate(tokenEndpointOf(authorization) ?? '', values, loopback.origin).path, values) ||
    '/';
  const server = await createAuthorizationServer({
    issuer: loopback.origin,
    clientId: client.id,
    algorithm,
    clientKey: publicJwk(client.key, keyId),
    audience,
    scope: scopeTokens(scope),
    tokenLifetime: options.tokenLifetime,
  });
  const { key, strangeKey } = client;
  const { origin, authority } = loopback;
  const login = { tokenEndpoint: `${origin}${path}`, authority, clientId: client.id, audience, scope, keyId };
  return {
    path,
    server,
    scope: scopeTokens(scope),
    strangeKey: () => privateKeyPem(strangeKey),
    demandOtherAudience: () => server.demandAudience(`${audience}?other-audience`),
    probe: (kind) => sendProbe(kind, { ...login, key, strangeKey }),
  };
};
