/** Requests of an exported collection: URL, headers, body, saved examples. */

import type {
  Body,
  Cookie,
  Example,
  FormDataFile,
  FormDataText,
  FormField,
  Header,
  Json,
  QueryParameter,
  RequestDeclaration,
} from '../../model/collection.ts';
import { withOriginal, type FormatVersion } from '../../model/original.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import { descriptionIn, enabledIn, plainText, present, recordsIn, textIn, type Raw } from './fields.ts';

type Sent = Pick<
  RequestDeclaration,
  'method' | 'url' | 'fragment' | 'pathVariables' | 'query' | 'headers' | 'body'
>;

const readField = (raw: Raw): FormField =>
  present({
    name: plainText(raw['key']),
    value: plainText(raw['value']),
    description: descriptionIn(raw),
    enabled: enabledIn(raw),
  });

/** Headers may be one text: a line for each. */
const readHeaders = (value: unknown): readonly Header[] => {
  if (typeof value !== 'string') return recordsIn(value).map(readField);
  return value.split(/\r?\n/).flatMap((line) => {
    const [, name, text = ''] = /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: text }];
  });
};

const readQueryText = (text: string): readonly QueryParameter[] =>
  text === ''
    ? []
    : text.split('&').map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? { name: pair, value: null } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
      });

const readParameter = (raw: Raw): QueryParameter => {
  const field = readField(raw);
  return raw['value'] === null ? { ...field, value: null } : field;
};

/** `a.b.c` of `['a', 'b', 'c']`, or of itself. */
const joined = (part: unknown, separator: string): string =>
  Array.isArray(part)
    ? part.map((each) => plainText(isRecord(each) ? each['value'] : each)).join(separator)
    : plainText(part);

const addressOf = ({ raw, protocol, host, port, path }: Raw): string => {
  if (typeof raw === 'string') return raw;
  const start = protocol === undefined ? '' : `${plainText(protocol)}://`;
  const end = path === undefined ? '' : `/${joined(path, '/')}`;
  return `${start}${joined(host, '.')}${port === undefined ? '' : `:${plainText(port)}`}${end}`;
};

const readUrl = (
  value: unknown,
): Pick<RequestDeclaration, 'url' | 'fragment' | 'query' | 'pathVariables'> => {
  const parts: Raw = isRecord(value) ? value : { raw: plainText(value) };
  const [address = '', ...fragment] = addressOf(parts).split('#');
  const [url = '', ...query] = address.split('?');
  const parameters = Array.isArray(parts['query'])
    ? recordsIn(parts['query']).map(readParameter)
    : readQueryText(query.join('?'));
  const variables = recordsIn(parts['variable']).map((variable) => [
    plainText(variable['key'] ?? variable['id']),
    present({ value: plainText(variable['value']), description: descriptionIn(variable) }),
  ]);
  return present({
    url,
    fragment: fragment.length === 0 ? undefined : fragment.join('#'),
    query: parameters.length === 0 ? undefined : parameters,
    pathVariables: variables.length === 0 ? undefined : Object.fromEntries(variables),
  });
};

const readPart = (raw: Raw): FormDataText | FormDataFile => {
  const { name, value, description, enabled } = readField(raw);
  const mediaType = textIn(raw['contentType']);
  if (raw['type'] !== 'file') return present({ name, value, description, enabled, mediaType });
  const { src } = raw;
  const file = Array.isArray(src) ? src.map(plainText) : plainText(src);
  return present({ name, file, description, enabled, mediaType });
};

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
};

/** Raw text stays text, JSON too: nothing else keeps its layout. */
const readRaw = (body: Raw): Body => {
  const options = isRecord(body['options']) && isRecord(body['options']['raw']) ? body['options']['raw'] : {};
  const mediaType = LANGUAGES[plainText(options['language'])] ?? 'text/plain';
  return { text: plainText(body['raw']), mediaType };
};

/** What is JSON text, or JSON, here is JSON in a declaration. */
const graphQLVariables = (value: unknown): { readonly [name: string]: Json } | undefined => {
  const variables = typeof value === 'string' ? parseJson(value) : value;
  return isRecord(variables) ? (variables as { readonly [name: string]: Json }) : undefined;
};

const readGraphQL = (value: unknown): Body => {
  const raw = isRecord(value) ? value : {};
  return {
    graphql: present({
      query: plainText(raw['query']),
      variables: graphQLVariables(raw['variables']),
      operationName: textIn(raw['operationName']),
    }),
  };
};

const readContent = (body: Raw): Body | undefined => {
  switch (body['mode']) {
    case 'raw':
      return readRaw(body);
    case 'urlencoded':
      return { form: recordsIn(body['urlencoded']).map(readField) };
    case 'formdata':
      return { formData: recordsIn(body['formdata']).map(readPart) };
    case 'file':
      return { file: plainText(isRecord(body['file']) ? body['file']['src'] : body['file']) };
    case 'graphql':
      return readGraphQL(body['graphql']);
    default:
      return undefined;
  }
};

const readBody = (body: unknown): Body | undefined => {
  if (!isRecord(body)) return undefined;
  const content = readContent(body);
  return content !== undefined && body['disabled'] === true ? { ...content, enabled: false } : content;
};

/** A request may be its URL alone. */
export const readSent = (value: unknown): Sent => {
  const raw: Raw = isRecord(value) ? value : { url: value };
  const headers = readHeaders(raw['header']);
  return present({
    method: plainText(raw['method'] ?? 'GET'),
    ...readUrl(raw['url']),
    headers: listOf(headers),
    body: readBody(raw['body']),
  });
};

/** What was sent for an example is all of it: nothing is that of the request. */
const readOriginalRequest = (value: unknown): Partial<Sent> => {
  const none: { [name in keyof Sent]?: undefined } = {
    fragment: undefined,
    pathVariables: undefined,
    query: undefined,
    headers: undefined,
    body: undefined,
  };
  // Emission takes what is undefined for what is not there.
  return { ...none, ...readSent(value) } as Partial<Sent>;
};

const readCookie = (raw: Raw): Cookie =>
  present({
    name: plainText(raw['name'] ?? raw['key']),
    value: plainText(raw['value']),
    domain: plainText(raw['domain']),
    path: textIn(raw['path']),
    expires: textIn(raw['expires']),
    secure: raw['secure'] === true || undefined,
    httpOnly: raw['httpOnly'] === true || undefined,
    hostOnly: raw['hostOnly'] === true || undefined,
  });

const listOf = <Entry>(list: readonly Entry[]): readonly Entry[] | undefined =>
  list.length === 0 ? undefined : list;

/** A saved example response. */
export const readExample = (raw: Raw, version: FormatVersion): Example =>
  withOriginal(
    present({
      name: plainText(raw['name']),
      id: textIn(raw['id']) ?? textIn(raw['_postman_id']),
      status: typeof raw['code'] === 'number' ? raw['code'] : 200,
      headers: listOf(readHeaders(raw['header'])),
      cookies: listOf(recordsIn(raw['cookie']).map(readCookie)),
      responseTime: typeof raw['responseTime'] === 'number' ? raw['responseTime'] : undefined,
      body: textIn(raw['body']),
      request: raw['originalRequest'] === undefined ? undefined : readOriginalRequest(raw['originalRequest']),
    }),
    { raw, version },
  );
