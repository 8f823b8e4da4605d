/** Requests as scripts hand them to `pm.sendRequest`, and as items hold them, in one shape. */

import { betweenMarks, Unknown } from '../evaluate/marks.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import type { Reading, SentRequest } from './reading.ts';

type Pair = readonly [name: string, value: string];

const textIn = (value: unknown, reading: Reading): string =>
  value === undefined || value === null ? '' : reading.fill(reading.machine.marks.text(value));

const isOn = (value: unknown): boolean => !isRecord(value) || value['disabled'] !== true;

/** `Accept: text/plain` */
const split = (line: string): Pair => {
  const at = line.indexOf(':');
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
};

/** Headers or form fields: a list of key and value, lines, or an object. */
const pairsOf = (value: unknown, reading: Reading): Pair[] => {
  if (typeof value === 'string')
    return reading
      .fill(value)
      .split('\n')
      .filter((line) => line.includes(':'))
      .map(split);
  if (Array.isArray(value))
    return value
      .filter(isOn)
      .map((each: unknown) =>
        isRecord(each)
          ? [textIn(each['key'], reading), textIn(each['value'], reading)]
          : split(textIn(each, reading)),
      );
  if (!isRecord(value) || value instanceof Unknown) return [];
  if ('key' in value && 'value' in value) return pairsOf([value], reading);
  return Object.entries(value).map(([name, each]) => [name, textIn(each, reading)]);
};

const unescaped = (text: string): string =>
  betweenMarks(text.replaceAll('+', ' '), (literal) => {
    try {
      return decodeURIComponent(literal);
    } catch {
      return literal;
    }
  });

/** `a=b&c=d` */
const formOf = (text: string): Pair[] =>
  text
    .split('&')
    .filter((part) => part.includes('='))
    .map((part) => {
      const at = part.indexOf('=');
      return [unescaped(part.slice(0, at)).trim(), unescaped(part.slice(at + 1)).trim()];
    });

type Content = Pick<SentRequest, 'parameters' | 'encoding'>;

const NOTHING: Content = { parameters: [], encoding: undefined };

const textContent = (text: string, reading: Reading): Content => {
  const parsed = /^\s*\{/.test(text) ? parseJson(text) : undefined;
  if (isRecord(parsed))
    return {
      parameters: Object.entries(parsed).map(([name, each]) => [name, textIn(each, reading)]),
      encoding: 'json',
    };
  const parameters = formOf(text);
  return parameters.length === 0 ? NOTHING : { parameters, encoding: 'form' };
};

const bodyOf = (body: unknown, reading: Reading): Content => {
  if (typeof body === 'string') return textContent(reading.fill(body), reading);
  if (!isRecord(body) || body instanceof Unknown || body['disabled'] === true) return NOTHING;
  const mode = body['mode'];
  // People write the media type in the place of the mode.
  const content =
    (typeof mode === 'string' ? body[mode] : undefined) ??
    body['raw'] ??
    body['urlencoded'] ??
    body['formdata'];
  if (content === undefined) return NOTHING;
  if (mode === 'raw' || typeof content === 'string')
    return textContent(
      typeof content === 'string'
        ? reading.fill(content)
        : JSON.stringify(reading.machine.marks.plain(content)),
      reading,
    );
  return { parameters: pairsOf(content, reading), encoding: 'form' };
};

const urlOf = (url: unknown, reading: Reading): string => {
  if (!isRecord(url) || url instanceof Unknown) return textIn(url, reading);
  if (typeof url['raw'] === 'string') return textIn(url['raw'], reading);
  const join = (part: unknown, by: string): string =>
    Array.isArray(part) ? part.map((each) => textIn(each, reading)).join(by) : textIn(part, reading);
  const protocol = url['protocol'] === undefined ? '' : `${textIn(url['protocol'], reading)}://`;
  const path = join(url['path'], '/').replace(/^\//, '');
  return `${protocol}${join(url['host'], '.')}${url['port'] === undefined ? '' : `:${textIn(url['port'], reading)}`}/${path}`;
};

/** The values of an auth block, whichever version of the format it is in. */
export const authValues = (
  auth: unknown,
): { readonly type: string; readonly values: Readonly<Record<string, unknown>> } | undefined => {
  if (!isRecord(auth) || typeof auth['type'] !== 'string') return undefined;
  const { type, [type]: block } = auth;
  const list: readonly unknown[] = Array.isArray(block) ? block : [];
  const values = isRecord(block)
    ? block
    : Object.fromEntries(list.filter(isRecord).map((each) => [String(each['key']), each['value']]));
  return { type: String(type), values };
};

/** Reads a request. */
export const readRequest = (request: unknown, reading: Reading): SentRequest => {
  if (!isRecord(request) || request instanceof Unknown)
    return { url: textIn(request, reading), headers: [], ...NOTHING };
  const auth = authValues(request['auth']);
  const query = urlOf(request['url'], reading);
  return {
    url: query,
    headers: pairsOf(request['header'] ?? request['headers'], reading),
    ...bodyOf(request['body'], reading),
    ...(auth?.type === 'basic' && {
      basic: [textIn(auth.values['username'], reading), textIn(auth.values['password'], reading)] as const,
    }),
  };
};
