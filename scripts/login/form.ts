/** Writes texts as `application/x-www-form-urlencoded` (RFC 6749 appendix B). */

/** Braces are escaped, so that Postman finds no `{{placeholder}}` to fill in. */
export const formUrlEncode = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+');
