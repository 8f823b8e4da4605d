/** Texts and bytes in a script: Base64, URLs, Buffer and CryptoJS's word lists. */

import type { Callable, Machine } from '../evaluate/machine.ts';
import { betweenMarks, Bytes, Unknown } from '../evaluate/marks.ts';
import { Library } from '../evaluate/members.ts';

/** The text of a value, or of the bytes that it is. */
const textOf = (value: unknown, machine: Machine): string => machine.marks.text(value);

/** A text in an encoding. */
export const encoded = (value: unknown, encoding: string, machine: Machine): string =>
  machine.marks.add({ kind: 'encoded', encoding, text: textOf(value, machine) });

/** What an encoded text was made of; of another one, bytes that only a run tells. */
export const decoded = (value: unknown, encoding: string, machine: Machine): string => {
  const text = textOf(value, machine);
  const mark = machine.marks.alone(text);
  if (mark?.kind === 'encoded' && !mark.encoding.startsWith('from ')) return mark.text;
  return machine.marks.add({ kind: 'encoded', encoding: `from ${encoding}`, text });
};

const kept =
  (change: (literal: string) => string, machine: Machine): Callable =>
  (value) => {
    try {
      return betweenMarks(textOf(value, machine), change);
    } catch {
      return new Unknown('is not well formed');
    }
  };

const bufferFrom =
  (machine: Machine): Callable =>
  (value, encoding = 'utf8') => {
    const name = String(encoding).toLowerCase();
    return new Bytes(
      /^(?:base64|base64url|hex)$/.test(name) ? decoded(value, name, machine) : textOf(value, machine),
    );
  };

/** A word list of CryptoJS in an encoding, and back. */
const cryptoEncoding = (name: string, machine: Machine): Library =>
  new Library(name, {
    parse: (value: unknown) =>
      new Bytes(
        name === 'utf8' || name === 'latin1' ? textOf(value, machine) : decoded(value, name, machine),
      ),
    stringify: (value: unknown) =>
      name === 'utf8' || name === 'latin1' ? textOf(value, machine) : encoded(value, name, machine),
  });

/** A digest or an HMAC, as bytes. */
export const signatureOf = (algorithm: string, text: unknown, key: unknown, machine: Machine): string =>
  machine.marks.add({
    kind: 'signature',
    algorithm,
    text: textOf(text, machine),
    key: key === undefined ? '' : textOf(key, machine),
  });

/** CryptoJS, as far as anybody signs with it. */
export const cryptoJs = (machine: Machine): Library => {
  const hmac =
    (bits: string): Callable =>
    (text, key) =>
      new Bytes(signatureOf(`HS${bits}`, text, key, machine));
  const digest =
    (name: string): Callable =>
    (text) =>
      new Bytes(signatureOf(name, text, undefined, machine));
  const [utf8, latin1, base64, base64url, hex] = ['utf8', 'latin1', 'base64', 'base64url', 'hex'].map(
    (name) => cryptoEncoding(name, machine),
  );
  return new Library('CryptoJS', {
    enc: new Library('CryptoJS.enc', {
      Utf8: utf8,
      Latin1: latin1,
      Base64: base64,
      Base64url: base64url,
      Hex: hex,
    }),
    HmacSHA256: hmac('256'),
    HmacSHA384: hmac('384'),
    HmacSHA512: hmac('512'),
    ...Object.fromEntries(['SHA1', 'SHA256', 'SHA384', 'SHA512', 'MD5'].map((name) => [name, digest(name)])),
  });
};

/** Names of the language and of Node that turn texts into others. */
export const encodingGlobals = (machine: Machine): Readonly<Record<string, unknown>> => {
  const base64: Callable = (value) => encoded(value, 'base64', machine);
  const from = bufferFrom(machine);
  return {
    btoa: base64,
    atob: (value: unknown) => decoded(value, 'base64', machine),
    Buffer: Object.assign((value: unknown, encoding: unknown) => from(value, encoding), { from }),
    encodeURIComponent: kept(encodeURIComponent, machine),
    decodeURIComponent: kept(decodeURIComponent, machine),
    encodeURI: kept(encodeURI, machine),
    decodeURI: kept(decodeURI, machine),
    escape: kept(encodeURIComponent, machine),
    unescape: kept(decodeURIComponent, machine),
    TextEncoder: () => ({ encode: (value: unknown) => new Bytes(textOf(value, machine)) }),
    TextDecoder: () => ({ decode: (value: unknown) => textOf(value, machine) }),
    CryptoJS: cryptoJs(machine),
  };
};
