/** What the JWTs of a login must hold, from their declaration and the environment's values (RFC 7523 §3, RFC 7515 §4.1). */

import { createHash } from 'node:crypto';
import type { CertificateHeader, JwtSettings, SignedJwt } from '../../oauth/authorization.ts';
import type { Json } from '../../model/collection.ts';
import { fillPlaceholders } from '../../model/placeholders.ts';
import type { SignedDemands } from '../authorization-server/options.ts';
import type { ClientCertificate } from '../certificate.ts';
import { jwtDemands } from '../jwt/demands.ts';
import type { Members } from '../jwt/sign.ts';
import { mapStrings } from '../redirect.ts';
import type { MockClient } from './clients.ts';
import type { KeyMaterial } from './key-material.ts';
import { assertionOf } from './way.ts';

type Values = Readonly<Record<string, string>>;

const digest = (hash: string, { chain: [certificate = ''] }: ClientCertificate): string =>
  createHash(hash).update(Buffer.from(certificate, 'base64')).digest('base64url');

const CERTIFICATE_HEADERS: Readonly<Record<CertificateHeader, (certificate: ClientCertificate) => unknown>> =
  {
    x5c: ({ chain }) => [...chain],
    x5t: (certificate) => digest('sha1', certificate),
    'x5t#S256': (certificate) => digest('sha256', certificate),
  };

const headerOf = (
  settings: JwtSettings,
  { fileKeyId, certificate }: KeyMaterial,
  values: Values,
): Members => {
  const keyId = fileKeyId ?? (settings.keyId && fillPlaceholders(settings.keyId, values));
  const names = settings.certificate?.headers ?? [];
  return {
    ...(keyId !== undefined && { kid: keyId }),
    ...(certificate &&
      Object.fromEntries(names.map((name) => [name, CERTIFICATE_HEADERS[name](certificate)]))),
    ...filled(settings.header, values),
  };
};

const filled = (members: { readonly [name: string]: Json } | undefined, values: Values): Members =>
  Object.fromEntries(
    Object.entries(members ?? {}).map(([name, value]) => [
      name,
      mapStrings(value, (text) => fillPlaceholders(text, values)),
    ]),
  );

const demandsOf = (
  settings: JwtSettings,
  material: KeyMaterial,
  who: Members,
  scope: string | undefined,
  values: Values,
): SignedDemands => {
  const hasScope = settings.scopeClaim === true && scope !== undefined;
  const claims = {
    ...who,
    ...(settings.audience !== undefined && { aud: fillPlaceholders(settings.audience, values) }),
    ...(hasScope && { scope }),
    ...filled(settings.claims, values),
  };
  return {
    key: material.key,
    hasScope,
    demands: jwtDemands(settings, headerOf(settings, material, values), claims),
  };
};

/** For a client that authenticates with an assertion: its `iss` and `sub` are the client id. `scope` is filled in already. */
export const assertionDemands = (
  { id, authentication, material }: MockClient,
  scope: string | undefined,
  values: Values,
): SignedDemands | undefined => {
  const assertion = assertionOf(authentication);
  if (assertion === undefined || material === undefined) return undefined;
  return demandsOf(assertion, material, { iss: id, sub: id }, scope, values);
};

/** For a JWT that is the grant or the bearer token. */
export const signedJwtDemands = (
  { issuer, subject, ...settings }: SignedJwt,
  material: KeyMaterial,
  clientId: string,
  scope: string | undefined,
  values: Values,
): SignedDemands => {
  const who = {
    iss: issuer === undefined ? clientId : fillPlaceholders(issuer, values),
    ...(subject !== undefined && { sub: fillPlaceholders(subject, values) }),
  };
  return demandsOf(settings, material, who, scope, values);
};
