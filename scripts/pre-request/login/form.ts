/** Writes texts and forms as `application/x-www-form-urlencoded` (RFC 6749 appendix B). */

export const encode = (text: string): string =>
  encodeURIComponent(text)
    // Braces are escaped by now, so Postman finds no `{{placeholder}}` to fill in.
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');

export const encodeForm = (form: Readonly<Record<string, string>>): string =>
  Object.entries(form)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
