/**
 * Takes every secret out of a report, once, before anybody shows or writes it: what the run knows as one, and what stands
 * under a name that says so in a header, an address, a form, JSON or XML (see SECURITY.md).
 */

import { HIDDEN, hideNamed, isSecretName, namedSecrets } from './named-secrets.ts';
import { percentDecoded } from '../values/percent-decoded.ts';
import type { BodyReport, ExchangeReport, NamedValue, RunReport } from './run-report.ts';
import type { Redactor } from './redact.ts';

const COOKIES = /^(?:set-)?cookie$/i;

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

const hideBody = (body: BodyReport): BodyReport =>
  body.text === undefined ? body : { ...body, text: hideNamed(body.text) };

/** Of an exchange whose texts are redacted, what its places give away. */
const hideExchange = ({ requestBody, responseBody, ...exchange }: ExchangeReport): ExchangeReport => ({
  ...exchange,
  requestHeaders: exchange.requestHeaders.map(hideHeader),
  ...(requestBody !== undefined && { requestBody: hideBody(requestBody) }),
  responseHeaders: exchange.responseHeaders.map(hideHeader),
  ...(responseBody !== undefined && { responseBody: hideBody(responseBody) }),
});

/** A shorter text would be a word as well. */
const SHORTEST = 8;

/** A word, a number, a date or an address may well stand under the name of a secret, and elsewhere. */
const looksRandom = (text: string): boolean =>
  ((/\d/.test(text) && /\p{L}/u.test(text)) || text.length >= 20) && !/^\d{4}-\d\d-\d\d|^https?:/.test(text);

const learn = (text: string, redactor: Redactor, shortest = SHORTEST): void => {
  if (text.length >= shortest && !/\s/.test(text) && !text.includes(HIDDEN)) redactor.learn(text);
};

/** @param isSure whether a word is a secret here as well */
const learnText = (text: string, redactor: Redactor, isSure: boolean): void => {
  for (const secret of namedSecrets(text)) if (isSure || looksRandom(secret)) learn(secret, redactor);
};

/** The password in a Basic header stands behind the first colon (RFC 7617 §2). */
const learnBasic = (credential: string, redactor: Redactor): void => {
  const pair = Buffer.from(credential, 'base64').toString();
  const password = pair.slice(pair.indexOf(':') + 1);
  learn(password, redactor, 4);
  // As a client of OAuth encodes it (RFC 6749 §2.3.1).
  learn(percentDecoded(password.replaceAll('+', ' ')), redactor, 4);
};

const learnHeader = ({ name, value }: NamedValue, redactor: Redactor): void => {
  if (COOKIES.test(name)) {
    const pairs = name.toLowerCase() === 'cookie' ? value.split(';') : value.split(';', 1);
    const values = pairs.map((pair) => pair.slice(pair.indexOf('=') + 1));
    for (const sent of values.filter(looksRandom)) learn(sent, redactor);
  } else if (isSecretName(name)) {
    const [, scheme = '', credential = value] = /^([\w-]+)\s+(.*)$/.exec(value) ?? [];
    learn(credential.trim(), redactor);
    if (/^basic$/i.test(scheme)) learnBasic(credential, redactor);
  } else {
    learnText(value, redactor, false);
  }
};

/**
 * From now on what an exchange tells of secrets is hidden wherever something repeats it.
 *
 * @param isByScript whether a script sent it: what it asks for are tokens
 */
export const learnExchange = (exchange: ExchangeReport, isByScript: boolean, redactor: Redactor): void => {
  const { url, requestHeaders, requestBody, responseHeaders, responseBody } = exchange;
  for (const header of [...requestHeaders, ...responseHeaders]) learnHeader(header, redactor);
  learnText(url, redactor, true);
  learnText(requestBody?.text ?? '', redactor, true);
  learnText(responseBody?.text ?? '', redactor, isByScript);
};

/** What a run was given and gave away, so that it is hidden where something else repeats it. */
const learnReport = ({ requests }: RunReport, redactor: Redactor): void => {
  for (const { exchange, sentByScripts, console: lines } of requests) {
    for (const each of sentByScripts) learnExchange(each, true, redactor);
    if (exchange !== undefined) learnExchange(exchange, false, redactor);
    for (const { text } of lines) learnText(text, redactor, false);
  }
};

/** A text that may be shown to anybody. What is known goes first: a name shows the beginning of a value only. */
export const redactText = (text: string, redactor: Redactor): string => hideNamed(redactor.redact(text));

/** One exchange that may be shown to anybody, as far as what is secret is known by now. */
export const redactExchange = (exchange: ExchangeReport, redactor: Redactor): ExchangeReport =>
  withTexts(hideExchange(withTexts(exchange, (text) => redactor.redact(text))), hideInWords);

/** What a test says is prose, where `token: …` may well tell what is wrong with it. */
const hideInWords = (text: string): string => hideNamed(text, false);

/** A report that may be shown to anybody. */
export const redactReport = (report: RunReport, redactor: Redactor): RunReport => {
  learnReport(report, redactor);
  const redacted = withTexts(
    report,
    remembering((text) => redactor.redact(text)),
  );
  const requests = redacted.requests.map(({ exchange, sentByScripts, console: lines, ...request }) => ({
    ...request,
    ...(exchange !== undefined && { exchange: hideExchange(exchange) }),
    sentByScripts: sentByScripts.map(hideExchange),
    console: lines.map(({ level, text }) => ({ level, text: hideNamed(text) })),
  }));
  return withTexts({ ...redacted, requests }, remembering(hideInWords));
};

/** The same text comes back often: headers, addresses, messages. */
const remembering = (change: (text: string) => string): ((text: string) => string) => {
  const seen = new Map<string, string>();
  return (text) => {
    const changed = seen.get(text) ?? change(text);
    seen.set(text, changed);
    return changed;
  };
};

/** Words of the report's own, which a secret that is one of them must not change. */
const OWN = new Set(['startedAt', 'outcome', 'in', 'level', 'engine', 'engineVersion']);

/** A copy of plain data with other texts. */
const withTexts = <T>(value: T, change: (text: string) => string): T => {
  // Each branch returns what it was given, with other texts in it.
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => withTexts(each, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: [string, unknown]) => [
      name,
      OWN.has(name) ? each : withTexts(each, change),
    ]),
  ) as T;
};
