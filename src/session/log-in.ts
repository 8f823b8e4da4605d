/** Logs a person in: the authorization code grant of a native app (RFC 6749 §4.1, RFC 7636, RFC 8252, RFC 9207, OpenID Connect Core §3.1). */

import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { PostsmithError } from '../errors.ts';
import { clientOf } from './client.ts';
import { explainFailure, isDenial } from './login-failure.ts';
import { listenForRedirect, type Callback, type RedirectListener } from './redirect-listener.ts';
import { scopeTokens } from './granted-scope.ts';
import type { LoginSettings } from './settings.ts';
import { readTokenAnswer } from './token-answer.ts';
import type { Tokens } from './token-file.ts';

export interface LoginOptions {
  readonly settings: LoginSettings;
  /** Path of a PEM file with authorities to trust besides the known ones. */
  readonly caFile?: string;
  /** Seconds that the person may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Called as soon as somebody listens: the person's browser goes there. */
  onReady(authorizationUrl: URL): void;
  /** Called when a callback of another login was refused. */
  onForeign(): void;
  /** Keeps what the server granted, before the browser says that it is done. */
  keep(tokens: Tokens): void;
  /** Called with what must not be printed. */
  onSecret(name: string, value: string): void;
}

/** What makes one login's answer its own. */
interface Checks {
  readonly expectedState: string;
  /** Only with the scope `openid`, whose ID token repeats it. */
  readonly expectedNonce?: string;
  readonly pkceCodeVerifier?: string;
}

/**
 * @returns what the server granted
 * @throws PostsmithError LOGIN_FAILED when nobody logged in, USAGE when a key or the redirect URI is of no use; what
 *   `keep` throws; or the signal's reason
 */
export const logIn = async (options: LoginOptions): Promise<Tokens> => {
  const { settings } = options;
  const client = clientOf(settings, options.caFile);
  const checks = newChecks(settings);
  const listener = await listenForRedirect({
    redirectUri: settings.redirectUri,
    state: checks.expectedState,
    onForeign: options.onForeign,
  });
  try {
    options.onReady(await authorizationUrl(client, settings, checks, listener.redirectUri));
    const callback = await waitForPerson(listener, options);
    return await finish(client, callback, checks, options);
  } finally {
    await listener.close();
  }
};

const newChecks = ({ pkce, scope }: LoginSettings): Checks => ({
  expectedState: randomState(),
  ...(scopeTokens(scope).includes('openid') && { expectedNonce: randomNonce() }),
  ...(pkce && { pkceCodeVerifier: randomPKCECodeVerifier() }),
});

const authorizationUrl = async (
  client: Configuration,
  { authorizationParameters, scope }: LoginSettings,
  { expectedState, expectedNonce, pkceCodeVerifier }: Checks,
  redirectUri: URL,
): Promise<URL> =>
  buildAuthorizationUrl(client, {
    ...authorizationParameters,
    redirect_uri: redirectUri.href,
    state: expectedState,
    ...(scope !== '' && { scope }),
    ...(expectedNonce !== undefined && { nonce: expectedNonce }),
    ...(pkceCodeVerifier !== undefined && {
      code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    }),
  });

const waitForPerson = (listener: RedirectListener, { timeout, signal }: LoginOptions): Promise<Callback> => {
  const late = AbortSignal.timeout(timeout * 1000);
  return listener.wait(AbortSignal.any([signal, late])).catch((cause: unknown) => {
    signal.throwIfAborted();
    const seconds = timeout === 1 ? 'a second' : `${timeout} seconds`;
    throw new PostsmithError(
      'LOGIN_FAILED',
      `Nobody finished the login in the browser within ${seconds}. Run the command again; --timeout gives more time.`,
      { cause },
    );
  });
};

/** Exchanges the code; the browser's page says how it went. */
const finish = async (
  client: Configuration,
  callback: Callback,
  checks: Checks,
  { settings, keep, onSecret }: LoginOptions,
): Promise<Tokens> => {
  try {
    const tokens = await exchange(client, callback.url, checks, settings, onSecret);
    keep(tokens);
    await callback.answer('done');
    return tokens;
  } catch (error) {
    await callback.answer(isDenial(error) ? 'denied' : 'failed');
    throw explainFailure(error, settings, 'login');
  }
};

const exchange = async (
  client: Configuration,
  url: URL,
  checks: Checks,
  { tokenParameters, scope, tokenLifetime }: LoginSettings,
  onSecret: LoginOptions['onSecret'],
): Promise<Tokens> => {
  const code = url.searchParams.get('code');
  if (code !== null) onSecret('code', code);
  const sentAt = Math.floor(Date.now() / 1000);
  // openid-client changes the checks that it is given.
  const answer = await authorizationCodeGrant(client, url, { ...checks }, { ...tokenParameters });
  onSecret('access_token', answer.access_token);
  onSecret('refresh_token', answer.refresh_token ?? '');
  return readTokenAnswer(answer, { sentAt, scope, tokenLifetime });
};
