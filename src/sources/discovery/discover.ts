/** Endpoints from an authorization server's own metadata, at build time (RFC 8414 §3, OpenID Connect Discovery §4). */

import { PostsmithError } from '../../errors.ts';
import { readEndpoints } from './read-endpoints.ts';

/** What every grant that asks a token endpoint takes. */
export interface DiscoveredEndpoints {
  readonly issuer: string;
  readonly tokenEndpoint: string;
}

/** What `authorizationCode` takes. */
export interface DiscoveredAuthorization extends DiscoveredEndpoints {
  readonly authorizationEndpoint: string;
}

/**
 * Asks an authorization server for its endpoints, to be spread into a grant:
 * `clientCredentials({ ...(await discover('https://login.example.com')), … })`. It is asked while the declaration is
 * loaded, never when the collection runs.
 *
 * Tries the address of OpenID Connect Discovery, then that of RFC 8414, for 10 seconds in all; follows no redirect.
 *
 * @param issuer the server's issuer identifier, to the letter; https
 * @param grant `authorizationCode` when the authorization endpoint is needed as well
 * @throws PostsmithError DISCOVERY_FAILED, with what each address responded
 */
export function discover(issuer: string): Promise<DiscoveredEndpoints>;
export function discover(issuer: string, grant: 'authorizationCode'): Promise<DiscoveredAuthorization>;
export async function discover(
  issuer: string,
  grant?: 'authorizationCode',
): Promise<DiscoveredEndpoints | DiscoveredAuthorization> {
  const problem = issuerProblem(issuer) ?? grantProblem(grant);
  if (problem !== undefined) throw failure(issuer, problem);
  const fail = (reason: string, cause?: unknown) => failure(issuer, reason, cause);
  if (grant === undefined) {
    const { token_endpoint: tokenEndpoint } = await readEndpoints(issuer, ['token_endpoint'], fail);
    return { issuer, tokenEndpoint };
  }
  const both = ['token_endpoint', 'authorization_endpoint'] as const;
  const found = await readEndpoints(issuer, both, fail);
  return {
    issuer,
    tokenEndpoint: found.token_endpoint,
    authorizationEndpoint: found.authorization_endpoint,
  };
}

/** A declaration may come from untyped code. */
const grantProblem = (grant: unknown): string | undefined =>
  grant === undefined || grant === 'authorizationCode'
    ? undefined
    : "its second argument can only be 'authorizationCode'; leave it out for every other grant";

const failure = (issuer: unknown, problem: string, cause?: unknown): PostsmithError =>
  new PostsmithError('DISCOVERY_FAILED', `discover(${JSON.stringify(issuer)}): ${problem}.`, { cause });

/** What is wrong with an issuer identifier (RFC 8414 §2), as a clause; undefined when nothing is. */
const issuerProblem = (issuer: unknown): string | undefined => {
  if (typeof issuer !== 'string' || issuer === '')
    return 'an issuer is a text such as "https://login.example.com"';
  if (issuer.includes('{{')) {
    return 'placeholders have no value while the collection is built; declare the tokenEndpoint instead';
  }
  if (issuer.includes('/.well-known/'))
    return 'give the issuer alone, without /.well-known/ and what follows';
  if (!URL.canParse(issuer)) return 'this is no URL; an issuer begins with https://';
  const { protocol, search, hash, username, password } = new URL(issuer);
  if (protocol !== 'https:') return 'an issuer begins with https://';
  const parts = [search, hash, username, password].filter((part) => part !== '');
  return parts.length > 0 ? 'an issuer has no query, fragment, user name or password' : undefined;
};
