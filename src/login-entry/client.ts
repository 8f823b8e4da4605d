/** The code that signs JWTs and authenticates the client. */

import {
  isAssertion,
  type ClientAuthentication,
  type JwtSettings,
  type SigningAlgorithm,
} from '../oauth/authorization.ts';
import { literal, LOGIN, object, type Entry } from './entry.ts';

/** What of the settings a script reads; the rest is for the build. */
const scriptSettings = (settings: JwtSettings): object => {
  // `kind` and `strict` are what the constructor has made `type` and `audience` of.
  const { kind: _kind, strict: _strict, ...rest } = { kind: '', strict: false, ...settings };
  return rest;
};

/** The module that exports nothing but an algorithm's signer. */
const signerModule = (entry: Entry, algorithm: SigningAlgorithm): string => {
  const family =
    { H: 'hmac', R: 'rsa', P: 'rsa' }[algorithm[0] ?? ''] ?? (algorithm === 'EdDSA' ? 'eddsa' : 'ecdsa');
  return `${JSON.parse(entry.path(`${LOGIN}/jwt/sign/${family}`))}?${algorithm}`;
};

/** The code that makes a JWT. */
export const jwtMaker = (entry: Entry, settings: JwtSettings, isClient: boolean): string => {
  const { algorithm, passphrase, keyFile, certificate } = settings;
  const isEncrypted = passphrase !== undefined || keyFile?.passphrase !== undefined;
  const [kind, Kind] = /^[RP]S/.test(algorithm) ? ['rsa', 'Rsa'] : ['curve', 'Curve'];
  const reader = algorithm.startsWith('HS')
    ? entry.use(`${LOGIN}/keys/shared-secret`, 'readSharedSecret')
    : isEncrypted
      ? entry.use(`${LOGIN}/keys/encrypted-${kind}-key`, `readEncrypted${Kind}Key`)
      : entry.use(`${LOGIN}/keys/plain-${kind}-key`, `readPlain${Kind}Key`);
  const code = object({
    read:
      keyFile === undefined
        ? reader
        : `${entry.use(`${LOGIN}/keys/key-file`, 'keyAt')}(${literal(keyFile.key)}, ${reader})`,
    load: `() => import(${literal(signerModule(entry, algorithm))}).then((all) => ({ signer: all.${algorithm} }))`,
    member: keyFile === undefined ? undefined : entry.use(`${LOGIN}/keys/key-file`, 'readMember'),
    certificate:
      certificate === undefined ? undefined : `() => import(${entry.path(`${LOGIN}/jwt/certificate`)})`,
  });
  return `${entry.use(`${LOGIN}/jwt/jwt`, 'jwt')}(${literal(scriptSettings(settings))}, ${code}${isClient ? ', true' : ''})`;
};

/** The code that authenticates the client; none for a request that names no client. */
export const clientParts = (entry: Entry, authentication: ClientAuthentication | undefined): string[] => {
  if (authentication === undefined) return [];
  if (isAssertion(authentication)) {
    const made = jwtMaker(entry, authentication, true);
    return [`${entry.use(`${LOGIN}/jwt/jwt`, 'clientAssertion')}(${made})`];
  }
  if (authentication.kind === 'none')
    return [entry.use(`${LOGIN}/client-authentication/public-client`, 'publicClient')];
  const { kind, clientSecret, optional } = authentication;
  const file = kind === 'clientSecretBasic' ? 'client-secret-basic' : 'client-secret-post';
  const call = entry.use(`${LOGIN}/client-authentication/${file}`, kind);
  return [`${call}(${literal(clientSecret)}${optional === true ? ', true' : ''})`];
};
