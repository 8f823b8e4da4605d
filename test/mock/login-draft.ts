/** A login of the tests' own making, from a declared way to log in: by hand and by jose, and wrong where a test wants it to be. */

import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JwtSettings } from '../../src/oauth/authorization.ts';
import { methodOf } from '../../src/oauth/client-authentication.ts';
import type { TokenEndpointBase, Way } from '../../src/oauth/grant.ts';
import { clientJwtOf, clientSecretOf } from '../../src/oauth/inputs.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { fillPlaceholders } from '../../src/values/placeholders.ts';
import { bearer, call } from './fixture.ts';
import { basic, member, now } from './oauth-client.ts';

/** A JWT before it is signed. */
export interface DraftJwt {
  readonly settings: JwtSettings;
  key: string;
  passphrase: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** A token request before it is sent; what is undefined is left out. */
export interface Draft {
  readonly way: Way;
  clientId: string;
  secret: string | undefined;
  form: Record<string, string | readonly string[] | undefined>;
  headers: Record<string, string>;
  /** The grant or the bearer token. */
  readonly jwt: DraftJwt | undefined;
  /** What the client proves itself with. */
  readonly clientJwt: DraftJwt | undefined;
}

/** The JWT that a login stands on. */
export const mainJwt = ({ jwt, clientJwt }: Draft): DraftJwt => {
  const main = jwt ?? clientJwt;
  if (main === undefined) throw new Error('this login signs nothing');
  return main;
};

const memberAt = (file: string, path: string | undefined): string => {
  if (path === undefined) return '';
  let value: unknown = JSON.parse(file);
  for (const name of path.split('.')) value = Object(value)[name];
  return String(value);
};

const certificateHeaders = (names: readonly string[], pem: string) => {
  const chain = pem.split(/(?<=-----END CERTIFICATE-----)\n/).map((each) => new X509Certificate(each).raw);
  const digest = (hash: string) =>
    createHash(hash)
      .update(chain[0] ?? '')
      .digest('base64url');
  const all = new Map<string, unknown>([
    ['x5c', chain.map((raw) => raw.toString('base64'))],
    ['x5t', digest('sha1')],
    ['x5t#S256', digest('sha256')],
  ]);
  return Object.fromEntries(names.map((name) => [name, all.get(name)]));
};

const draftJwt = (
  settings: JwtSettings,
  values: Mock['values'],
  clientId: string,
  isClient: boolean,
  scope: string | undefined,
): DraftJwt => {
  const fill = (text: string): string => fillPlaceholders(text, values);
  const filled = (members: object | undefined): Record<string, unknown> =>
    JSON.parse(fill(JSON.stringify(members ?? {})));
  const { keyFile, certificate, issuer, subject, audience, backdate = 0 } = settings;
  const text = values[settings.key] ?? '';
  const client = keyFile?.clientId === undefined ? clientId : memberAt(text, keyFile.clientId);
  const iss = issuer === undefined ? client : fill(issuer);
  const kid =
    keyFile?.keyId === undefined ? settings.keyId && fill(settings.keyId) : memberAt(text, keyFile.keyId);
  const iat = now() - backdate;
  return {
    settings,
    key: keyFile === undefined ? text : memberAt(text, keyFile.key),
    passphrase: values[settings.passphrase ?? ''] || (keyFile ? memberAt(text, keyFile.passphrase) : ''),
    header: {
      typ: settings.type ?? 'JWT',
      ...(kid && { kid }),
      ...(certificate && certificateHeaders(certificate.headers, values[certificate.variable] ?? '')),
      ...filled(settings.header),
    },
    claims: {
      iss,
      ...(isClient ? { sub: iss } : subject !== undefined && { sub: fill(subject) }),
      ...(audience !== undefined && {
        aud: typeof audience === 'string' ? fill(audience) : audience.map(fill),
      }),
      iat,
      exp: now() + Math.min(60, settings.lifetime),
      ...(settings.notBefore === true && { nbf: iat }),
      ...(settings.jti !== false && { jti: randomUUID() }),
      ...(settings.scopeClaim === true && scope !== undefined && { scope }),
      ...filled(settings.claims),
    },
  };
};

/** A login as it is declared. `endpoint` is the authorization, for what it says of the token request. */
export const draftOf = (mock: Mock, way: Way, endpoint: Partial<TokenEndpointBase> = {}): Draft => {
  const { values } = mock;
  const fill = (text: string): string => fillPlaceholders(text, values);
  const { clientAuthentication } = way;
  const file = way.jwt?.keyFile?.clientId;
  const named = values[way.clientId ?? ''] ?? '';
  const clientId = file === undefined ? named : memberAt(values[way.jwt?.key ?? ''] ?? '', file);
  const scope = way.scope === undefined ? undefined : fill(way.scope);
  const clientJwt = clientJwtOf(way);
  const hasClaim = [way.jwt, clientJwt].some((jwt) => jwt?.scopeClaim === true);
  const isClient = clientAuthentication !== undefined && methodOf(clientAuthentication).name.endsWith('_jwt');
  const filled = Object.entries({ ...way.parameters, ...endpoint.parameters }).map(([name, value]) => [
    name,
    typeof value === 'string' ? fill(value) : value.map(fill),
  ]);
  return {
    way,
    clientId,
    secret: values[clientSecretOf(way) ?? ''] || undefined,
    form: {
      grant_type: way.grantType,
      scope: hasClaim ? undefined : scope,
      refresh_token: values[way.refreshToken ?? ''],
      ...Object.fromEntries(
        Object.entries(way.secretParameters ?? {}).map(([name, variable]) => [name, values[variable]]),
      ),
      ...Object.fromEntries(filled),
    },
    headers: Object.fromEntries(
      Object.entries(endpoint.headers ?? {}).map(([name, text]) => [name, fill(text)]),
    ),
    jwt: way.jwt && draftJwt(way.jwt, values, clientId, false, scope),
    clientJwt: clientJwt && draftJwt(clientJwt, values, clientId, isClient, scope),
  };
};

/** Signs as the header says. */
export const signed = ({ settings, key, passphrase, header, claims }: DraftJwt): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: settings.algorithm, ...header })
    .sign(
      settings.algorithm.startsWith('HS')
        ? Buffer.from(key, settings.keyEncoding ?? 'utf8')
        : createPrivateKey({ key, passphrase }),
    );

const formEncode = (text: string): string => new URLSearchParams({ _: text }).toString().slice(2);

const clientPart = async ({ way, clientId, secret, clientJwt }: Draft) => {
  const { clientAuthentication } = way;
  const name = clientAuthentication && methodOf(clientAuthentication).name;
  if (name === undefined) return { form: {}, headers: {} };
  if (clientJwt !== undefined) {
    const jwt = await signed(clientJwt);
    if (name === 'client_secret_post')
      return { form: { client_id: clientId, client_secret: jwt }, headers: {} };
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return { form: { client_assertion_type, client_assertion: jwt }, headers: {} };
  }
  if (name === 'client_secret_basic' && secret !== undefined) {
    return { form: {}, headers: { Authorization: basic(formEncode(clientId), formEncode(secret)) } };
  }
  return { form: { client_id: clientId, client_secret: secret }, headers: {} };
};

/** What came of a login. */
export interface Outcome {
  readonly status: number;
  readonly error: string;
}

/** Sends a login to the token endpoint; a bearer JWT to the API. */
export const send = async (mock: Mock, draft: Draft, path: string): Promise<Outcome> => {
  if (draft.way.grantType === undefined) {
    const reply = await call(mock, 'GET', '/widgets', { headers: bearer(await signed(mainJwt(draft))) });
    return {
      status: reply.status,
      error: /error="(\w+)"/.exec(reply.headers['www-authenticate'] ?? '')?.[1] ?? '',
    };
  }
  const client = await clientPart(draft);
  const all = { ...draft.form, assertion: draft.jwt && (await signed(draft.jwt)), ...client.form };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) {
    for (const each of [value ?? []].flat()) form.append(name, each);
  }
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...draft.headers,
    ...client.headers,
  };
  const reply = await call(mock, 'POST', path, { headers, body: form.toString() });
  return { status: reply.status, error: member(reply, 'error') };
};
