/** What becomes of the provider's answers: the reasons are told, a part of the scope is withheld, and all of it is recorded. */

import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { TokenRequest } from '../mock.ts';
import { ROUTES } from './configuration.ts';
import { scopeTokens, type ServerState } from './options.ts';

/** Set on the mock's own probes, which the record of token requests leaves out. */
export const PROBE_HEADER = 'postsmith-probe';

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

/** Keeps what was answered to each token request but the mock's own. */
export const recordAnswers = (provider: Provider, requests: TokenRequest[], state: ServerState): void => {
  provider.use(async (context, next) => {
    await next();
    if (context.path !== ROUTES.token) return;
    const { body }: { body?: unknown } = context;
    if (isRecord(body)) withhold(body, state);
    if (context.get(PROBE_HEADER) !== '') return;
    if (isRecord(body) && typeof body['refresh_token'] === 'string')
      state.refreshToken = body['refresh_token'];
    requests.push({ status: context.status, ...oauthError(body) });
  });
};

/** What a server grants of its own accord to a client that may have nothing that it asked for (RFC 6749 §3.3). */
const DEFAULT_SCOPE = 'default';

const withhold = (body: Record<string, unknown>, state: ServerState): void => {
  if (state.withheld.length === 0 || typeof body['scope'] !== 'string') return;
  body['scope'] = withoutWithheld(scopeTokens(body['scope']), state).join(' ') || DEFAULT_SCOPE;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** `error` and `error_description` of an answer (RFC 6749 §5.2), where it has them. */
export const oauthError = (body: unknown): Pick<TokenRequest, 'error' | 'description'> => {
  if (!isRecord(body) || !('error' in body)) return {};
  const description = body['error_description'];
  return {
    error: String(body['error']),
    ...(description === undefined ? {} : { description: String(description) }),
  };
};
