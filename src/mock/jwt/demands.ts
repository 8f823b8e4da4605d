/** What a JWT must hold, as the collection declares it, and whether one that arrived does (RFC 7519 §4, RFC 7523 §3). */

import { isDeepStrictEqual } from 'node:util';
import type { JwtSettings, SigningAlgorithm } from '../../oauth/authorization.ts';
import type { Members } from './sign.ts';

/** Everything that is demanded. Members of header and claims that are not named are refused. */
export interface JwtDemands {
  readonly algorithm: SigningAlgorithm;
  /** Exact values, `alg` left out. */
  readonly header: Members;
  /** Exact values, without the claims of time and `jti`. */
  readonly claims: Members;
  /** Seconds from now to `exp`, at most. */
  readonly lifetime: number;
  /** Seconds by which `iat` must lie back, at least. */
  readonly backdate: number;
  readonly notBefore: boolean;
  readonly jti: boolean;
}

/** Seconds that a JWT may have been on its way. */
const LONGEST_WAY = 60;

/** What follows from the settings alone; header and claims are the caller's. */
export const jwtDemands = (settings: JwtSettings, header: Members, claims: Members): JwtDemands => ({
  algorithm: settings.algorithm,
  header: { typ: settings.type ?? 'JWT', ...header },
  claims,
  lifetime: settings.lifetime,
  backdate: settings.backdate ?? 0,
  notBefore: settings.notBefore ?? false,
  jti: settings.jti ?? true,
});

/** Answers what is wrong with the header and claims of a JWT, as a clause; undefined = nothing. `now` is Unix time in seconds. */
export const judgeJwt = (
  header: Members,
  claims: Members,
  demands: JwtDemands,
  now: number,
): string | undefined => {
  const { alg, ...otherHeader } = header;
  if (alg !== demands.algorithm) return `the header alg must be ${demands.algorithm}`;
  const { iat, exp, nbf, jti, ...otherClaims } = claims;
  return (
    judgeMembers('header', otherHeader, demands.header) ??
    judgeMembers('claim', otherClaims, demands.claims) ??
    judgeTimes({ iat, exp, nbf }, demands, now) ??
    judgeId(jti, demands)
  );
};

const judgeMembers = (kind: 'header' | 'claim', actual: Members, expected: Members): string | undefined => {
  for (const [name, value] of Object.entries(expected)) {
    if (!Object.hasOwn(actual, name)) return `the ${kind} ${name} is missing`;
    if (name === 'aud' && typeof actual[name] !== 'string') return 'aud must be a single string';
    // A certificate or key would make the sentence unreadable.
    const shown = JSON.stringify(value);
    const wanted = shown.length > 100 ? 'what the collection declares' : shown;
    if (!isDeepStrictEqual(actual[name], value)) return `the ${kind} ${name} must be ${wanted}`;
  }
  const unknown = Object.keys(actual).find((name) => !Object.hasOwn(expected, name));
  return unknown === undefined ? undefined : `the ${kind} ${unknown} was not declared`;
};

const judgeTimes = (
  { iat, exp, nbf }: Members,
  { lifetime, backdate, notBefore }: JwtDemands,
  now: number,
): string | undefined => {
  if (typeof exp !== 'number') return 'the claim exp must be a number';
  if (exp <= now) return 'the JWT has expired';
  if (exp - now > lifetime) return `exp is more than ${lifetime} seconds ahead`;
  if (typeof iat !== 'number') return 'the claim iat must be a number';
  if (iat > now - backdate)
    return backdate === 0 ? 'iat lies ahead' : `iat must lie ${backdate} seconds back`;
  if (iat < now - backdate - LONGEST_WAY) return 'iat lies too far back';
  if (notBefore ? nbf !== iat : nbf !== undefined) {
    return notBefore ? 'the claim nbf must be equal to iat' : 'the claim nbf was not declared';
  }
  return undefined;
};

const judgeId = (jti: unknown, demands: JwtDemands): string | undefined => {
  if (!demands.jti) return jti === undefined ? undefined : 'the claim jti was not declared';
  return typeof jti === 'string' && jti !== '' ? undefined : 'the claim jti is missing';
};
