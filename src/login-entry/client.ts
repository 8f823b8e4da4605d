/** The code that signs JWTs and authenticates the client. */

import { isAssertion, type ClientAuthentication, type JwtSettings } from '../oauth/authorization.ts';
import { literal, LOGIN, object, type Entry } from './entry.ts';

/** What of the settings a script reads; the rest is for the build. */
const scriptSettings = (settings: JwtSettings): object => {
  // `kind` and `strict` are what the constructor has made `type` and `audience` of.
  const { kind: _kind, strict: _strict, ...rest } = { kind: '', strict: false, ...settings };
  return rest;
};

/** The code that makes a JWT. */
export const jwtMaker = (entry: Entry, settings: JwtSettings, isClient: boolean): string => {
  const { algorithm, passphrase, keyFile, certificate } = settings;
  const isEncrypted = passphrase !== undefined || keyFile?.passphrase !== undefined;
  const reader = algorithm.startsWith('HS')
    ? entry.use(`${LOGIN}/keys/shared-secret`, 'readSharedSecret')
    : entry.use(`${LOGIN}/keys/private-key`, 'readPrivateKey');
  const decrypt = isEncrypted ? entry.use(`${LOGIN}/sandbox-crypto`, 'decrypt') : 'undefined';
  const text =
    keyFile === undefined
      ? 'text'
      : `${entry.use(`${LOGIN}/keys/key-file`, 'keyInFile')}(text, ${literal(keyFile.key)})`;
  const code = object({
    read: `(text, wanted) => ${reader}(${text}, wanted, ${decrypt})`,
    load: `() => import(${entry.path(`${LOGIN}/jwt/sign/${algorithm.toLowerCase()}`)})`,
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
