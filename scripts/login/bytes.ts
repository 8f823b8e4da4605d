/** Bytes to text and back. newman's sandbox lacks `TextEncoder` and warns about `atob`. */

const plain = (buffer: Uint8Array): Uint8Array => Uint8Array.from(buffer);

export const utf8 = (text: string): Uint8Array => plain(Buffer.from(text));

export const fromUtf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Reads base64 and base64url, and passes over what is neither. */
export const fromBase64 = (text: string): Uint8Array => plain(Buffer.from(text, 'base64'));

/** Without padding (RFC 7515 §2). */
export const base64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const fromHex = (text: string): Uint8Array => plain(Buffer.from(text, 'hex'));
