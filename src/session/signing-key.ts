/** Reads the key that signs a client's assertion, in every form in which people have it. */

import { createPrivateKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import type { JwtSettings, KeyFile } from '../oauth/authorization.ts';
import { isRecord } from '../model/json.ts';
import { PostsmithError } from '../errors.ts';
import { literalValue, type Values } from './settings.ts';

/** A key, and what else its file says. */
export interface SigningKey {
  readonly key: KeyObject | Uint8Array;
  readonly keyId?: string;
  readonly clientId?: string;
}

/** @throws PostsmithError USAGE that names the variable and never its value */
export const readSigningKey = (settings: JwtSettings, values: Values): SigningKey => {
  const text = normalise(literalValue(settings.key, values));
  try {
    if (settings.algorithm.startsWith('HS')) return { key: secretOf(literalValue(settings.key, values)) };
    const passphrase = settings.passphrase === undefined ? '' : literalValue(settings.passphrase, values);
    return settings.keyFile === undefined
      ? { key: fitting(privateKey(text, settings, passphrase), settings) }
      : fromKeyFile(text, settings.keyFile, settings, passphrase);
  } catch (error) {
    // Node's own error is not passed on as a cause: nobody promises what it holds.
    const reason = error instanceof Unreadable ? error.message : 'it cannot be read';
    throw new PostsmithError(
      'USAGE',
      `The variable ${settings.key} holds no private key for ${settings.algorithm}: ${reason}.`,
    );
  }
};

/** A reason of our own, which holds nothing of the key. */
class Unreadable extends Error {}

/** The shared secret of HS256 to HS512: its own bytes, or those of a symmetric JWK (RFC 7518 §6.4). */
const secretOf = (text: string): Uint8Array => {
  const jwk = text.startsWith('{') ? parse(text) : undefined;
  const { kty, k } = isRecord(jwk) ? jwk : {};
  return kty === 'oct' && typeof k === 'string' ? Buffer.from(k, 'base64url') : Buffer.from(text);
};

/** Undoes what forms, shells and JSON do to a key: quotes, CRLF, literal `\n`. */
const normalise = (value: string): string => {
  const text = value.replace(/\r\n?/g, '\n').trim();
  const quoted = /^(["'`])([^]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return normalise(quoted.replaceAll('\\"', '"'));
  return text.startsWith('{') ? text : text.replaceAll(/(?:\\r)?\\n|\\r/g, '\n').trim();
};

const privateKey = (text: string, settings: JwtSettings, passphrase: string): KeyObject => {
  if (text.startsWith('{')) return fromJwk(text, settings);
  const secret = passphrase === '' ? {} : { passphrase };
  // Base64 without the lines of PEM around it.
  const bare = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/.test(text);
  if (!bare) return createPrivateKey({ key: text, ...secret });
  const der = { key: Buffer.from(text, 'base64'), format: 'der' as const, ...secret };
  for (const type of ['pkcs8', 'sec1', 'pkcs1'] as const) {
    try {
      return createPrivateKey({ ...der, type });
    } catch {
      // Another of the three, then.
    }
  }
  throw new Unreadable('its bytes are neither PKCS #8, SEC 1 nor PKCS #1');
};

/** A JSON Web Key, or the one of a set that has the key id, else the algorithm's type (RFC 7517 §5). */
const fromJwk = (text: string, { keyId, algorithm }: JwtSettings): KeyObject => {
  const jwk = parse(text);
  if (!isRecord(jwk)) throw new Unreadable('its JSON is damaged');
  const keys: readonly unknown[] = Array.isArray(jwk['keys']) ? jwk['keys'] : [jwk];
  const usable = keys.filter(isRecord).filter(({ d }) => typeof d === 'string');
  const isForAlgorithm = ({ kty, crv, alg }: Readonly<Record<string, unknown>>): boolean =>
    alg === undefined
      ? TYPES[algorithm.slice(0, 2)] === kty && (CURVES[algorithm] ?? crv) === crv
      : alg === algorithm;
  const found =
    usable.length === 1
      ? usable[0]
      : (usable.find(({ kid }) => keyId !== undefined && kid === keyId) ?? usable.find(isForAlgorithm));
  if (found === undefined)
    throw new Unreadable('none of its JSON Web Keys is private and for this algorithm');
  // The members are checked by Node.
  return createPrivateKey({ key: found as JsonWebKeyInput['key'], format: 'jwk' });
};

const TYPES: Readonly<Record<string, string>> = { RS: 'RSA', PS: 'RSA', ES: 'EC', Ed: 'OKP' };
const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

const NODE_CURVES: Readonly<Record<string, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
};
/** Bits of the smallest RSA key that RFC 7518 §3.3 permits. */
const RSA_BITS = 2048;

/** The key, if it is of the algorithm's type (RFC 7518 §3.3–3.5, RFC 8037 §3.1). */
const fitting = (key: KeyObject, { algorithm }: JwtSettings): KeyObject => {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  const wanted = algorithm === 'EdDSA' ? 'ed25519' : algorithm.startsWith('ES') ? 'ec' : 'rsa';
  const isOfCurve = NODE_CURVES[algorithm] === undefined || details.namedCurve === NODE_CURVES[algorithm];
  if (type !== wanted || !isOfCurve) {
    throw new Unreadable(`it is a key of another kind (${details.namedCurve ?? type ?? 'unknown'})`);
  }
  if (wanted === 'rsa' && (details.modulusLength ?? 0) < RSA_BITS) {
    throw new Unreadable(`its ${details.modulusLength ?? 0} bits are fewer than ${RSA_BITS}`);
  }
  return key;
};

/** A provider's JSON key file; without it, the variable holds the key alone. */
const fromKeyFile = (text: string, file: KeyFile, settings: JwtSettings, passphrase: string): SigningKey => {
  const content = text.startsWith('{') ? parse(text) : undefined;
  const at = (path: string | undefined): string | undefined => {
    const value = path === undefined ? undefined : valueAt(content, path.split('.'));
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const key = at(file.key);
  if (key === undefined) return { key: fitting(privateKey(text, settings, passphrase), settings) };
  const keyId = at(file.keyId);
  const clientId = at(file.clientId);
  return {
    key: fitting(privateKey(normalise(key), settings, at(file.passphrase) ?? passphrase), settings),
    ...(keyId !== undefined && { keyId }),
    ...(clientId !== undefined && { clientId }),
  };
};

const valueAt = (value: unknown, [name, ...rest]: readonly string[]): unknown =>
  name === undefined ? value : isRecord(value) ? valueAt(value[name], rest) : undefined;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
