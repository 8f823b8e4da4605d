/** Writes texts and forms as `application/x-www-form-urlencoded` (RFC 6749 appendix B). */

/** Braces are escaped, so Postman finds no `{{placeholder}}` to fill in. */
export const encode = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+');

export const encodeForm = (form: Readonly<Record<string, string>>): string =>
  Object.entries(form)
    .map((pair) => pair.map(encode).join('='))
    .join('&');
