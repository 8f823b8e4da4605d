/** Makes the token request (RFC 6749 §3.2, RFC 7521 §4). */

import type { Attempt } from './attempt.ts';
import { encodeForm } from './form.ts';
import { badHeader } from './messages/inputs.ts';
import type { LoginParts, TokenRequest } from './parts.ts';

/** Reads at once what the request needs, so that all problems are reported before anything is signed; returns how to make it. */
export async function prepareRequest(
  attempt: Attempt,
  parts: LoginParts,
): Promise<() => Promise<TokenRequest>> {
  const { way } = attempt;
  const request = startRequest(attempt);
  for (const [name, variable] of Object.entries(way.secretParameters)) {
    request.parameters[name] = await attempt.secret(variable);
  }
  const makeAssertion = way.jwt && (await parts.jwt?.(way.jwt, attempt, parts, false));
  const authenticate = await prepareClient(attempt, parts);
  return async () => {
    if (makeAssertion) request.parameters['assertion'] = await makeAssertion();
    await authenticate?.(request);
    return request;
  };
}

function startRequest(attempt: Attempt): TokenRequest {
  const { parameters, headers = {} } = attempt.way;
  const filled = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? attempt.fill(value) : value.map((each) => attempt.fill(each)),
  ]);
  return {
    parameters: Object.fromEntries(filled),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fillHeader(name, value, attempt)]),
    ),
  };
}

/** A value that was pasted may hold what no header can carry (RFC 9110 §5.5). */
function fillHeader(name: string, template: string, attempt: Attempt): string {
  const value = attempt.fill(template).trim();
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) attempt.report(badHeader(name, template));
  return value;
}

async function prepareClient(attempt: Attempt, parts: LoginParts) {
  const { clientAuthentication: configuration } = attempt.way;
  if (configuration === undefined) return undefined;
  return parts.clientAuthentications[configuration.method]?.(configuration, attempt, parts);
}

/** The headers and the body that are sent. */
export const encodeRequest = (
  { parameters, headers }: TokenRequest,
  encode: LoginParts['encode'],
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } => ({
  headers: {
    'Content-Type': encode ? 'application/json' : 'application/x-www-form-urlencoded',
    Accept: 'application/json',
    ...headers,
  },
  body: (encode ?? encodeForm)(parameters),
});
