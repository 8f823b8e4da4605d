/** Signs a person in: the authorization code grant of a native app (RFC 6749 §4.1, RFC 7636, RFC 8252, RFC 9207, OpenID Connect Core §3.1). */

import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  processAuthorizationCodeResponse,
  validateAuthResponse,
  type AuthorizationServer,
} from 'oauth4webapi';
import { signingAlgorithms } from '../../scripts/login/jwt/content.ts';
import { scopeTokens } from '../../scripts/login/scope.ts';
import { PostsmithError } from '../errors.ts';
import { listenForRedirect, type Callback, type RedirectListener } from './redirect-listener.ts';
import type { SessionSettings } from './settings.ts';
import { explainError, isDenial, noIdToken } from './sign-in-error.ts';
import { prepareGrant, type Asking, type Granted } from './token-endpoint.ts';
import type { Tokens } from './token-file.ts';

/** What a sign-in is told, and whom it tells. */
export interface SignInOptions extends Asking {
  readonly settings: SessionSettings;
  /** Seconds that the person may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Called as soon as somebody listens: the person's browser goes there. */
  onReady(authorizationUrl: URL): void;
  /** Called when a callback of another sign-in was rejected. */
  onForeign(): void;
  /** Keeps what the server granted, before the browser says that it is done. */
  keep(tokens: Tokens): void;
}

/** What makes the callback of one sign-in its own. */
interface Checks {
  readonly state: string;
  /** Only with the scope `openid`, whose ID token repeats it. */
  readonly nonce?: string;
  readonly codeVerifier?: string;
}

type Exchange = Awaited<ReturnType<typeof prepareGrant>>;

/**
 * @returns what the server granted
 * @throws PostsmithError SIGN_IN_FAILED when nobody signed in, USAGE when a key or the redirect URI is of no use; what
 *   `keep` throws; or the signal's reason
 */
export const signIn = async (options: SignInOptions): Promise<Tokens> => {
  const { settings } = options;
  const exchange = await prepareGrant(settings, 'authorization_code', options);
  const checks = newChecks(settings);
  const listener = await listenForRedirect({
    redirectUri: settings.redirectUri,
    state: checks.state,
    onForeign: options.onForeign,
  });
  try {
    options.onReady(await authorizationUrl(settings, checks, listener.redirectUri));
    const callback = await waitForPerson(listener, options);
    return await finish(callback, listener.redirectUri, exchange, checks, options);
  } finally {
    await listener.close();
  }
};

const newChecks = ({ authorization, scope }: SessionSettings): Checks => ({
  state: generateRandomState(),
  ...(scopeTokens(scope).includes('openid') && { nonce: generateRandomNonce() }),
  ...(authorization.pkce && { codeVerifier: generateRandomCodeVerifier() }),
});

const authorizationUrl = async (
  { authorizationEndpoint, authorizationParameters, clientId, scope }: SessionSettings,
  { state, nonce, codeVerifier }: Checks,
  redirectUri: URL,
): Promise<URL> => {
  const url = new URL(authorizationEndpoint);
  const parameters = {
    ...authorizationParameters,
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri.href,
    state,
    ...(scope !== '' && { scope }),
    ...(nonce !== undefined && { nonce }),
    ...(codeVerifier !== undefined && {
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
};

const waitForPerson = (listener: RedirectListener, { timeout, signal }: SignInOptions): Promise<Callback> => {
  const late = AbortSignal.timeout(timeout * 1000);
  return listener.wait(AbortSignal.any([signal, late])).catch((cause: unknown) => {
    signal.throwIfAborted();
    const seconds = timeout === 1 ? 'a second' : `${timeout} seconds`;
    throw new PostsmithError(
      'SIGN_IN_FAILED',
      `Nobody finished signing in in the browser within ${seconds}. Run the command again; --timeout gives more time.`,
      { cause },
    );
  });
};

/** Exchanges the code; the browser's page says how it went. */
const finish = async (
  callback: Callback,
  redirectUri: URL,
  exchange: Exchange,
  checks: Checks,
  options: SignInOptions,
): Promise<Tokens> => {
  const { settings, keep } = options;
  try {
    const server = serverOf(settings, callback.url, options);
    const { state, nonce, codeVerifier } = checks;
    const client = { client_id: settings.clientId };
    const parameters = validateAuthResponse(server, client, callback.url, state);
    const granted = await exchange({
      code: parameters.get('code') ?? '',
      redirect_uri: redirectUri.href,
      ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
    });
    if (nonce !== undefined) await checkIdToken(server, settings, granted, nonce);
    keep(granted.tokens);
    await callback.respond('done');
    return granted.tokens;
  } catch (error) {
    await callback.respond(isDenial(error) ? 'denied' : 'failed');
    throw explainError(error, settings);
  }
};

/** oauth4webapi must be told some issuer. */
const UNDECLARED = 'https://undeclared.invalid';

/**
 * What is known of the server. Where no issuer is declared, the one that the callback names is taken: this client knows a
 * single server, so that nobody's callback can pass for another's (RFC 9207 §4).
 */
const serverOf = (
  { issuer, tokenEndpoint }: SessionSettings,
  callback: URL,
  { onWarning }: Asking,
): AuthorizationServer => {
  const named = callback.searchParams.get('iss') ?? undefined;
  if (issuer === undefined && named !== undefined) {
    const shown = JSON.stringify(named.slice(0, 300));
    onWarning(
      `The authorization server names itself ${shown}, and the authorization declares no issuer. Declare it, so that nobody else's response is taken: issuer: ${shown}.`,
    );
  }
  return {
    issuer: issuer ?? named ?? UNDECLARED,
    token_endpoint: tokenEndpoint,
    // An ID token comes straight from the token endpoint over TLS, which proves whose it is (OpenID Connect Core
    // §3.1.3.7, 6); so any algorithm will do, and its issuer, audience, times and nonce are what is checked.
    id_token_signing_alg_values_supported: [...signingAlgorithms, 'Ed25519'],
  };
};

/** The rest of the response has been read: the library is shown the ID token alone. */
const checkIdToken = async (
  server: AuthorizationServer,
  { clientId }: SessionSettings,
  { idToken }: Granted,
  expectedNonce: string,
): Promise<void> => {
  if (typeof idToken !== 'string') throw noIdToken();
  const response = Response.json({ access_token: 'none', token_type: 'bearer', id_token: idToken });
  const client = { client_id: clientId };
  await processAuthorizationCodeResponse(server, client, response, { expectedNonce, requireIdToken: true });
};
