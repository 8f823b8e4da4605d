/** A person's whole sign-in, from the terminal's first word to the browser's last page. */

import { generateKeyPairSync } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import { authorizationCode, none, type AuthorizationCodeOptions } from '../../src/oauth/authorization.ts';
import { sessionSettings, type SessionSettings } from '../../src/session/settings.ts';
import { signIn, type SignInOptions } from '../../src/session/sign-in.ts';
import type { Tokens } from '../../src/session/token-file.ts';
import { SCOPE, type PersonServer } from './authorization-server.ts';
import { visit, type Arrival, type Behaviour } from './person.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SECRET = 'a secret: with / + % & = " {{k}} in it, long enough for HS256';

/** A client for each way to authenticate, called by its name. */
export const CLIENTS: readonly ClientMetadata[] = [
  ...(['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const).map((method) => ({
    client_id: method,
    client_secret: SECRET,
    token_endpoint_auth_method: method,
  })),
  {
    client_id: 'private_key_jwt',
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [key.publicKey.export({ format: 'jwk' })] },
  },
];

export const settingsOf = (
  server: PersonServer,
  options: Partial<AuthorizationCodeOptions> = {},
  { clientId = 'terminal', scope }: { clientId?: string; scope?: string } = {},
): SessionSettings =>
  sessionSettings(
    authorizationCode({
      authorizationEndpoint: 'https://{{host}}/auth',
      tokenEndpoint: 'https://{{host}}/token',
      issuer: 'https://{{host}}',
      scope: SCOPE,
      clientAuthentication: none(),
      ...options,
    }),
    {
      host: new URL(server.origin).host,
      client_id: clientId,
      client_secret: SECRET,
      client_private_key: String(key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    },
    scope,
  );

interface Journey {
  readonly tokens: Tokens;
  readonly arrival: Arrival;
  readonly url: URL;
}

export interface JourneyOptions {
  /** What the person does with the address. */
  readonly go?: (url: URL) => Promise<Arrival>;
  /** False: the server's certificate authority is unknown. */
  readonly isTrusted?: boolean;
}

/** Signs in a person who behaves so; what the person does may be replaced. */
export const journey = async (
  server: PersonServer,
  settings: SessionSettings,
  behaviour: Partial<Behaviour> = {},
  more: Partial<SignInOptions> & JourneyOptions = {},
): Promise<Journey> => {
  const {
    go = (url) => visit(url, { caFile: server.caFile, ...behaviour }),
    isTrusted = true,
    ...options
  } = more;
  let visited: Promise<Arrival> | undefined;
  let url: URL | undefined;
  try {
    const tokens = await signIn({
      settings,
      ...(isTrusted && { caFile: server.caFile }),
      timeout: 20,
      signal: new AbortController().signal,
      onForeign: () => undefined,
      onWarning: () => undefined,
      keep: () => undefined,
      onSecret: () => undefined,
      onReady: (ready) => {
        url = ready;
        visited = go(ready);
      },
      ...options,
    });
    if (visited === undefined || url === undefined) throw new Error('nobody was asked to sign in');
    return { tokens, arrival: await visited, url };
  } finally {
    await visited?.catch(() => undefined);
  }
};

/** What a sign-in that fails says, and what the browser shows. */
export const failing = async (...parameters: Parameters<typeof journey>) => {
  const [server, settings, behaviour, more = {}] = parameters;
  const pages: Arrival[] = [];
  const go = more.go ?? ((url: URL) => visit(url, { caFile: server.caFile, ...behaviour }));
  const watched = async (url: URL): Promise<Arrival> => {
    const page = await go(url);
    pages.push(page);
    return page;
  };
  const error: unknown = await journey(server, settings, behaviour, { ...more, go: watched }).catch(
    (reason: unknown) => reason,
  );
  return { error, page: pages[0] };
};
