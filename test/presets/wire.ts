/** Makes the login that an authorization declares, for real: a JWT signed and read again by jose. */

import { randomUUID } from 'node:crypto';
import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
  type GenerateKeyPairResult,
} from 'jose';
import type { Authorization } from '../../src/oauth/authorization.ts';
import type { ReceivedLogin } from '../../src/mock/provider-demands.ts';
import { jwtField } from './breaking.ts';

type Members = { readonly [name: string]: unknown };

const fill = (text: string): string => text.replaceAll(/\{\{([^{}]+)\}\}/g, '$1.example.org');

const filled = <Value>(value: Value): Value =>
  value === undefined
    ? value
    : JSON.parse(JSON.stringify(value), (_name, inner: unknown) =>
        typeof inner === 'string' ? fill(inner) : inner,
      );

const record = (value: unknown): Members => ({ ...(value as Members | undefined) });

const keys = new Map<string, Promise<GenerateKeyPairResult>>();

const keyPair = (algorithm: string): Promise<GenerateKeyPairResult> => {
  const known = keys.get(algorithm) ?? generateKeyPair(algorithm, { extractable: true });
  keys.set(algorithm, known);
  return known;
};

const headerOf = (jwt: Members): Members => {
  const { headers = [] } = record(jwt['certificate']) as { headers?: readonly string[] };
  const hasKeyId = jwt['keyId'] !== undefined || record(jwt['keyFile'])['keyId'] !== undefined;
  return {
    alg: jwt['algorithm'],
    typ: jwt['type'] ?? 'JWT',
    ...(hasKeyId && { kid: 'key-1' }),
    ...Object.fromEntries(headers.map((name) => [name, name === 'x5c' ? ['MII'] : 'thumbprint'])),
    ...record(jwt['header']),
  };
};

const claimsOf = (jwt: Members, { kind, scope, clientId }: Authorization, now: number): Members => {
  const isClient = kind !== 'jwtBearer' && kind !== 'bearerJwt';
  const subject = isClient ? clientId : jwt['subject'];
  const issuedAt = now - Number(jwt['backdate'] ?? 0);
  return {
    iss: jwt['issuer'] ?? clientId,
    ...(subject !== undefined && { sub: subject }),
    ...(jwt['audience'] !== undefined && { aud: jwt['audience'] }),
    iat: issuedAt,
    ...(jwt['notBefore'] === true && { nbf: issuedAt }),
    exp: now + Number(jwt['lifetime']),
    ...(jwt['jti'] !== false && { jti: randomUUID() }),
    ...(jwt['scopeClaim'] === true && scope !== undefined && { scope }),
    ...record(jwt['claims']),
  };
};

const signAndRead = async (header: Members, claims: Members, receivedAt: number) => {
  const algorithm = String(header['alg']);
  const { privateKey, publicKey } = await keyPair(algorithm);
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ ...header, alg: algorithm })
    .sign(privateKey);
  await compactVerify(token, publicKey);
  return { header: { ...decodeProtectedHeader(token) }, claims: { ...decodeJwt(token) }, receivedAt };
};

/** The login as a server receives it. */
export const send = async (declared: Members): Promise<ReceivedLogin> => {
  const authorization = filled(declared) as unknown as Authorization;
  const jwt = record(record(authorization)[jwtField(authorization)]);
  const now = Math.floor(Date.now() / 1000);
  const { kind, scope } = authorization;
  const at = 'tokenEndpoint' in authorization ? authorization : undefined;
  return {
    grant: kind,
    clientAuthentication: at?.clientAuthentication?.kind,
    tokenEndpoint: at?.tokenEndpoint ?? '',
    issuer: at?.issuer ?? '',
    form: {
      ...at?.parameters,
      ...(jwt['scopeClaim'] !== true && scope !== undefined && { scope }),
    },
    ...(jwt['algorithm'] !== undefined && {
      jwt: await signAndRead(headerOf(jwt), claimsOf(jwt, authorization, now), now),
    }),
  };
};
