/** The login: it sees to it that a live access token is there before the request leaves, or that none leaves. */

import { Attempt } from './attempt.ts';
import { fingerprintOf, inputsOfWays } from './cache-key.ts';
import type { LoginConfiguration, WayConfiguration } from './configuration.ts';
import { LoginFailure } from './login-failure.ts';
import { loginFailed, unexpected, unusableEndpoint } from './messages/inputs.ts';
import type { LoginParts } from './parts.ts';
import { clean } from './redact.ts';
import { recall, rememberFailure } from './rejection-memory.ts';
import { skipRequest, takeRefusal } from './sandbox.ts';
import { requestToken } from './token-endpoint.ts';
import { forgetToken, hasLiveToken, storeToken, type Token } from './token-store.ts';
import { postman, valueOf } from './variables.ts';

/** Logs in, unless a live token is kept, the request wants no authorization, or a script has refused it. */
export function login(configuration: LoginConfiguration, parts: LoginParts): void {
  if (configuration.afterScripts && takeRefusal()) return;
  if (pm.request.auth?.type === 'noauth') return;
  const fail = (error: unknown): void => failClosed(error, configuration);
  try {
    parts.person?.begin(configuration);
    const ways = openWays(configuration, parts);
    if (hasLiveToken(configuration, ways, parts.person !== undefined)) return;
    if (ways.length === 0) parts.person?.standAside(configuration);
    else getToken({ ...configuration, ways }, parts).catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** The ways whose variable has a value. Their hosts are understood first, as the request itself uses the same variables. */
function openWays({ ways }: LoginConfiguration, { settleHost }: LoginParts): readonly WayConfiguration[] {
  for (const { host } of ways) if (host !== undefined) settleHost?.(host);
  return ways.filter(({ opener }) => opener === undefined || valueOf(opener).trim() !== '');
}

/** Tries one open way after the other. */
async function getToken(configuration: LoginConfiguration, parts: LoginParts): Promise<void> {
  const { variables, ways } = configuration;
  const inputs = fingerprintOf(inputsOfWays(ways));
  recall(inputs);
  const failures: LoginFailure[] = [];
  for (const [at, way] of ways.entries()) {
    const sentAt = Math.floor(Date.now() / 1000);
    try {
      const token = await tryWay(way, configuration, parts);
      for (const { message } of failures) console.warn(message);
      storeToken(variables, token, ways.slice(0, at + 1), sentAt);
      return;
    } catch (error) {
      failures.push(asFailure(error));
    }
  }
  const [first = asFailure('there is no way')] = failures;
  const failure = failures.length > 1 && parts.tellTogether ? parts.tellTogether(failures, ways) : first;
  rememberFailure(inputs, failure);
  throw failure;
}

/** RFC 6749 §3.2. Plain http at a loopback address never leaves the machine. */
const ENDPOINT = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1|\[::1])(:\d+)?)([/?][^\s#]*)?$/i;

/** What may be asked where plain http is meant. */
const ANY_ENDPOINT = /^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/i;

async function tryWay(
  way: WayConfiguration,
  configuration: LoginConfiguration,
  parts: LoginParts,
): Promise<Token> {
  const attempt = new Attempt(configuration, way, postman);
  const { endpoint, problems } = attempt;
  if (way.tokenEndpoint === undefined) return signToken(attempt, parts);
  const isUsable = (way.allowHttp ? ANY_ENDPOINT : ENDPOINT).test(endpoint);
  if (!isUsable && problems.length === 0) attempt.report(unusableEndpoint(attempt.show(endpoint)));
  return requestToken(attempt, parts);
}

/** The signed JWT is the token. */
async function signToken(attempt: Attempt, parts: LoginParts): Promise<Token> {
  const { jwt } = attempt.way;
  if (jwt === undefined || parts.jwt === undefined) throw new TypeError('there is no JWT');
  const makeToken = await parts.jwt(jwt, attempt, parts, false);
  attempt.throwProblems();
  return { accessToken: await makeToken(), lifetime: jwt.lifetime, scope: attempt.scope };
}

const asFailure = (error: unknown): LoginFailure =>
  error instanceof LoginFailure ? error : new LoginFailure(unexpected, clean(String(error), []), 0);

/** Forgets the old token, fails one test and skips the request. */
function failClosed(error: unknown, { variables }: LoginConfiguration): void {
  const { problem, message } = asFailure(error);
  forgetToken(variables);
  skipRequest(loginFailed(problem), message);
}
