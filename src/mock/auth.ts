/** Judges what a request is sent with where no OAuth 2.0 token is wanted. */

import type { IncomingMessage } from 'node:http';
import type { PostmanAuthDeclaration } from '../model/auth.ts';
import { fillPlaceholders, type Values } from '../values/placeholders.ts';
import type { Rejection } from './request-demands.ts';

/** How the Authorization header begins that a kind of signature puts there; nothing else of it is judged. */
const SCHEMES: Readonly<Record<string, RegExp>> = {
  hawk: /^Hawk id=/,
  awsV4: /^AWS4-HMAC-SHA256 Credential=/,
  oauth1: /^OAuth /,
  edgeGrid: /^EG1-HMAC-SHA256 /,
};

/** The value that must arrive, and where it is. */
const expectedOf = (
  auth: PostmanAuthDeclaration,
  values: Values,
): { readonly name: string; readonly value: string; readonly isQuery?: boolean } | undefined => {
  const fill = (text: string): string => fillPlaceholders(text, values);
  switch (auth.kind) {
    case 'basic': {
      const credentials = Buffer.from(`${fill(auth.username)}:${fill(auth.password)}`).toString('base64');
      return { name: 'authorization', value: `Basic ${credentials}` };
    }
    case 'bearer':
      return { name: 'authorization', value: `Bearer ${fill(auth.token)}` };
    case 'apiKey':
      return { name: fill(auth.key), value: fill(auth.value), isQuery: auth.in === 'query' };
    default:
      return undefined;
  }
};

const isSignedElsewhere = (auth: PostmanAuthDeclaration): boolean =>
  (auth.kind === 'awsV4' && auth.addAuthDataToQuery === true) ||
  (auth.kind === 'oauth1' && auth.addParamsToHeader === false);

/** Rejects a request that is sent with something else than is declared; digest and NTLM are not challenged, and so pass. */
export const judgeAuth = (
  auth: PostmanAuthDeclaration,
  { headers, url = '' }: IncomingMessage,
  values: Values,
): Rejection | undefined => {
  const scheme = isSignedElsewhere(auth) ? undefined : SCHEMES[auth.kind];
  if (scheme !== undefined) {
    return scheme.test(headers.authorization ?? '')
      ? undefined
      : { status: 401, problem: `the Authorization header has no signature of ${auth.kind}` };
  }
  const expected = expectedOf(auth, values);
  if (expected === undefined) return undefined;
  const { name, value, isQuery = false } = expected;
  const actual = isQuery
    ? new URL(url, 'https://localhost').searchParams.get(name)
    : headers[name.toLowerCase()];
  if (actual === value) return undefined;
  const where = isQuery ? `the query parameter ${name}` : `the header ${name}`;
  return { status: 401, problem: `${where} is ${actual ? 'not what is declared' : 'missing'}` };
};
