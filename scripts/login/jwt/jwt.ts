/** A signed JWT in compact serialisation (RFC 7515 §7.1, RFC 7519, RFC 7523 §3), and what it can be used for. */

import type { CertificateHeader, KeyFile, SignedJwt } from 'postsmith';
import { clientId, fill, problems, readLiteral, reportMissing, scope } from '../attempt.ts';
import { base64url, utf8 } from '../bytes.ts';
import { KeyProblem, type KeyReader, type PrivateKey } from '../keys/key.ts';
import * as say from '../messages/key.ts';
import type { Way } from '../plan.ts';
import { secrets } from '../redact-before.ts';
import { readSecret } from '../secret.ts';
import type { Signer } from './sign/signer.ts';
import type { Part } from '../token-request.ts';
import { uniqueId } from './unique-id.ts';
import { put, resolve, unresolved } from '../variables.ts';

/** The code that a declared JWT needs and another may not. */
export interface JwtCode {
  readonly read: KeyReader;
  /** The module of one algorithm; its code runs only when a token is fetched. */
  readonly load: () => Promise<{ readonly signer: Signer }>;
  /** Finds a member of a provider's JSON key file. */
  readonly member?: (file: string, path: string) => string | undefined;
  readonly certificate?: () => Promise<{
    certificateHeaders(
      pem: string,
      headers: readonly CertificateHeader[],
      key?: PrivateKey,
    ): Readonly<Record<string, unknown>>;
  }>;
}

/** Reads at once what the JWT needs, and returns how to make it. */
export type JwtMaker = () => Promise<() => Promise<string>>;

/** Objects whose texts hold placeholders, with those filled. */
const fillAll = (object: unknown): object =>
  JSON.parse(JSON.stringify(object ?? {}), (_name, value: unknown) =>
    typeof value === 'string' ? fill(value) : value,
  );

const filled = (template: string | undefined): string | undefined => template && fill(template);

async function tryTo<T>(variable: string, read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    problems.push(say.keyProblem(variable, error instanceof KeyProblem ? error.message : say.damaged));
    return undefined;
  }
}

/** Reads the key, and the key id where the settings want one: their own, else the key's. */
async function readKey({ key: name, algorithm, keyFile, ...settings }: SignedJwt, { read, member }: JwtCode) {
  const text = await readSecret(name);
  const inFile = (entry: keyof KeyFile): string | undefined => member?.(text, keyFile?.[entry] ?? '');
  const passphrase =
    inFile('passphrase') || (settings.passphrase ? await readSecret(settings.passphrase, true) : '');
  const { text: declared, missing } = resolve(settings.keyId ?? '');
  const keyId = inFile('keyId') ?? (missing[0] ? '' : declared);
  if (!text || unresolved(text)) return undefined;
  const key = await tryTo(name, () => {
    if (text === clientId) throw new KeyProblem(say.isClientId);
    return read(inFile('key') ?? text, { algorithm, keyId, passphrase });
  });
  const kid = keyId || (settings.keyId && key?.keyId);
  if (key && !kid) missing.forEach((lacking) => reportMissing(lacking));
  return key && { key, kid, client: inFile('clientId') };
}

async function readCertificate({ certificate }: SignedJwt, code: JwtCode, key: PrivateKey | undefined) {
  if (!certificate || !code.certificate) return {};
  const { variable, headers } = certificate;
  const text = readLiteral(variable);
  if (!text) return {};
  const { certificateHeaders } = await code.certificate();
  return tryTo(variable, () => certificateHeaders(text, headers, key));
}

/** Prepares a JWT; `isClient`: its subject is the client that it authenticates (RFC 7523 §3). */
export const jwt =
  (settings: SignedJwt, code: JwtCode, isClient?: boolean): JwtMaker =>
  async () => {
    const { algorithm, lifetime, backdate = 0, issuer, subject, audience } = settings;
    if (/-----BEGIN|^\s*\{"/.test(clientId)) problems.push(say.keyProblem('The client id', say.isKey));
    const found = await readKey(settings, code);
    const certificate = await readCertificate(settings, code, found?.key);
    const iss = filled(issuer) ?? found?.client ?? clientId;
    const names = { iss, sub: isClient ? iss : filled(subject), aud: filled(audience) };
    const header = fillAll(settings.header);
    const claims = fillAll(settings.claims);
    return async () => {
      if (!found) throw new TypeError('there is no key');
      const { key, kid } = found;
      const { signer } = await code.load();
      const now = Math.floor(Date.now() / 1000);
      const iat = now - backdate;
      const signed = [
        { alg: algorithm, typ: settings.type ?? 'JWT', kid, ...certificate, ...header },
        {
          ...names,
          iat,
          nbf: settings.notBefore ? iat : undefined,
          exp: now + lifetime,
          jti: settings.jti === false ? undefined : uniqueId((message) => signer.hmac(key.secret, message)),
          scope: (settings.scopeClaim && scope) || undefined,
          ...claims,
        },
      ]
        .map((part) => base64url(utf8(JSON.stringify(part))))
        .join('.');
      const token = `${signed}.${base64url(signer.sign(utf8(signed), key))}`;
      secrets.push(token);
      return token;
    };
  };

/** Authenticates the client with an assertion (RFC 7521 §4.2). */
export const clientAssertion =
  (make: JwtMaker): Part =>
  async () => {
    const makeToken = await make();
    return async (form) => {
      form['client_assertion_type'] = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      form['client_assertion'] = await makeToken();
    };
  };

/** The JWT is the grant (RFC 7523 §2.1). */
export const assertionGrant =
  (make: JwtMaker): Part =>
  async () => {
    const makeToken = await make();
    return async (form) => {
      form['assertion'] = await makeToken();
    };
  };

/** The JWT is the token, for `lifetime` seconds. */
export const bearer =
  (make: JwtMaker, lifetime: number): Way['obtain'] =>
  async () => {
    const makeToken = await make();
    return async () => ({ accessToken: await makeToken(), lifetime, scope });
  };

/** Keeps a refused assertion in a variable for troubleshooting; a token that is given empties it. */
export const keepAssertion =
  (variable: string) =>
  (form: Readonly<Record<string, string>>): void =>
    put(variable, form['client_assertion'] ?? form['assertion'] ?? '');
