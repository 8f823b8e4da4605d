/** What a JWT must hold, as the collection declares it, and whether one that arrived does (RFC 7519 §4, RFC 7523 §3). */

import { createHash, type KeyObject } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, SignJWT } from 'jose';
import { jwtContent, type JwtContent } from '../../../scripts/login/jwt/content.ts';
import type { CertificateHeader, JwtSettings, SigningAlgorithm } from '../../oauth/authorization.ts';
import type { ClientCertificate } from '../certificate.ts';
import type { KeyMaterial } from './key-material.ts';
import { isRecord } from '../../values/json.ts';
import { matches } from './matches.ts';

type Members = Readonly<Record<string, unknown>>;

/** Everything that is demanded. Members of header and claims that are not named are rejected. */
export interface JwtDemands {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Header and claims without `jti`, as if they were made at the Unix time 0. */
  readonly content: JwtContent;
  readonly jti: boolean;
  /** True: the scope is a claim of the JWT, not a parameter of the request. */
  readonly hasScope: boolean;
}

/** Who makes a JWT, and for what. */
interface JwtMaker {
  /** The client id. */
  readonly client: string;
  /** True: the JWT authenticates the client (RFC 7523 §3). */
  readonly isClient: boolean;
  /** With its placeholders filled in. */
  readonly scope: string | undefined;
}

const digest = (hash: string, { chain: [certificate = ''] }: ClientCertificate): string =>
  createHash(hash).update(Buffer.from(certificate, 'base64')).digest('base64url');

const CERTIFICATE_HEADERS: Readonly<Record<CertificateHeader, (certificate: ClientCertificate) => unknown>> =
  {
    x5c: ({ chain }) => [...chain],
    x5t: (certificate) => digest('sha1', certificate),
    'x5t#S256': (certificate) => digest('sha256', certificate),
  };

/** The demands of a declared JWT; `fill` puts the environment's values into its texts. */
export const demandsOf = (
  settings: JwtSettings,
  material: KeyMaterial,
  { client, isClient, scope }: JwtMaker,
  fill: (text: string) => string,
): JwtDemands => {
  const { certificate, fileKeyId, privateKey, publicKey } = material;
  const headers = certificate === undefined ? [] : (settings.certificate?.headers ?? []);
  return {
    algorithm: settings.algorithm,
    privateKey,
    publicKey,
    content: jwtContent(settings, {
      now: 0,
      client,
      isClient,
      keyId: fileKeyId ?? (settings.keyId && fill(settings.keyId)),
      scope,
      ...(certificate && {
        certificate: Object.fromEntries(
          headers.map((name) => [name, CERTIFICATE_HEADERS[name](certificate)]),
        ),
      }),
      fill,
    }),
    jti: settings.jti !== false,
    hasScope: settings.scopeClaim === true && scope !== undefined,
  };
};

/** The same with another audience, so that whatever is declared is wrong. */
export const withOtherAudience = (demands: JwtDemands): JwtDemands => {
  const { header, claims } = demands.content;
  if (claims['aud'] === undefined) return demands;
  const aud = [claims['aud']].flat().map((each) => `${String(each)}?other-audience`);
  return { ...demands, content: { header, claims: { ...claims, aud: aud.length === 1 ? aud[0] : aud } } };
};

/** Returns what is wrong with the header and claims of a JWT, as a clause; undefined = nothing. `now` is Unix time in seconds. */
export const judgeJwt = (
  header: Members,
  claims: Members,
  demands: Pick<JwtDemands, 'content' | 'jti'>,
  now: number,
): string | undefined => {
  const { alg } = demands.content.header;
  if (header['alg'] !== alg) return `the header alg must be ${String(alg)}`;
  const { jti, ...others } = claims;
  return (
    judgeMembers('header', header, demands.content.header) ??
    judgeMembers('claim', withoutTimes(others), withoutTimes(demands.content.claims)) ??
    judgeTimes(claims, demands.content.claims, now) ??
    judgeId(jti, demands.jti)
  );
};

const withoutTimes = ({ iat: _iat, exp: _exp, nbf: _nbf, ...others }: Members): Members => others;

const judgeMembers = (kind: 'header' | 'claim', actual: Members, expected: Members): string | undefined => {
  for (const [name, value] of Object.entries(expected)) {
    if (!Object.hasOwn(actual, name)) return `the ${kind} ${name} is missing`;
    // A certificate or key would make the sentence unreadable.
    const shown = JSON.stringify(value);
    const wanted = shown.length > 100 ? 'what the collection declares' : shown;
    if (!matches(actual[name], value)) return `the ${kind} ${name} must be ${wanted}`;
  }
  const unknown = Object.keys(actual).find((name) => !Object.hasOwn(expected, name));
  return unknown === undefined ? undefined : `the ${kind} ${unknown} was not declared`;
};

/** Seconds that a JWT may have been on its way. */
const LONGEST_WAY = 60;

/** `expected` are the times of a JWT that was made at 0. */
const judgeTimes = ({ iat, exp, nbf }: Members, expected: Members, now: number): string | undefined => {
  const lifetime = Number(expected['exp']);
  const backdate = -Number(expected['iat']);
  if (typeof exp !== 'number') return 'the claim exp must be a number';
  if (exp <= now) return 'the JWT has expired';
  if (exp - now > lifetime) return `exp is more than ${lifetime} seconds ahead`;
  if (typeof iat !== 'number') return 'the claim iat must be a number';
  if (iat > now - backdate)
    return backdate === 0 ? 'iat lies ahead' : `iat must lie ${backdate} seconds back`;
  if (iat < now - backdate - LONGEST_WAY) return 'iat lies too far back';
  if (expected['nbf'] === undefined) return nbf === undefined ? undefined : 'the claim nbf was not declared';
  return nbf === iat ? undefined : 'the claim nbf must be equal to iat';
};

const judgeId = (jti: unknown, isDemanded: boolean): string | undefined => {
  if (!isDemanded) return jti === undefined ? undefined : 'the claim jti was not declared';
  return typeof jti === 'string' && jti !== '' ? undefined : 'the claim jti is missing';
};

/** Either what a JWT holds, or what is wrong with it, as a clause. */
type JwtVerdict = { readonly claims: Members } | { readonly problem: string };

/** Verifies a JWT in its compact serialization: its signature by `jose`, what it holds by what is declared. */
export const verifyJwt = async (jwt: string, demands: JwtDemands): Promise<JwtVerdict> => {
  const content = await readJwt(jwt, demands);
  if (typeof content === 'string') return { problem: content };
  const { header, claims } = content;
  const problem = judgeJwt(header, claims, demands, Math.floor(Date.now() / 1000));
  return problem === undefined ? { claims } : { problem };
};

/** Header and claims of a JWT that was signed with the key, or what is wrong, as a clause. */
const readJwt = async (
  jwt: string,
  { algorithm, publicKey }: JwtDemands,
): Promise<{ readonly header: Members; readonly claims: Members } | string> => {
  try {
    if (decodeProtectedHeader(jwt).alg !== algorithm) return `the header alg must be ${algorithm}`;
  } catch {
    return 'it is not a JWT';
  }
  try {
    const { payload, protectedHeader } = await compactVerify(jwt, publicKey, { algorithms: [algorithm] });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return isRecord(claims)
      ? { header: { ...protectedHeader }, claims: { ...claims } }
      : 'the claims are not a JSON object';
  } catch (error) {
    if (error instanceof SyntaxError) return 'the claims are not a JSON object';
    return 'signature verification failed';
  }
};

/** The same JWT with a `jti`, signed anew; one that was not signed with the key, or has one, as it is. */
export const withId = async (jwt: string, demands: JwtDemands, jti: string): Promise<string> => {
  const content = await readJwt(jwt, demands);
  if (typeof content === 'string' || content.claims['jti'] !== undefined) return jwt;
  return new SignJWT({ ...content.claims, jti })
    .setProtectedHeader({ ...content.header, alg: demands.algorithm })
    .sign(demands.privateKey);
};
