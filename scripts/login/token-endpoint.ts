/** Asks the token endpoint from a script in Postman, and keeps what it gives beside the token. */

import type { Attempt } from './attempt.ts';
import { LoginFailure } from './login-failure.ts';
import { networkFailure, timedOut } from './messages/network.ts';
import { smallerScope } from './messages/response.ts';
import type { LoginParts } from './parts.ts';
import { readResponse } from './response.ts';
import { lackingScope } from './scope.ts';
import { encodeRequest, prepareRequest } from './token-request.ts';
import type { TokenResponse } from './token-response.ts';
import type { Token } from './token-store.ts';
import { put, valueOf } from './variables.ts';

/** Milliseconds. Postman's own time-out is endless unless people set one. */
const TIMEOUT = 30_000;

/** @throws LoginFailure when there is no token */
export async function requestToken(attempt: Attempt, parts: LoginParts): Promise<Token> {
  const makeRequest = await prepareRequest(attempt, parts);
  attempt.throwProblems();
  const request = await makeRequest();
  const response = await send(
    attempt,
    encodeRequest(request, attempt.way.encoding === 'json' ? parts.encode : undefined),
  );
  const received = {
    status: response.code,
    retryAfter: response.headers.get('Retry-After') ?? '',
    body: response.text() ?? '',
  };
  const { assertion } = attempt.configuration.variables;
  const { refreshToken } = attempt.way;
  const read = readResponse(received, attempt, {
    onRejection() {
      const { client_assertion: client, assertion: grant } = request.parameters;
      if (assertion !== undefined) put(assertion, String(client ?? grant ?? ''));
    },
    onRefreshToken(token) {
      if (refreshToken !== undefined) put(refreshToken, token);
    },
  });
  if (assertion !== undefined) put(assertion, '');
  return accept(read, attempt);
}

function accept(response: TokenResponse, { way, scope, configuration }: Attempt): Token {
  for (const warning of response.warnings) console.warn(warning);
  // RFC 6749 §5.1 and §6: what is not said is what was asked for, or what the refresh token was granted before.
  const silent = way.refreshToken === undefined ? scope : valueOf(configuration.variables.scope);
  const lacking = response.scope === undefined ? [] : lackingScope(scope, response.scope);
  if (lacking.length > 0) console.warn(smallerScope(lacking.join(' ')));
  return {
    accessToken: response.token,
    lifetime: response.lifetime ?? way.tokenLifetime,
    scope: response.scope ?? silent,
  };
}

/** Returns the response, whatever its status. @throws LoginFailure when there is none */
const send = (
  attempt: Attempt,
  { headers, body }: ReturnType<typeof encodeRequest>,
): Promise<PostmanResponse> =>
  new Promise((resolve, reject) => {
    const { endpoint } = attempt;
    const fail = (failure: readonly [string, string]): void => reject(new LoginFailure(...failure));
    const timer = setTimeout(() => fail(timedOut(attempt.show(endpoint), TIMEOUT / 1000)), TIMEOUT);
    const request = {
      url: endpoint,
      method: 'POST',
      header: headers,
      body: { mode: 'raw', raw: body },
    } as const;
    pm.sendRequest(request, (error, response) => {
      clearTimeout(timer);
      if (!error) return resolve(response);
      const details = attempt.show(`${error.code ?? ''} ${error.message ?? ''}`);
      return fail(networkFailure(attempt.show(endpoint), details));
    });
  });
