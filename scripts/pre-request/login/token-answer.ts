/** Reads the token endpoint's answer, trusting nothing in it (RFC 6749 §5.1 and §5.2). */

import type { Attempt, Token } from './attempt.ts';
import { LoginFailure } from './failure.ts';
import * as say from './messages/answer.ts';
import { clean } from './redact.ts';
import { put } from './variables.ts';

/** RFC 6750 §2.1 (b64token): anything else could smuggle a header into every request. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** Seconds; who says more is taken to mean a year. */
const YEAR = 31_536_000;

type Fields = Readonly<Record<string, unknown>>;

/** Returns the token. @throws LoginFailure when the answer isn't one. */
export function readTokenAnswer(
  answer: PostmanResponse,
  attempt: Attempt,
  form: Readonly<Record<string, string>>,
): Token {
  const { secrets, plan } = attempt;
  const body = answer.text() ?? '';
  const fields = parse(body);
  const { access_token: token, token_type: type = 'Bearer', error } = fields ?? {};
  if (answer.code < 200 || answer.code > 299 || (error && !token)) {
    const { assertion } = plan.variables;
    // A refused assertion is kept for troubleshooting, where there is a variable for it.
    if (assertion && answer.code < 404) put(assertion, form['client_assertion'] ?? form['assertion'] ?? '');
    throw refusal(answer, fields, body, attempt);
  }
  if (!fields) throw new LoginFailure(say.badAnswer, say.unreadable(answer.code, describe(body)));
  if (typeof token === 'string') secrets.push(token);
  if (!token) throw new LoginFailure(say.badAnswer, say.noToken);
  if (typeof token !== 'string' || !TOKEN.test(token)) throw new LoginFailure(say.badAnswer, say.badToken);
  if (String(type).toLowerCase() !== 'bearer')
    throw new LoginFailure(say.badAnswer, say.notBearer(clean(String(type), secrets, 40)));
  return {
    accessToken: token,
    lifetime: lifetimeOf(fields['expires_in'], plan.lifetime),
    scope: scopeOf(fields['scope'], attempt.scope, secrets),
  };
}

/** The fields of a JSON object; undefined when the body isn't one. */
function parse(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function describe(body: string): string {
  const text = body.trim();
  if (text === '') return say.emptyBody;
  return text.startsWith('<') ? say.html : say.incomplete;
}

/** Says status, error, description and likely causes of an answer that refuses. */
function refusal(
  { code, headers }: PostmanResponse,
  fields: Fields | undefined,
  body: string,
  { secrets, plan: { provider } }: Attempt,
): LoginFailure {
  const tell = (name: string): string => clean(String(fields?.[name] ?? ''), secrets);
  const error = tell('error');
  const wait = secondsOf(headers.get('Retry-After'));
  const causes = Object.entries(provider?.likelyCauses ?? {}).find(
    ([name]) => name === (error || String(code)),
  )?.[1];
  const message =
    (error ? say.reason(error, tell('error_description')) : say.noReason(fields ? '' : describe(body))) +
    (causes ? say.likelyCauses(provider?.name, causes) : say.causeOf(code, error)) +
    (wait ? say.retryAfter(wait) : '');
  return new LoginFailure(say.title(code, error), message, wait);
}

/** Seconds to wait, from seconds or a date (RFC 9110 §10.2.3); at most an hour. */
function secondsOf(value = ''): number | undefined {
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : undefined;
}

/** Seconds that the token lives: what the server says if it makes sense, else what is declared. */
function lifetimeOf(value: unknown, declared: number): number {
  if (value === undefined || value === null) return declared;
  const seconds = Math.floor(Number(typeof value === 'string' ? value.trim() || NaN : value));
  if (typeof value !== 'object' && typeof value !== 'boolean' && seconds >= 1) return Math.min(seconds, YEAR);
  console.warn(say.oddLifetime(declared));
  return declared;
}

/** What was granted; an answer without a scope grants what was asked for (RFC 6749 §5.1). */
function scopeOf(value: unknown, asked: string, secrets: readonly string[]): string {
  if (typeof value !== 'string' || value.trim() === '') return asked;
  const granted = clean(value, secrets, 4000).split(/[\s,]+/);
  const lacking = asked.split(/\s+/).filter((scope) => scope !== '' && !granted.includes(scope));
  if (lacking.length > 0) console.warn(say.smallerScope(lacking.join(' ')));
  return granted.join(' ');
}
