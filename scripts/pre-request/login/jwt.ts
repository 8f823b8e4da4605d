/** A signed JWT in compact serialisation (RFC 7515 §7.1, RFC 7519, RFC 7523 §3), and what it can be used for. */

import type { Certificate, CertificateHeader, KeyFile, SigningAlgorithm, SignedJwt } from 'postsmith';
import type { Attempt, Obtain } from './attempt.ts';
import { base64url, utf8 } from './bytes.ts';
import { fill, readLiteral, reportMissing } from './inputs.ts';
import { KeyProblem, type PrivateKey } from './key/key.ts';
import * as say from './messages/key.ts';
import { readSecret } from './secret.ts';
import type { Signer } from './sign/signer.ts';
import type { Part } from './token-request.ts';
import { uniqueId } from './unique-id.ts';
import { resolve, unresolved } from './variables.ts';

/** Reads a key from the text of its variable. @throws KeyProblem that says what was given instead */
export type KeyReader = (
  text: string,
  wanted: { readonly algorithm: SigningAlgorithm; readonly keyId: string; readonly passphrase: string },
) => (PrivateKey & { readonly keyId?: string }) | Promise<PrivateKey & { readonly keyId?: string }>;

/** The code that a declared JWT needs and another may not. */
export interface JwtCode {
  readonly read: KeyReader;
  /** The module of one algorithm; its code runs only when a token is fetched. */
  readonly load: () => Promise<{ readonly signer: Signer }>;
  /** Finds a member of a provider's JSON key file. */
  readonly member?: (file: string, path: string) => string | undefined;
  readonly certificate?: () => Promise<{
    certificateHeaders(pem: string, headers: readonly CertificateHeader[]): Readonly<Record<string, unknown>>;
  }>;
}

/** Reads at once what the JWT needs, and returns how to make it. */
export type JwtMaker = (attempt: Attempt) => Promise<() => Promise<string>>;

/** Objects whose texts hold placeholders, with those filled. */
const fillAll = (attempt: Attempt, object: unknown): object =>
  JSON.parse(JSON.stringify(object ?? {}), (_name, value: unknown) =>
    typeof value === 'string' ? fill(attempt, value) : value,
  );

async function attemptTo<T>(
  attempt: Attempt,
  name: string,
  read: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    attempt.problems.push(say.keyProblem(name, error instanceof KeyProblem ? error.message : say.damaged));
    return undefined;
  }
}

/** Reads the key, and the key id where the settings want one: their own, else the key's. */
async function readKey(attempt: Attempt, settings: SignedJwt, { read, member }: JwtCode) {
  const { key: name, algorithm, keyFile } = settings;
  const text = await readSecret(attempt, name);
  const inFile = (entry: keyof KeyFile): string | undefined => {
    const path = keyFile?.[entry];
    return path === undefined ? undefined : member?.(text, path);
  };
  const passphrase =
    inFile('passphrase') ||
    (settings.passphrase === undefined ? '' : await readSecret(attempt, settings.passphrase, true));
  const { text: declared, missing } = resolve(settings.keyId ?? '');
  const keyId = inFile('keyId') ?? (missing.length > 0 ? '' : declared);
  if (/-----BEGIN|^\s*\{"/.test(attempt.clientId))
    attempt.problems.push(say.keyProblem(String(attempt.way.clientId), say.isKey));
  if (text === '' || unresolved(text) !== undefined) return undefined;
  const key = await attemptTo(attempt, name, () => {
    if (text === attempt.clientId) throw new KeyProblem(say.isClientId);
    return read(inFile('key') ?? text, { algorithm, keyId, passphrase });
  });
  const kid = keyId || (settings.keyId === undefined ? '' : (key?.keyId ?? ''));
  if (key !== undefined && kid === '') for (const lacking of missing) reportMissing(attempt, lacking);
  return key && { key, kid };
}

async function readCertificate(attempt: Attempt, certificate: Certificate | undefined, code: JwtCode) {
  if (certificate === undefined || code.certificate === undefined) return {};
  const { variable, headers } = certificate;
  const text = readLiteral(attempt, variable);
  if (text === '') return {};
  const { certificateHeaders } = await code.certificate();
  return attemptTo(attempt, variable, () => certificateHeaders(text, headers));
}

/** Prepares a JWT; `isClient`: its subject is the client that it authenticates (RFC 7523 §3). */
export const jwt =
  (settings: SignedJwt, code: JwtCode, isClient = false): JwtMaker =>
  async (attempt) => {
    const { algorithm, lifetime, backdate = 0, issuer, subject, audience } = settings;
    const found = await readKey(attempt, settings, code);
    const certificate = await readCertificate(attempt, settings.certificate, code);
    const filled = (template: string | undefined): string | undefined => template && fill(attempt, template);
    const names = { iss: filled(issuer) ?? attempt.clientId, sub: filled(subject), aud: filled(audience) };
    const header = fillAll(attempt, settings.header);
    const claims = fillAll(attempt, settings.claims);
    return async () => {
      if (found === undefined) throw new TypeError('there is no key');
      const { key, kid } = found;
      const { signer } = await code.load();
      const now = Math.floor(Date.now() / 1000);
      const iat = now - backdate;
      const jti = settings.jti !== false && uniqueId((message) => signer.hmac(key.secret, message));
      const signed = [
        { alg: algorithm, typ: settings.type ?? 'JWT', kid: kid || undefined, ...certificate, ...header },
        {
          ...names,
          ...(isClient && { sub: names.iss }),
          iat,
          ...(settings.notBefore && { nbf: iat }),
          exp: now + lifetime,
          ...(jti && { jti }),
          ...(settings.scopeClaim && attempt.scope && { scope: attempt.scope }),
          ...claims,
        },
      ]
        .map((part) => base64url(utf8(JSON.stringify(part))))
        .join('.');
      const token = `${signed}.${base64url(signer.sign(utf8(signed), key))}`;
      attempt.secrets.push(token);
      return token;
    };
  };

/** Authenticates the client with an assertion (RFC 7521 §4.2). */
export const clientAssertion =
  (make: JwtMaker): Part =>
  async (attempt) => {
    const makeToken = await make(attempt);
    return async () => ({
      form: {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await makeToken(),
      },
    });
  };

/** The JWT is the grant (RFC 7523 §2.1). */
export const assertionGrant =
  (make: JwtMaker): Part =>
  async (attempt) => {
    const makeToken = await make(attempt);
    return async () => ({ form: { assertion: await makeToken() } });
  };

/** The JWT is the token, for `lifetime` seconds. */
export const bearer =
  (make: JwtMaker, lifetime: number): Obtain =>
  async (attempt) => {
    const makeToken = await make(attempt);
    return async () => ({ accessToken: await makeToken(), lifetime, scope: attempt.scope });
  };
