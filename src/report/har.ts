/** The report as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/). -1 stands for what is not known. */

import { tool } from '../bundle/packages.ts';
import { oneLine } from '../values/one-line.ts';
import {
  KEPT_BYTES,
  isTokenRequest,
  type BodyReport,
  type ExchangeReport,
  type NamedValue,
  type RequestReport,
  type RunReport,
} from './run-report.ts';

const headerOf = (headers: readonly NamedValue[], name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';

/** An address that tools can read: what is none stands behind a host that never is (RFC 6761 §6.4). */
const addressOf = (url: string): string =>
  URL.canParse(url) ? new URL(url).href : `http://address.invalid/#${encodeURI(wellFormed(oneLine(url)))}`;

const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');

const pairsOf = (form: string): readonly NamedValue[] =>
  [...new URLSearchParams(form)].map(([name, value]) => ({ name, value }));

const queryOf = (url: string): string => /\?([^#]*)/.exec(url)?.[1] ?? '';

/** Names alone: what a cookie holds is nobody's business. */
const cookiesOf = (headers: readonly NamedValue[], header: 'cookie' | 'set-cookie'): readonly NamedValue[] =>
  headers
    .filter(({ name }) => name.toLowerCase() === header)
    .flatMap(({ value }) => (header === 'cookie' ? value.split(';') : [value]))
    .map((pair) => ({ name: (pair.split('=')[0] ?? '').trim(), value: '' }))
    .filter(({ name }) => name !== '');

/** `name: value` and `name: the file path`, as a report keeps the parts of a multipart body. */
const partsOf = (text: string): readonly object[] =>
  [...text.matchAll(/^([^:\n]+): (?:the file (.+)|(.*))$/gm)].map(([, name = '', file, value = '']) => ({
    name,
    value,
    ...(file !== undefined && { fileName: file }),
  }));

/** The beginning of a body is none that tools could read: half a JSON is invalid. So it stands in a field of our own. */
const textOf = ({ size, text }: BodyReport): object => {
  if (text === undefined) return {};
  return size > KEPT_BYTES
    ? { comment: `The beginning of ${size} bytes is in _text.`, _text: text }
    : { text };
};

const postDataOf = (body: BodyReport): object => {
  const { size, type: mimeType = '', text = '' } = body;
  // The text of a multipart body is not kept as it was sent.
  if (/^multipart\//i.test(mimeType)) return { mimeType, params: partsOf(text) };
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(mimeType) && size <= KEPT_BYTES;
  // Some tools rely on a text.
  if (!isForm) return { mimeType, text: '', ...textOf(body) };
  // Tools compare the two; what was hidden is not written as forms are.
  return { mimeType, params: pairsOf(text), text: new URLSearchParams(text).toString() };
};

const requestOf = ({ method, url, requestHeaders, requestBody }: ExchangeReport) => ({
  method,
  url: addressOf(url),
  httpVersion: 'unknown',
  cookies: cookiesOf(requestHeaders, 'cookie'),
  headers: requestHeaders,
  queryString: pairsOf(queryOf(url)),
  ...(requestBody !== undefined && { postData: postDataOf(requestBody) }),
  headersSize: -1,
  bodySize: requestBody?.size ?? 0,
});

const responseOf = ({ status, statusText = '', responseHeaders, responseBody, error }: ExchangeReport) => ({
  status: status ?? 0,
  statusText,
  httpVersion: 'unknown',
  cookies: cookiesOf(responseHeaders, 'set-cookie'),
  headers: responseHeaders,
  content: {
    size: responseBody?.size ?? 0,
    mimeType: responseBody?.type ?? headerOf(responseHeaders, 'content-type'),
    ...(responseBody !== undefined && textOf(responseBody)),
  },
  redirectURL: headerOf(responseHeaders, 'location'),
  headersSize: -1,
  bodySize: -1,
  // As browsers name it.
  ...(error !== undefined && { _error: error }),
});

const entryOf = (
  exchange: ExchangeReport,
  { path, iteration, retry }: RequestReport,
  began: number,
  isByScript: boolean,
) => ({
  startedDateTime: new Date(began + exchange.start).toISOString(),
  time: exchange.duration,
  request: requestOf(exchange),
  response: responseOf(exchange),
  cache: {},
  timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: exchange.duration, receive: 0 },
  comment: `${path.join(' / ')}${isByScript ? ' (sent by a script)' : ''}`,
  _path: path,
  _iteration: iteration,
  ...(retry !== undefined && { _retry: retry }),
  ...(isByScript && { _sentByScript: true, _tokenRequest: isTokenRequest(exchange) }),
});

/** Halves of characters are no text; some parsers reject the whole file for one. */
const withWholeTexts = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? wellFormed(value) : value;

/**
 * An entry for each request, and for each that a script sent, in the order in which they began.
 *
 * @param report without secrets
 */
export const harReport = (report: RunReport): string => {
  const began = Date.parse(report.startedAt);
  const entries = report.requests
    .flatMap((request) => [
      ...request.sentByScripts.map((each) => ({ each, request, isByScript: true })),
      ...(request.exchange === undefined ? [] : [{ each: request.exchange, request, isByScript: false }]),
    ])
    .toSorted((one, other) => one.each.start - other.each.start)
    .map(({ each, request, isByScript }) => entryOf(each, request, began, isByScript));
  const log = {
    version: '1.2',
    creator: { name: 'Postsmith', version: tool.version },
    browser: { name: report.engine, version: report.engineVersion },
    comment: report.collection,
    entries,
  };
  return `${JSON.stringify({ log }, withWholeTexts, 2)}\n`;
};
