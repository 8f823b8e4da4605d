/** Judges the `Accept` header of an API request by the declared one (RFC 9110 §12.5.1). */

import type { RequestDeclaration } from '../model/collection.ts';
import { fillPlaceholders } from '../model/placeholders.ts';
import type { Refusal } from './refusal.ts';

type Values = Readonly<Record<string, string>>;

/** The value of a header that the request declares and sends; undefined = there is none. */
export const declaredHeader = (
  { headers }: RequestDeclaration,
  wanted: string,
  values: Values,
): string | undefined => {
  const header = headers?.find(({ name, enabled }) => enabled !== false && name.toLowerCase() === wanted);
  return header && fillPlaceholders(header.value, values);
};

/** Refuses a request that does not ask for the media types that it declares; one that declares none may ask for any. */
export const judgeAccept = (
  request: RequestDeclaration,
  accept: string | undefined,
  values: Values,
): Refusal | undefined => {
  const expected = declaredHeader(request, 'accept', values);
  if (expected === undefined || accept === expected) return undefined;
  return { status: 406, problem: `the Accept header is ${accept ?? 'missing'}, not ${expected}` };
};
