/** Verifies a JWT that arrived: its signature by `jose`, what it holds by what is declared. */

import { compactVerify, decodeProtectedHeader } from 'jose';
import type { JwtDemands } from './demands.ts';
import { judgeJwt } from './demands.ts';
import type { ClientKey } from '../keys.ts';
import type { Members } from './sign.ts';

/** Either what it holds, or what is wrong with it, as a clause. */
export type JwtVerdict =
  | { readonly header: Members; readonly claims: Members; readonly receivedAt: number }
  | { readonly problem: string };

/** Verifies a JWT in its compact serialization. */
export const verifyJwt = async (jwt: string, key: ClientKey, demands: JwtDemands): Promise<JwtVerdict> => {
  const receivedAt = Math.floor(Date.now() / 1000);
  const content = await readJwt(jwt, key);
  if (typeof content === 'string') return { problem: content };
  const problem = judgeJwt(content.header, content.claims, demands, receivedAt);
  return problem === undefined ? { ...content, receivedAt } : { problem };
};

const readJwt = async (
  jwt: string,
  key: ClientKey,
): Promise<{ header: Members; claims: Members } | string> => {
  try {
    const { alg } = decodeProtectedHeader(jwt);
    if (alg !== key.algorithm) return `the header alg must be ${key.algorithm}`;
  } catch {
    return 'it is not a JWT';
  }
  try {
    const { payload, protectedHeader } = await compactVerify(jwt, key.publicKey, {
      algorithms: [key.algorithm],
    });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? { header: { ...protectedHeader }, claims: { ...claims } }
      : 'the claims are not a JSON object';
  } catch (error) {
    if (error instanceof SyntaxError) return 'the claims are not a JSON object';
    return 'signature verification failed';
  }
};
