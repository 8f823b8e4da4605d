/** An authorization server for people, on loopback over TLS, with an API behind it: `oidc-provider` with our own pages. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, Provider, type ClientMetadata, type Configuration } from 'oidc-provider';
import { createInteraction } from '../../src/mock/interaction.ts';
import { startServer } from '../../src/mock/server.ts';
import { MemoryAdapter } from './memory-adapter.ts';

export interface PersonServer {
  readonly origin: string;
  readonly caFile: string;
  /** Status of each answer of the token endpoint, and the grant that was asked for. */
  readonly tokenRequests: { readonly grant: string; readonly status: number }[];
  /** The bearer tokens that came to the API and were accepted. */
  readonly accepted: string[];
  /** Milliseconds that the token endpoint thinks before it answers. */
  delay: number;
  /** The `iss` of authorization responses; undefined = the right one. */
  forgedIssuer: string | undefined;
  /** What the token endpoint answers in place of its own answer. */
  tokenAnswer:
    | {
        readonly status: number;
        readonly type: string;
        readonly body: string;
        readonly headers?: Readonly<Record<string, string>>;
      }
    | undefined;
  close(): Promise<void>;
}

export const SCOPE = 'openid courses:read courses:write';

/** A public client and one for each way to authenticate; all take any loopback port. */
const clients = (more: readonly ClientMetadata[]): ClientMetadata[] =>
  [{ client_id: 'terminal', token_endpoint_auth_method: 'none' as const }, ...more].map((client) => ({
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
    id_token_signed_response_alg: 'ES256',
    ...client,
  }));

const configuration = (
  interaction: Partial<Configuration>,
  more: readonly ClientMetadata[],
): Configuration => ({
  ...interaction,
  adapter: MemoryAdapter,
  clients: clients(more),
  scopes: ['openid', 'offline_access', 'courses:read', 'courses:write'],
  jwks: { keys: [generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  clientAuthMethods: [
    'none',
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
  ],
  // Public clients must use PKCE; the others may.
  pkce: { required: (_context, client) => client.clientAuthMethod === 'none' },
  rotateRefreshToken: true,
  issueRefreshToken: async (_context, _client, code) => code.scopes.has('offline_access'),
  ttl: {
    AccessToken: 3600,
    AuthorizationCode: 60,
    IdToken: 3600,
    RefreshToken: 86_400,
    Grant: 86_400,
    Interaction: 600,
    Session: 600,
  },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
  },
  clientBasedCORS: () => false,
});

/** Starts a server; `more` are clients besides the public one `terminal`, `people` who may log in: everybody unless given. */
export const startPersonServer = async (
  more: readonly ClientMetadata[] = [],
  people?: readonly string[],
): Promise<PersonServer> => {
  const loopback = await startServer();
  const interaction = createInteraction(people === undefined ? {} : { people });
  const provider = new Provider(loopback.origin, configuration(interaction.configuration, more));
  provider.app.silent = true;
  const state: PersonServer = {
    origin: loopback.origin,
    caFile: loopback.authorityFile,
    tokenRequests: [],
    accepted: [],
    delay: 0,
    forgedIssuer: undefined,
    tokenAnswer: undefined,
    close: loopback.close,
  };
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === 'token') {
      const grant = String(context.oidc.params?.['grant_type']);
      state.tokenRequests.push({ grant, status: context.status });
      await new Promise((resolve) => setTimeout(resolve, state.delay));
    }
    const location = context.response.get('Location');
    if (state.forgedIssuer !== undefined && location.includes('iss=')) {
      context.set('Location', location.replace(/iss=[^&]+/, `iss=${encodeURIComponent(state.forgedIssuer)}`));
    }
  });
  const handle = provider.callback();
  loopback.handle(async (request, response) => {
    if (request.url?.startsWith('/api/') === true) return api(provider, state, request, response);
    if (request.url === '/token' && state.tokenAnswer !== undefined) {
      const { status, type, body, headers = {} } = state.tokenAnswer;
      return void response.writeHead(status, { ...headers, 'Content-Type': type }).end(body);
    }
    if (await answerPages(() => interaction.handle(provider, request, response), response)) return;
    await handle(request, response);
  });
  return state;
};

/** An interaction that has ended, or is another browser's. */
const answerPages = async (pages: () => Promise<boolean>, response: ServerResponse): Promise<boolean> => {
  try {
    return await pages();
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    response.writeHead(400).end('no such interaction');
    return true;
  }
};

const api = async (
  provider: Provider,
  { accepted }: PersonServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const value = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const token = await provider.AccessToken.find(value);
  if (token !== undefined) accepted.push(value);
  response
    .writeHead(token === undefined ? 401 : 200, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ scope: token?.scope ?? null }));
};
