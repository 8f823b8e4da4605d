/** Makes the token request, sends it, and waits for whatever comes (RFC 6749 §3.2, RFC 7521 §4). */

import type { Attempt } from './attempt.ts';
import { encodeForm } from './form.ts';
import { LoginFailure } from './login-failure.ts';
import { networkFailure, timedOut } from './messages/network.ts';
import type { LoginParts, TokenRequest } from './parts.ts';
import { readResponse } from './response.ts';
import type { Token } from './token-store.ts';
import { put } from './variables.ts';

/** Milliseconds. Postman's own time-out is endless unless people set one. */
const TIMEOUT = 30_000;

/** Asks the token endpoint. Everything that is wrong with the inputs is told before anything is signed or sent. */
export async function requestToken(attempt: Attempt, parts: LoginParts): Promise<Token> {
  const { way, configuration } = attempt;
  const request = startRequest(attempt);
  for (const [name, variable] of Object.entries(way.secretParameters)) {
    request.parameters[name] = await attempt.secret(variable);
  }
  const makeAssertion = way.jwt && (await parts.jwt?.(way.jwt, attempt, parts, false));
  const authenticate = await prepareClient(attempt, parts);
  attempt.throwProblems();
  if (makeAssertion) request.parameters['assertion'] = await makeAssertion();
  await authenticate?.(request);
  const response = await send(attempt, request, parts);
  const { assertion } = configuration.variables;
  const token = readResponse(response, attempt, () => {
    const { client_assertion: client, assertion: grant } = request.parameters;
    if (assertion !== undefined) put(assertion, String(client ?? grant ?? ''));
  });
  if (assertion !== undefined) put(assertion, '');
  return token;
}

function startRequest(attempt: Attempt): TokenRequest {
  const { parameters, headers = {} } = attempt.way;
  const filled = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? attempt.fill(value) : value.map((each) => attempt.fill(each)),
  ]);
  return {
    parameters: Object.fromEntries(filled),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, attempt.fill(value)])),
  };
}

async function prepareClient(attempt: Attempt, parts: LoginParts) {
  const { clientAuthentication: configuration } = attempt.way;
  if (configuration === undefined) return undefined;
  return parts.clientAuthentications[configuration.method]?.(configuration, attempt, parts);
}

/** Returns the response, whatever its status. @throws LoginFailure when there is none */
const send = (
  attempt: Attempt,
  { parameters, headers }: TokenRequest,
  { encode }: LoginParts,
): Promise<PostmanResponse> =>
  new Promise((resolve, reject) => {
    const { endpoint } = attempt;
    const fail = (failure: readonly [string, string]): void => reject(new LoginFailure(...failure));
    const timer = setTimeout(() => fail(timedOut(attempt.show(endpoint), TIMEOUT / 1000)), TIMEOUT);
    const request = {
      url: endpoint,
      method: 'POST',
      header: {
        'Content-Type': encode ? 'application/json' : 'application/x-www-form-urlencoded',
        Accept: 'application/json',
        ...headers,
      },
      body: { mode: 'raw', raw: (encode ?? encodeForm)(parameters) },
    } as const;
    pm.sendRequest(request, (error, response) => {
      clearTimeout(timer);
      if (!error) return resolve(response);
      const details = attempt.show(`${error.code ?? ''} ${error.message ?? ''}`);
      return fail(networkFailure(attempt.show(endpoint), details));
    });
  });
