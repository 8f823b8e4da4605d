/** Writes the parameters of a token request as a JSON object, for servers that want no form. */

import type { TokenRequest } from './parts.ts';

/** Braces in texts are escaped, so that Postman finds no `{{placeholder}}` to fill in. */
export const encode = (parameters: TokenRequest['parameters']): string =>
  JSON.stringify(parameters).replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(/\{/g, '\\u007b').replace(/\}/g, '\\u007d'),
  );
