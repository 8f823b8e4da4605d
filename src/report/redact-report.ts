/**
 * Takes every secret out of a report, once, before anybody shows or writes it: what the run knows as one, and what stands
 * under a name that says so in a header, an address, a form, JSON or XML (see SECURITY.md).
 */

import type { BodyReport, ExchangeReport, NamedValue, RunReport } from './run-report.ts';
import type { Redactor } from './redact.ts';

const HIDDEN = '[hidden]';

const SECRET =
  /secret|passw(?:or)?d|passphrase|passcode|\bpwd\b|credential|(?:api|access|private|account|subscription|auth)[-_]?key|token|jwt|assertion|authori[sz]ation|cookie|session|signature|\bsig\b|dpop|\bcode(?:_verifier)?$|\bpin\b|\botp\b|\bsid\b|SAMLResponse/i;
/** They say how a token is used, how long it lives, or where it is had. */
const HARMLESS =
  /^(?:token_type|.*_(?:url|uri|endpoint|type|in|at|supported|method|expires|expiry|ttl|count|hint))$|^set-cookie2$/i;
const COOKIES = /^(?:set-)?cookie$/i;

/** True for the name of a header, parameter or member whose value is not shown. */
export const isSecretName = (name: string): boolean => SECRET.test(name) && !HARMLESS.test(name);

/** `a=[hidden]; Path=/`: of a cookie, its value. */
const withoutCookieValues = ({ name, value }: NamedValue): string =>
  name.toLowerCase() === 'cookie'
    ? value.replaceAll(/=[^;]*/g, `=${HIDDEN}`)
    : value.replace(/=[^;]*/, `=${HIDDEN}`);

const SCHEME = /^(?<scheme>Basic|Bearer|Digest|DPoP|Negotiate|Token|Hawk|AWS4-HMAC-SHA256|OAuth)\s/i;

const hideHeader = (header: NamedValue): NamedValue => {
  const { name, value } = header;
  if (COOKIES.test(name)) return { name, value: withoutCookieValues(header) };
  if (!isSecretName(name) || value === '') return header;
  const scheme = SCHEME.exec(value)?.groups?.['scheme'];
  return { name, value: scheme === undefined ? HIDDEN : `${scheme} ${HIDDEN}` };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The last part of `user[new_password]`, of `a.b`. */
const isSecretPart = (name: string): boolean =>
  isSecretName(decoded(name)) ||
  isSecretName(
    decoded(name)
      .replaceAll(/[[\].]+/g, ' ')
      .trim(),
  );

const PAIR = /(?<before>^|[?&#\n])(?<name>[^?&#=\s]{1,200})=(?<value>[^&#\s]+)/g;
const MEMBER =
  /(?<before>"(?<name>(?:[^"\\\n]|\\.){1,200})"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\d[\d.eE+-]*)/g;
const PART = /^(?<name>[\w.[\]-]{1,200}): (?<value>.+)$/gm;
const ELEMENT = /<(?<name>[\w:.-]{1,200})(?<rest>(?:\s[^<>]*)?)>[^<]+/g;

/** In JSON, `code` is that of an error. */
const isSecretMember = (name: string): boolean => name !== 'code' && isSecretName(name);

type Groups = Readonly<Record<string, string>>;

/** The last argument of a replacer holds the named groups. */
const groupsOf = (match: readonly unknown[]): Groups => match.at(-1) as Groups;

/** Hides what follows a secret's name, in any of the ways in which bodies and addresses are written. */
const hideNamed = (text: string): string =>
  text
    .replaceAll(PAIR, (whole: string, ...match: unknown[]) => {
      const { before = '', name = '' } = groupsOf(match);
      return isSecretPart(name) ? `${before}${name}=${HIDDEN}` : whole;
    })
    .replaceAll(MEMBER, (whole: string, ...match: unknown[]) => {
      const { before = '', name = '' } = groupsOf(match);
      return isSecretMember(name) ? `${before}"${HIDDEN}"` : whole;
    })
    .replaceAll(PART, (whole: string, ...match: unknown[]) => {
      const { name = '' } = groupsOf(match);
      return isSecretPart(name) ? `${name}: ${HIDDEN}` : whole;
    })
    .replaceAll(ELEMENT, (whole: string, ...match: unknown[]) => {
      const { name = '', rest = '' } = groupsOf(match);
      return isSecretName(name) ? `<${name}${rest}>${HIDDEN}` : whole;
    });

const hideBody = (body: BodyReport): BodyReport =>
  body.text === undefined ? body : { ...body, text: hideNamed(body.text) };

const hideExchange = ({ requestBody, responseBody, ...exchange }: ExchangeReport): ExchangeReport => ({
  ...exchange,
  url: hideNamed(exchange.url.replace(/\/\/[^/@\s]*@/, `//${HIDDEN}@`)),
  requestHeaders: exchange.requestHeaders.map(hideHeader),
  ...(requestBody !== undefined && { requestBody: hideBody(requestBody) }),
  responseHeaders: exchange.responseHeaders.map((header) =>
    header.name.toLowerCase() === 'location'
      ? { ...header, value: hideNamed(header.value) }
      : hideHeader(header),
  ),
  ...(responseBody !== undefined && { responseBody: hideBody(responseBody) }),
});

/** Secrets that a run meets: further ones are hidden where they stand, though not wherever they are echoed. */
const MOST = 300;
/** A shorter text would be a word as well. */
const SHORTEST = 8;

/** What a run was given and gave away, so that it is hidden where something else repeats it. */
const learnSecrets = ({ requests }: RunReport, redactor: Redactor): void => {
  const known = new Set<string>();
  const learn = (text: string): void => {
    if (text.length >= SHORTEST && !/\s/.test(text) && known.size < MOST) known.add(text);
  };
  for (const { exchange, sentByScripts } of requests) {
    for (const each of [...sentByScripts, ...(exchange === undefined ? [] : [exchange])]) {
      for (const header of [...each.requestHeaders, ...each.responseHeaders]) learnHeader(header, learn);
    }
    for (const { requestBody, responseBody } of sentByScripts) {
      learnBody(requestBody?.text ?? '', learn);
      learnBody(responseBody?.text ?? '', learn);
    }
  }
  for (const secret of known) redactor.add(secret);
};

const learnHeader = ({ name, value }: NamedValue, learn: (text: string) => void): void => {
  if (COOKIES.test(name)) {
    for (const [, text = ''] of value.matchAll(/^[^=;]*=([^;]*)|;\s*[^=;]*=([^;]*)/g)) learn(text);
    return;
  }
  if (!isSecretName(name)) return;
  const credential = value.replace(SCHEME, '').trim();
  learn(credential);
  // RFC 7617 §2: the password stands behind the first colon.
  if (/^basic\s/i.test(value)) {
    const pair = Buffer.from(credential, 'base64').toString();
    learn(pair.slice(pair.indexOf(':') + 1));
  }
};

const learnBody = (text: string, learn: (text: string) => void): void => {
  for (const { groups: { name = '', value = '' } = {} } of text.matchAll(PAIR)) {
    if (isSecretPart(name)) learn(decoded(value.replaceAll('+', ' ')));
  }
  for (const { 0: whole, groups: { before = '', name = '' } = {} } of text.matchAll(MEMBER)) {
    if (isSecretMember(name)) learn(whole.slice(before.length).replaceAll(/^"|"$/g, ''));
  }
};

/** One exchange that may be shown to anybody, as far as what is secret is known by now. */
export const redactExchange = (exchange: ExchangeReport, redactor: Redactor): ExchangeReport =>
  withTexts(hideExchange(exchange), (text) => redactor.redact(text));

/** A report that may be shown to anybody. */
export const redactReport = (report: RunReport, redactor: Redactor): RunReport => {
  learnSecrets(report, redactor);
  const seen = new Map<string, string>();
  const redact = (text: string): string => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const redacted = redactor.redact(text);
    seen.set(text, redacted);
    return redacted;
  };
  const requests = report.requests.map(({ exchange, sentByScripts, console: lines, ...request }) => ({
    ...request,
    ...(exchange !== undefined && { exchange: hideExchange(exchange) }),
    sentByScripts: sentByScripts.map(hideExchange),
    console: lines.map(({ level, text }) => ({ level, text: hideNamed(text) })),
  }));
  return withTexts({ ...report, requests }, redact);
};

/** A copy of plain data with other texts. */
const withTexts = <T>(value: T, change: (text: string) => string): T => {
  // Each branch returns what it was given, with other texts in it.
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => withTexts(each, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: [string, unknown]) => [name, withTexts(each, change)]),
  ) as T;
};
