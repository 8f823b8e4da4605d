/** The login: it sees to it that a live access token is there before the request leaves, or that none leaves. */

import { Attempt } from './attempt.ts';
import { fingerprintOf, inputsOfWays } from './cache-key.ts';
import type { LoginConfiguration, WayConfiguration } from './configuration.ts';
import { wantedIdentity } from './identity.ts';
import { LoginFailure } from './login-failure.ts';
import {
  hiddenToken,
  loginFailed,
  nextWayServed,
  scriptFault,
  unexpected,
  unusableEndpoint,
} from './messages/inputs.ts';
import type { LoginParts } from './parts.ts';
import { clean } from './redact.ts';
import { recall, rememberFailure } from './rejection-memory.ts';
import { skipRequest, takeRefusal } from './sandbox.ts';
import { requestToken } from './token-endpoint.ts';
import {
  blockToken,
  forgetToken,
  hasLiveToken,
  storeToken,
  unblockToken,
  type Token,
} from './token-store.ts';
import { postman, valueOf } from './variables.ts';

/** Logs in as whom the request wants, unless a live token is kept, it wants none of ours, or a script has refused it. */
export function login(identities: readonly LoginConfiguration[], parts: LoginParts): void {
  if (identities[0]?.afterScripts && takeRefusal()) return;
  const configuration = wantedIdentity(identities);
  if (configuration !== undefined) logInAs(configuration, parts);
}

function logInAs(configuration: LoginConfiguration, parts: LoginParts): void {
  const fail = (error: unknown): void => failClosed(error, configuration);
  try {
    unblockToken(configuration.variables);
    // Every way asks the same token endpoint. Its host is understood first, as the request itself uses the same variable.
    const host = configuration.ways[0]?.host;
    const hostProblem = host === undefined ? undefined : parts.settleHost?.(host);
    const ways = configuration.ways.filter(isOpen);
    if (hasLiveToken(configuration, ways)) return blockHiddenToken(configuration);
    if (ways.length === 0) parts.standAside?.(configuration);
    else
      getToken({ ...configuration, ways }, parts, hostProblem)
        .then(() => blockHiddenToken(configuration))
        .catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** A row of a data file, or a script, may have a variable of the token's name: that would be sent, whosever it is. */
function blockHiddenToken({ variables }: LoginConfiguration): void {
  const { accessToken: name } = variables;
  if (valueOf(name) === String(pm.environment.get(name) ?? '')) return;
  blockToken(variables);
  skipRequest(loginFailed('another value hides the token'), hiddenToken(name));
}

const isOpen = ({ opener }: WayConfiguration): boolean =>
  opener === undefined || valueOf(opener).trim() !== '';

/** Tries one open way after the other. */
async function getToken(
  configuration: LoginConfiguration,
  parts: LoginParts,
  hostProblem: string | undefined,
): Promise<void> {
  const { variables, ways } = configuration;
  const inputs = fingerprintOf(inputsOfWays(ways));
  recall(inputs, variables);
  const failures: LoginFailure[] = [];
  for (const [at, way] of ways.entries()) {
    const sentAt = Math.floor(Date.now() / 1000);
    const attempt = new Attempt(configuration, way, postman);
    if (hostProblem !== undefined) attempt.report(hostProblem);
    try {
      const token = await tryWay(attempt, parts);
      storeToken(variables, token, ways.slice(0, at + 1), sentAt);
      if (failures.length > 0)
        console.warn(nextWayServed(together(failures, ways, parts).message, way.title));
      return;
    } catch (error) {
      failures.push(asFailure(error, attempt.secrets));
    }
  }
  const failure = together(failures, ways, parts);
  rememberFailure(inputs, failure, variables);
  throw failure;
}

const together = (
  failures: readonly LoginFailure[],
  ways: readonly WayConfiguration[],
  { tellTogether }: LoginParts,
): LoginFailure => (ways.length > 1 ? tellTogether?.(failures, ways) : undefined) ?? asFailure(failures[0]);

/** RFC 6749 §3.2. Plain http at a loopback address never leaves the machine. */
const ENDPOINT = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1|\[::1])(:\d+)?)([/?][^\s#]*)?$/i;

/** What may be asked where plain http is meant. */
const ANY_ENDPOINT = /^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/i;

async function tryWay(attempt: Attempt, parts: LoginParts): Promise<Token> {
  const { way, endpoint, problems } = attempt;
  if (way.tokenEndpoint === undefined) return signToken(attempt, parts);
  const isUsable = (way.allowHttp ? ANY_ENDPOINT : ENDPOINT).test(endpoint);
  // A user and password before the host are nobody's business.
  const shown = attempt.show(endpoint.replace(/\/\/[^/?#]*@/, '//…@'));
  if (!isUsable && problems.length === 0) attempt.report(unusableEndpoint(shown));
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

const asFailure = (error: unknown, secrets: readonly string[] = []): LoginFailure =>
  error instanceof LoginFailure
    ? error
    : new LoginFailure(unexpected, scriptFault(clean(String(error), secrets)), 0);

/** Forgets the old token, fails one test and skips the request. Where a host has switched skipping off, nothing can be sent. */
function failClosed(error: unknown, { variables }: LoginConfiguration): void {
  const { problem, message } = asFailure(error);
  forgetToken(variables);
  blockToken(variables);
  skipRequest(loginFailed(problem), message);
}
