/** Bytes to text and back, with what both sandboxes have: newman's lacks `TextEncoder`. */

export const utf8 = (text: string): Uint8Array =>
  binary(
    encodeURIComponent(text).replace(/%(..)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  );

const binary = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** @throws Error when it is not base64 or base64url. */
export const fromBase64 = (text: string): Uint8Array =>
  binary(atob(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')));

/** Without padding (RFC 7515 §2). */
export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
