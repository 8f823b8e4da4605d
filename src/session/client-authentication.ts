/** How a login proves at the token endpoint who the client is (RFC 6749 §2.3, RFC 7523 §2.2, OpenID Connect Core §9). */

import { randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { ClientSecretBasic, ClientSecretPost, None, type ClientAuth } from 'openid-client';
import type { Certificate, ClientSecretJwt, PrivateKeyJwt } from '../oauth/authorization.ts';
import { isAssertion } from '../oauth/authorization.ts';
import type { Json } from '../model/collection.ts';
import { fillPlaceholders } from '../model/placeholders.ts';
import { PostsmithError } from '../errors.ts';
import { literalValue, type LoginSettings, type Values } from './settings.ts';
import { readSigningKey, type SigningKey } from './signing-key.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** @throws PostsmithError USAGE when a key or certificate cannot be read */
export const clientAuthOf = ({ clientAuthentication, clientId, values }: LoginSettings): ClientAuth => {
  if (clientAuthentication.kind === 'none') return None();
  if (isAssertion(clientAuthentication)) return assertionAuth(clientAuthentication, clientId, values);
  const secret = literalValue(clientAuthentication.clientSecret, values);
  if (secret === '') return None();
  return clientAuthentication.kind === 'clientSecretBasic'
    ? ClientSecretBasic(secret)
    : ClientSecretPost(secret);
};

/** openid-client's own assertions know neither HS384 nor HS512; jose signs with all 13 algorithms alike. */
const assertionAuth = (
  settings: PrivateKeyJwt | ClientSecretJwt,
  clientId: string,
  values: Values,
): ClientAuth => {
  const signing = readSigningKey(settings, values);
  const header = headerOf(settings, signing, values);
  return async (_server, _client, body) => {
    const issuer = signing.clientId ?? clientId;
    const assertion = await new SignJWT(claimsOf(settings, issuer, values))
      .setProtectedHeader(header)
      .sign(signing.key);
    body.set('client_id', clientId);
    body.set('client_assertion_type', ASSERTION_TYPE);
    body.set('client_assertion', assertion);
  };
};

const claimsOf = (settings: PrivateKeyJwt | ClientSecretJwt, issuer: string, values: Values) => {
  const now = Math.floor(Date.now() / 1000);
  const issuedAt = now - (settings.backdate ?? 0);
  return {
    iss: issuer,
    sub: issuer,
    ...(settings.audience !== undefined && { aud: fillPlaceholders(settings.audience, values) }),
    iat: issuedAt,
    exp: now + settings.lifetime,
    ...(settings.notBefore === true && { nbf: issuedAt }),
    ...(settings.jti !== false && { jti: randomUUID() }),
    ...filled(settings.claims, values),
  };
};

const headerOf = (settings: PrivateKeyJwt | ClientSecretJwt, { keyId }: SigningKey, values: Values) => {
  const kid = keyId ?? (settings.keyId && fillPlaceholders(settings.keyId, values));
  return {
    alg: settings.algorithm,
    typ: settings.type ?? 'JWT',
    ...(kid !== undefined && kid !== '' && { kid }),
    ...(settings.certificate !== undefined && certificateHeaders(settings.certificate, values)),
    ...filled(settings.header, values),
  };
};

/** Texts in it may hold placeholders. */
const filled = (
  json: { readonly [name: string]: Json } | undefined,
  values: Values,
): Record<string, Json> => {
  const fill = (value: Json): Json => {
    if (typeof value === 'string') return fillPlaceholders(value, values);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(fill);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
  };
  return Object.fromEntries(Object.entries(json ?? {}).map(([name, value]) => [name, fill(value)]));
};

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const thumbprint = (hex: string): string => Buffer.from(hex.replaceAll(':', ''), 'hex').toString('base64url');

/** RFC 7515 §4.1.6–4.1.8 */
const certificateHeaders = ({ variable, headers }: Certificate, values: Values) => {
  const text = literalValue(variable, values).replaceAll(/(?:\\r)?\\n/g, '\n');
  try {
    const chain = (text.match(CERTIFICATE) ?? []).map((pem) => new X509Certificate(pem));
    const [own] = chain;
    if (own === undefined) throw new Error('there is none');
    const made = {
      x5c: chain.map(({ raw }) => raw.toString('base64')),
      x5t: thumbprint(own.fingerprint),
      'x5t#S256': thumbprint(own.fingerprint256),
    };
    return Object.fromEntries(headers.map((name) => [name, made[name]]));
  } catch (cause) {
    throw new PostsmithError('USAGE', `The variable ${variable} holds no PEM certificate that can be read.`, {
      cause,
    });
  }
};
