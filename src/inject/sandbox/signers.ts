/** The libraries that scripts sign with: jsrsasign, postman-util-lib, jsonwebtoken, jose. */

import type { Callable, Machine } from '../evaluate/machine.ts';
import { isMarked, Unknown, type ScriptJwt } from '../evaluate/marks.ts';
import { Library } from '../evaluate/members.ts';
import { settle } from '../evaluate/functions.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import { decoded, encoded, signatureOf } from './encodings.ts';
import type { Reading } from './reading.ts';
import { intDate, NOW, secondsIn } from './time.ts';

/** A key that a library has read. */
class Key {
  readonly text: string;
  readonly passphrase: string | undefined;

  constructor(text: string, passphrase?: string) {
    this.text = text;
    this.passphrase = passphrase;
  }
}

const keyOf = (value: unknown, reading: Reading): Key => {
  const { machine } = reading;
  if (value instanceof Key) return value;
  if (!isRecord(value) || value instanceof Unknown) return new Key(machine.marks.text(value));
  // jsrsasign's `{ utf8: … }`, `{ b64: … }`, and Node's `{ key, passphrase }`.
  const { utf8, rstr, b64, b64u, hex, key, passphrase } = value;
  if (key !== undefined)
    return new Key(
      keyOf(key, reading).text,
      passphrase === undefined ? undefined : machine.marks.text(passphrase),
    );
  const [coded, encoding] =
    b64 !== undefined ? [b64, 'base64'] : b64u !== undefined ? [b64u, 'base64url'] : [hex, 'hex'];
  if (coded !== undefined) return new Key(decoded(coded, encoding, machine));
  return new Key(machine.marks.text(utf8 ?? rstr ?? JSON.stringify(machine.marks.plain(value))));
};

/** Header or claims, which may come as JSON text. */
const membersOf = (value: unknown, { machine }: Reading): unknown => {
  const plain = machine.marks.plain(value);
  return typeof plain === 'string' ? (parseJson(plain) ?? plain) : plain;
};

/** Signs: the JWT's mark. */
const sign = (
  reading: Reading,
  algorithm: unknown,
  header: unknown,
  claims: unknown,
  key: unknown,
): string => {
  const members = membersOf(header, reading);
  const { text, passphrase } = keyOf(key, reading);
  const named =
    typeof algorithm === 'string' && algorithm !== ''
      ? algorithm
      : isRecord(members)
        ? members['alg']
        : undefined;
  const jwt: ScriptJwt = {
    algorithm: reading.machine.marks.text(named),
    header: members,
    claims: membersOf(claims, reading),
    key: text,
    ...(passphrase !== undefined && { passphrase }),
  };
  reading.note({ kind: 'sign', jwt });
  return reading.machine.marks.add({ kind: 'jwt', jwt });
};

/** jsrsasign's names of signature algorithms, in JWS's. */
const jwsName = (name: unknown): string => {
  const [, bits = '256', scheme = ''] = /SHA(\d+)with(\w+)/i.exec(String(name)) ?? [];
  return `${/MGF1/i.test(scheme) ? 'PS' : /ECDSA/i.test(scheme) ? 'ES' : 'RS'}${bits}`;
};

const signatureObject =
  (reading: Reading, nameOf: (options: unknown) => string): Callable =>
  (options) => {
    const given = isRecord(options) ? options : {};
    const state = { key: keyOf(given['pass'] ?? given['prvkeypem'] ?? '', reading), text: '' };
    const { machine } = reading;
    const finish = (): string => signatureOf(nameOf(given['alg']), state.text, state.key.text, machine);
    const take = (value: unknown): void => {
      state.text += machine.marks.text(value);
    };
    return {
      init: (key: unknown) => void (state.key = keyOf(key, reading)),
      updateString: take,
      updateHex: take,
      sign: finish,
      doFinal: finish,
      signString: (value: unknown) => (take(value), finish()),
      doFinalString: (value: unknown) => (take(value), finish()),
    };
  };

const same: Callable = (value) => value;

/** jsrsasign's functions from one encoding to another. */
const jsrsasignEncodings = (machine: Machine): Readonly<Record<string, unknown>> => {
  const encode =
    (encoding: string): Callable =>
    (value) =>
      encoded(value, encoding, machine);
  const decode =
    (encoding: string): Callable =>
    (value) =>
      decoded(value, encoding, machine);
  return {
    utf8tob64u: encode('base64url'),
    utf8tob64: encode('base64'),
    stob64u: encode('base64url'),
    stob64: encode('base64'),
    hextob64: encode('base64'),
    hextob64u: encode('base64url'),
    hex2b64: encode('base64'),
    hextob64nl: encode('base64'),
    b64tob64u: same,
    b64utob64: same,
    utf8tohex: same,
    rstrtohex: same,
    stohex: same,
    b64utoutf8: decode('base64url'),
    b64toutf8: decode('base64'),
  };
};

/** jsrsasign, whose names are all at the top. */
export const jsrsasign = (reading: Reading): Readonly<Record<string, unknown>> => {
  const { machine } = reading;
  const KEYUTIL = new Library('KEYUTIL', {
    getKey: (key: unknown, passphrase: unknown) =>
      new Key(
        keyOf(key, reading).text,
        passphrase === undefined || passphrase === null ? undefined : machine.marks.text(passphrase),
      ),
  });
  const jws = new Library('KJUR.jws', {
    JWS: new Library('KJUR.jws.JWS', {
      sign: (algorithm: unknown, header: unknown, claims: unknown, key: unknown) =>
        sign(reading, algorithm, header, claims, key),
    }),
    IntDate: new Library('KJUR.jws.IntDate', { get: intDate, getNow: () => NOW }),
  });
  const crypto = new Library('KJUR.crypto', {
    Signature: signatureObject(reading, jwsName),
    Mac: signatureObject(reading, (name) => `HS${/\d+/.exec(String(name))?.[0] ?? '256'}`),
  });
  const KJUR = new Library('KJUR', { jws, crypto });
  return {
    KJUR,
    KEYUTIL,
    jws,
    crypto,
    ...jsrsasignEncodings(machine),
  };
};

/** postman-util-lib signs with times of its own: half a second here or there, five seconds back. */
const postmanUtilLib = (reading: Reading): Library => {
  const random = (): string => reading.machine.marks.add({ kind: 'random' });
  const make = (
    key: unknown,
    payload: unknown,
    header: unknown,
    lifetime: unknown,
    algorithm: unknown,
  ): string => {
    const times = {
      iat: NOW - 5,
      nbf: NOW - 5,
      exp: typeof lifetime === 'number' ? NOW + lifetime : new Unknown('is computed by the library'),
      jti: random(),
    };
    const members = membersOf(header, reading);
    const claims = membersOf(payload, reading);
    return sign(
      reading,
      algorithm,
      { ...Object(members), typ: 'JWT', alg: algorithm },
      { ...Object(claims), ...times },
      key,
    );
  };
  const client =
    (algorithm: string): Callable =>
    (key, id, audience, lifetime = 600, named = algorithm) =>
      make(key, { client_id: id, iss: id, sub: id, aud: audience }, {}, lifetime, named);
  return new Library('postman-util-lib', {
    jwtSign: (
      key: unknown,
      payload: unknown,
      header: unknown = {},
      lifetime: unknown = 600,
      algorithm: unknown = 'RS256',
    ) => make(key, payload, header, lifetime, algorithm),
    clientAssertPrivateKey: client('RS256'),
    clientAssertSecret: client('HS256'),
  });
};

/** What jsonwebtoken's options say of the claims. */
const optionClaims = (options: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const lifetime = secondsIn(options['expiresIn']);
  const before = secondsIn(options['notBefore']);
  const named: readonly (readonly [string, unknown])[] = [
    ['iss', options['issuer']],
    ['sub', options['subject']],
    ['aud', options['audience']],
    ['jti', options['jwtid']],
    ['exp', lifetime === undefined ? undefined : NOW + lifetime],
    ['nbf', before === undefined ? undefined : NOW + before],
  ];
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
};

const jsonwebtoken = (reading: Reading): Library =>
  new Library('jsonwebtoken', {
    sign: (payload: unknown, key: unknown, given: unknown, callback: unknown) => {
      const options = isRecord(given) ? given : {};
      const algorithm = options['algorithm'] ?? 'HS256';
      const header = {
        alg: algorithm,
        typ: 'JWT',
        ...(options['keyid'] !== undefined && { kid: options['keyid'] }),
        ...Object(options['header']),
      };
      const issued = options['noTimestamp'] === true ? {} : { iat: NOW };
      const token = sign(
        reading,
        algorithm,
        header,
        { ...issued, ...Object(membersOf(payload, reading)), ...optionClaims(options) },
        key,
      );
      if (typeof callback === 'function') reading.machine.call(callback, undefined, [null, token]);
      return token;
    },
  });

/** `2h` as a time; anything else as it is. */
const timeOf = (value: unknown): unknown => {
  const seconds =
    typeof value === 'string' && !isMarked(value) ? secondsIn(value.replace(/ from now$/, '')) : undefined;
  return seconds === undefined ? value : NOW + seconds;
};

/** jose's builder. */
const signJwt =
  (reading: Reading): Callable =>
  (payload = {}) => {
    const claims: Record<string, unknown> = { ...Object(payload) };
    const state = { header: {} as unknown };
    const put =
      (name: string, change: (value: unknown) => unknown = (value) => value): Callable =>
      (value) => {
        claims[name] = change(value);
        return builder;
      };
    const builder: Library = new Library('SignJWT', {
      setProtectedHeader: (header: unknown) => ((state.header = header), builder),
      setIssuedAt: put('iat', (value) => value ?? NOW),
      setExpirationTime: put('exp', timeOf),
      setNotBefore: put('nbf', timeOf),
      setIssuer: put('iss'),
      setSubject: put('sub'),
      setAudience: put('aud'),
      setJti: put('jti'),
      sign: (key: unknown) => settle(sign(reading, undefined, state.header, claims, key), reading.machine),
    });
    return builder;
  };

const jose = (reading: Reading): Library => {
  const read: Callable = (key) => settle(keyOf(key, reading), reading.machine);
  return new Library('jose', { SignJWT: signJwt(reading), importPKCS8: read, importJWK: read });
};

/** What `require` and `pm.require` return for a package that signs; undefined for another. */
export const signingPackage = (name: string, reading: Reading): Library | undefined => {
  if (/jsrsasign/.test(name)) return new Library('jsrsasign', jsrsasign(reading));
  if (/jsonwebtoken/.test(name)) return jsonwebtoken(reading);
  if (/(?:^|[:/])jose(?:@|$)/.test(name)) return jose(reading);
  return /postman-util-lib|pmlib/.test(name) ? postmanUtilLib(reading) : undefined;
};

/** The names that libraries leave behind when they are evaluated. */
export const signingGlobals = (reading: Reading): Readonly<Record<string, unknown>> => {
  const { jws: _jws, crypto: _crypto, ...names } = jsrsasign(reading);
  return { ...names, pmlib: postmanUtilLib(reading) };
};
