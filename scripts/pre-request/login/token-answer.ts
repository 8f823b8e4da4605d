/** Reads the token endpoint's answer, trusting nothing in it (RFC 6749 §5.1 and §5.2). */

import type { ClientCredentials } from 'postsmith';
import { LoginFailure } from './failure.ts';
import * as say from './messages/answer.ts';
import { clean } from './redact.ts';
import type { Token } from './token-store.ts';
import { resolve } from './variables.ts';

type Fields = Readonly<Record<string, unknown>>;

/** RFC 6750 §2.1 (b64token): anything else could smuggle a header into every request. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** Seconds; who says more is taken to mean a year. */
const YEAR = 31_536_000;

/** Returns the token. @throws LoginFailure when the answer isn't one. */
export function readTokenAnswer(
  answer: PostmanResponse,
  authorization: ClientCredentials,
  secrets: string[],
): Token {
  const body = answer.text() ?? '';
  const fields = parse(body);
  if (answer.code < 200 || answer.code > 299) throw refusal(answer, fields, body, authorization, secrets);
  if (fields === undefined) throw failure(say.unreadable(answer.code, describe(body)));
  const { access_token: token, token_type: type = 'Bearer' } = fields;
  if (typeof token === 'string') secrets.push(token);
  if (fields['error'] !== undefined && !token) throw refusal(answer, fields, body, authorization, secrets);
  if (token === undefined || token === null || token === '') throw failure(say.noToken);
  if (typeof token !== 'string' || !TOKEN.test(token)) throw failure(say.badToken);
  if (String(type).toLowerCase() !== 'bearer') throw failure(say.notBearer(clean(String(type), secrets, 40)));
  return {
    accessToken: token,
    lifetime: lifetimeOf(fields['expires_in'], authorization.tokenLifetime),
    scope: scopeOf(fields['scope'], resolve(authorization.scope ?? '').text, secrets),
  };
}

const failure = (sentences: readonly [string, string]): LoginFailure => new LoginFailure(...sentences);

/** The fields of a JSON object; undefined when the body isn't one. */
function parse(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
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
  answer: PostmanResponse,
  fields: Fields | undefined,
  body: string,
  { provider }: ClientCredentials,
  secrets: readonly string[],
): LoginFailure {
  const tell = (value: unknown): string => (typeof value === 'string' ? clean(value, secrets) : '');
  const error = tell(fields?.['error']);
  const description = tell(fields?.['error_description']);
  const wait = retryAfter(answer.headers.get('Retry-After'));
  const causes = Object.entries(provider?.likelyCauses ?? {}).find(([code]) => code === error)?.[1] ?? [];
  const parts = [
    error === '' ? say.noReason(fields === undefined ? describe(body) : '') : say.reason(error, description),
    causes.length > 0 ? say.likelyCauses(provider?.name, causes) : say.causeOf(answer.code, error),
    wait === undefined ? '' : say.retryAfter(wait),
  ];
  return new LoginFailure(say.title(answer.code, error), parts.filter(Boolean).join(' '), {
    isRefusal: answer.code < 300 || [400, 401, 403].includes(answer.code),
    pause: wait ?? 30,
  });
}

/** Seconds to wait, from seconds or a date (RFC 9110 §10.2.3); at most an hour. */
function retryAfter(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return seconds >= 0 ? Math.min(Math.ceil(seconds), 3600) : undefined;
}

/** Seconds that the token lives: what the server says if it makes sense, else what is declared. */
function lifetimeOf(value: unknown, declared: number): number {
  if (value === undefined || value === null) return declared;
  const isNumeric =
    typeof value === 'number' || (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value));
  const seconds = isNumeric ? Math.floor(Number(value)) : 0;
  if (seconds >= 1) return Math.min(seconds, YEAR);
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
