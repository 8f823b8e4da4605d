/** Writes texts and parameters as `application/x-www-form-urlencoded` (RFC 6749 appendix B). */

import type { TokenRequest } from './parts.ts';

/** Braces are escaped, so that Postman finds no `{{placeholder}}` to fill in. */
export const formUrlEncode = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+');

/** A parameter with several values is sent several times. */
export const encodeForm = (parameters: TokenRequest['parameters']): string =>
  Object.entries(parameters)
    .flatMap(([name, value]) => [value].flat().map((each) => [name, each].map(formUrlEncode).join('=')))
    .join('&');
