/** Drops a kept token that the API rejects, and repeats the request once with a new one (RFC 6750 §3.1). */

import type { RenewalConfiguration } from './configuration.ts';
import { sentIdentity } from './identity.ts';
import { causeList } from './messages/causes.ts';
import * as say from './messages/renewal.ts';
import type { Sent } from './person.ts';
import { clean } from './redact.ts';
import { forgetToken, isFresh } from './token-store.ts';
import { literal, remember, valueOf } from './variables.ts';

/** A local variable: the id of the request whose response is not judged, because it is asked for again. */
const REPEAT = 'postsmith.repeat';

/** A local variable for each identity: for what reason the API has rejected a token that was issued a moment before. */
const REJECTED = 'postsmith.rejected.';

/** What only some programs have. */
interface RenewalParts {
  readonly sentToken?: (configuration: RenewalConfiguration) => Sent;
}

/** Runs before all other post-response scripts, also after a request that could not be sent. */
export function renew(identities: readonly RenewalConfiguration[], { sentToken }: RenewalParts): void {
  const isRepeated = valueOf(REPEAT) === pm.info.requestId;
  if (valueOf(REPEAT) !== '') remember(REPEAT, '');
  const configuration = sentIdentity(identities);
  if (configuration === undefined) return;
  const sent = (configuration.isPersons ? sentToken?.(configuration) : undefined) ?? 'the kept token';
  if (sent === 'nothing') {
    // No other script judges a response that never came.
    remember(REPEAT, pm.info.requestId);
    fail(say.noTokenTitle, say.noToken);
  } else if (sent === "the button's token") {
    if (pm.response.code === 401) fail(say.buttonTitle, say.buttonCause);
  } else judge(configuration, isRepeated);
}

function fail(name: string, message: string): void {
  pm.test(name, () => {
    throw new Error(message);
  });
}

/** Tells whether the response rejects the token itself, not what it may do. */
function rejectsToken({ rejectsWithEmpty403 }: RenewalConfiguration): boolean {
  const { code } = pm.response;
  if (code !== 403) return code === 401;
  if ((pm.response.text() ?? '').trim() !== '') return false;
  if (rejectsWithEmpty403 !== true && !isFresh()) console.warn(say.empty403);
  return rejectsWithEmpty403 === true;
}

function judge(configuration: RenewalConfiguration, isRepeated: boolean): void {
  if (!rejectsToken(configuration)) return;
  const { code } = pm.response;
  const { variables, secrets } = configuration;
  const challenge = pm.response.headers.get('WWW-Authenticate') ?? '';
  const reason = clean(challenge, [variables.accessToken, ...secrets].map(literal), 200);
  // The error (RFC 6750 §3.1) alone: the rest of a challenge may differ each time.
  const mark = `${code} ${/error="?(\w+)/.exec(challenge)?.[1] ?? ''}`;
  const wasFresh = isFresh();
  const wasRejectedBefore = valueOf(REJECTED + variables.accessToken) === mark;
  if (!wasFresh && !isRepeated && !wasRejectedBefore) {
    forgetToken(configuration.variables);
    remember(REPEAT, pm.info.requestId);
    pm.test.skip(say.repeated(code));
    pm.execution.setNextRequest(pm.info.requestId);
    return;
  }
  // A token that one request was refused may be good for others. It stays, so that nobody asks for one after the other.
  remember(REJECTED + variables.accessToken, mark);
  const causes = causeList(configuration.provider, configuration.causes);
  const message = say.withReason(causes, reason);
  fail(say.freshTitle(code), wasFresh ? message : `${say.rejectedBefore} ${message}`);
}
