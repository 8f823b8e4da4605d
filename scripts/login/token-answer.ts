/** Reads the token endpoint's answer, trusting nothing in it (RFC 6749 §5.1 and §5.2). */

import { scope } from './attempt.ts';
import { LoginFailure } from './failure.ts';
import * as say from './messages/answer.ts';
import type { Token } from './plan.ts';
import { clean, secrets } from './redact-before.ts';

/** What an answer is read with beside itself. */
export interface AnswerOptions {
  /** Seconds that a token is taken to live when the server does not say. */
  readonly lifetime: number;
  /** What the provider's error, or a status without one, most likely means; '' where nobody knows. */
  readonly explain?: (error: string) => string;
  /** Told of the form of a request that was refused. */
  readonly onRefusal?: (form: Readonly<Record<string, string>>) => void;
  /** Told of every answer that refuses nothing, before it is looked at: a server may have replaced a refresh token. */
  readonly onToken?: (fields: Fields) => void;
  /** The scope of a token whose answer says none; what was asked for unless given (RFC 6749 §5.1, §6). */
  readonly silentScope?: () => string;
}

/** RFC 6750 §2.1 (b64token): anything else could smuggle a header into every request. */
const TOKEN = /^[\w.~+/-]+=*$/;

type Fields = Readonly<Record<string, unknown>>;

function fail(cause: string): never {
  throw new LoginFailure(say.badAnswer, cause);
}

/** Returns the token. @throws LoginFailure when the answer isn't one. */
export function readTokenAnswer(
  answer: PostmanResponse,
  options: AnswerOptions,
  form: Readonly<Record<string, string>>,
): Token {
  const { code } = answer;
  const body = (answer.text() ?? '').trim();
  const fields = parse(body);
  const { access_token: token, token_type: type = 'Bearer', error } = fields ?? {};
  if (code < 200 || code > 299 || (error && !token)) {
    if (code < 404) options.onRefusal?.(form);
    throw refusal(answer, fields, body, options);
  }
  if (!fields) return fail(say.unreadable(code, say.describe(body)));
  options.onToken?.(fields);
  if (typeof token !== 'string' || !TOKEN.test(token)) return fail(token ? say.badToken : say.noToken);
  secrets.push(token);
  if (!/^bearer$/i.test(String(type))) return fail(say.notBearer(clean(String(type), 40)));
  return {
    accessToken: token,
    lifetime: lifetimeOf(fields['expires_in'], options.lifetime),
    scope: scopeOf(fields['scope']) ?? (options.silentScope ?? (() => scope))(),
  };
}

/** The fields of a JSON object; undefined when the body isn't one. */
function parse(body: string): Fields | undefined {
  try {
    return body[0] === '{' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

/** Says status, error, description and likely causes of an answer that refuses. */
function refusal(
  { code, headers }: PostmanResponse,
  fields: Fields | undefined,
  body: string,
  { explain }: AnswerOptions,
): LoginFailure {
  const [error = '', description = ''] = ['error', 'error_description'].map((name) =>
    clean(String(fields?.[name] ?? '')),
  );
  const wait = secondsOf(headers.get('Retry-After'));
  const message =
    (error ? say.reason(error, description) : say.noReason(fields ? '' : say.describe(body))) +
    (explain?.(error || String(code)) || say.causeOf(code, error)) +
    (wait ? say.retryAfter(wait) : '');
  return new LoginFailure(say.title(code, error), message, wait);
}

/** Seconds to wait, from seconds or a date (RFC 9110 §10.2.3). */
function secondsOf(value = ''): number | undefined {
  const seconds = Number(value) || Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}

/** Seconds that the token lives: what the server says if it makes sense, else what is declared. */
function lifetimeOf(value: unknown, declared: number): number {
  const seconds = Math.floor(Number(value));
  if (seconds >= 1 && seconds < 1e9) return seconds;
  if (value !== undefined && value !== null) console.warn(say.oddLifetime);
  return declared;
}

/** What was granted, as far as the answer says it. */
function scopeOf(value: unknown): string | undefined {
  const tokens: readonly string[] = typeof value === 'string' ? (value.match(/[!-+\--~]+/g) ?? []) : [];
  if (!tokens[0]) return undefined;
  const lacking = scope.split(' ').filter((token) => token && !tokens.includes(token));
  if (lacking[0]) console.warn(say.smallerScope(lacking.join(' ')));
  return tokens.join(' ');
}
