/** A signed JWT in compact serialization (RFC 7515 §7.1, RFC 7519). */

import type { Attempt } from '../attempt.ts';
import { base64url, utf8 } from '../bytes.ts';
import { keyInFile, readMember } from '../keys/key-file.ts';
import { KeyProblem, type PrivateKey, type Wanted } from '../keys/key.ts';
import { LoginFailure } from '../login-failure.ts';
import { badInputs } from '../messages/inputs.ts';
import * as say from '../messages/key.ts';
import type { JwtPart, JwtTools, LoginParts } from '../parts.ts';
import { referenceIn } from '../placeholders.ts';
import { jwtContent, type JwtSettings, type KeyFile } from './content.ts';
import type { Signer } from './sign/signer.ts';

/** Reads the key and, where one is wanted, the certificate at once; signs when it is asked to. */
export const jwt: JwtPart = async (settings, attempt, parts, isClient) => {
  const { algorithm } = settings;
  checkClientId(attempt);
  const found = await readKey(settings, attempt, parts);
  const certificate = await readCertificate(settings, attempt, parts, found?.key);
  // A client that authenticates as well is the one that the key file names.
  attempt.clientId = found?.client ?? attempt.clientId;
  const client = attempt.clientId;
  // Fills everything now, so that what is missing is told before anything is signed.
  jwtContent(settings, { now: 0, client, isClient, fill: (text) => attempt.fill(text) });
  return async () => {
    if (found === undefined) throw new TypeError('there is no key');
    const signer = await loadSigner(settings, parts);
    const { header, claims } = jwtContent(settings, {
      now: Math.floor(Date.now() / 1000),
      client,
      isClient,
      keyId: found.keyId,
      jti: toolsOf(parts).uniqueId((message) => signer.hmac(found.key.secret, message)),
      scope: attempt.scope,
      certificate,
      fill: (text) => attempt.variables.fill(text).text,
    });
    const input = [{ ...header, alg: algorithm }, claims]
      .map((part) => base64url(utf8(JSON.stringify(part))))
      .join('.');
    const token = `${input}.${base64url(sign(signer, utf8(input), found.key, settings.key))}`;
    attempt.hide(token);
    return token;
  };
};

/** A key whose numbers don't belong together shows when it signs. */
function sign(signer: Signer, input: Uint8Array, key: PrivateKey, variable: string): Uint8Array {
  try {
    return signer.sign(input, key);
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error;
    throw new LoginFailure(badInputs, say.keyProblem(variable, error.message), 0);
  }
}

async function loadSigner({ algorithm }: JwtSettings, { signers }: LoginParts) {
  const { [algorithm]: signer } = (await signers[algorithm]?.()) ?? {};
  if (signer === undefined) throw new TypeError(`nothing signs with ${algorithm}`);
  return signer;
}

function checkClientId(attempt: Attempt): void {
  const { clientId: name } = attempt.way;
  if (name !== undefined && /-----BEGIN|^\s*\{"/.test(attempt.clientId))
    attempt.report(say.keyProblem(name, say.isKey));
}

/** Calls what reads a key; a problem is reported under the variable's name. */
async function reading<Result>(
  attempt: Attempt,
  variable: string,
  read: () => Result | Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    attempt.report(say.keyProblem(variable, error instanceof KeyProblem ? error.message : say.damaged));
    return undefined;
  }
}

function toolsOf({ jwtTools }: LoginParts): JwtTools {
  if (jwtTools === undefined) throw new TypeError('there are no tools for a JWT');
  return jwtTools;
}

/** Reads the text of a key. An encrypted one is opened only where a passphrase is declared. */
function readText(
  text: string,
  { algorithm, passphrase, keyFile }: JwtSettings,
  wanted: Omit<Wanted, 'algorithm'>,
  parts: LoginParts,
): PrivateKey {
  const read = algorithm.startsWith('HS') ? parts.readSharedSecret : parts.readPrivateKey;
  if (read === undefined) throw new TypeError(`nothing reads a key for ${algorithm}`);
  const isEncrypted = passphrase !== undefined || keyFile?.passphrase !== undefined;
  return read(
    keyFile === undefined ? text : keyInFile(text, keyFile.key),
    { algorithm, ...wanted },
    isEncrypted ? toolsOf(parts).decrypt : undefined,
  );
}

/** Reads the key, and the key id where the settings want one: their own, else the key's. */
export async function readKey(settings: JwtSettings, attempt: Attempt, parts: LoginParts) {
  const { key: name, keyFile, keyEncoding: encoding } = settings;
  const text = await attempt.secret(name);
  const inFile = (entry: keyof KeyFile): string | undefined =>
    keyFile?.[entry] && readMember(text, keyFile[entry] ?? '');
  const ownPassphrase =
    settings.passphrase === undefined ? '' : await attempt.secret(settings.passphrase, true);
  const passphrase = inFile('passphrase') || ownPassphrase;
  attempt.hide(passphrase);
  const { text: declared, missing } = attempt.variables.fill(settings.keyId ?? '');
  const wanted = inFile('keyId') ?? (missing.length > 0 ? '' : declared);
  if (text === '' || referenceIn(text) !== undefined) return undefined;
  const key = await reading(attempt, name, () => {
    if (text === attempt.clientId) throw new KeyProblem(say.isClientId);
    return readText(text, settings, { keyId: wanted, passphrase, ...(encoding && { encoding }) }, parts);
  });
  if (key === undefined) return undefined;
  const keyId = wanted || (settings.keyId === undefined ? undefined : key.keyId);
  // A key id that is in the key need not be in the variable.
  if (!keyId) for (const lacking of missing) attempt.reportMissing(lacking);
  return { key, keyId, client: inFile('clientId') };
}

async function readCertificate(
  { certificate }: JwtSettings,
  attempt: Attempt,
  parts: LoginParts,
  key: PrivateKey | undefined,
) {
  const { certificateHeaders } = parts;
  if (certificate === undefined || certificateHeaders === undefined) return undefined;
  const text = attempt.literal(certificate.variable);
  if (text.trim() === '') return undefined;
  return reading(attempt, certificate.variable, () =>
    certificateHeaders(text, certificate.headers, toolsOf(parts).digest, key),
  );
}
