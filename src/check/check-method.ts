/** Checks a request's method (RFC 9110 §9). */

import type { Fields } from '../values/fields.ts';

/** RFC 9110 §5.6.2, in capitals: engines write each method so. */
const token = /^[!#$%&'*+.^_`|~\dA-Z-]+$/;

/** Checks the field `method`: one of those that Postman lists, or another. */
export const checkMethod = (fields: Fields): void => {
  const method = fields.text('method');
  if (method === undefined || token.test(method)) return;
  fields.report(
    'method',
    `must be a method in capitals, such as GET or REPORT, but is ${JSON.stringify(method)}`,
  );
};
