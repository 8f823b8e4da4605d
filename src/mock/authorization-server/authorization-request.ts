/** Checks that an authorization request is what the collection declares (RFC 6749 §4.1.1). */

import type { Provider } from 'oidc-provider';
import { ROUTES } from './configuration.ts';
import type { AuthorizationRequestDemands } from './options.ts';

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Rejects a request whose further parameters are not the declared ones, or that uses PKCE where the server would reject it. */
export const judgeAuthorizationRequests = (
  provider: Provider,
  demands: AuthorizationRequestDemands | undefined,
): void => {
  if (demands === undefined) return;
  provider.use(async (context, next) => {
    if (context.path !== ROUTES.authorization) return next();
    const problem = problemOf(context.query, demands);
    if (problem !== undefined) {
      context.status = 400;
      context.body = { error: 'invalid_request', error_description: problem };
      return undefined;
    }
    askForConsent(context);
    return next();
  });
};

const problemOf = (query: Query, { parameters, pkce }: AuthorizationRequestDemands): string | undefined => {
  for (const [name, value] of Object.entries(parameters)) {
    if (query[name] !== value) return `the parameter ${name} must be ${JSON.stringify(value)}`;
  }
  return pkce || query['code_challenge'] === undefined ? undefined : 'this server knows no PKCE';
};

/** The provider forgets `offline_access` without it (OpenID Connect Core §11); the servers that people use don't. */
const askForConsent = (context: { query: Query }): void => {
  const { scope, prompt } = context.query;
  if (prompt === undefined && typeof scope === 'string' && scope.split(' ').includes('offline_access')) {
    context.query = { ...context.query, prompt: 'consent' };
  }
};
