/** What of a sent request may be shown: the URL without query, and the names of what else was sent. */

import type { SentParameter } from '../report/run-report.ts';
import { pathVariableIn } from '../values/url.ts';

/** A URL of the Postman Collection Format, as plain data. */
export interface PostmanUrl {
  readonly protocol?: string;
  readonly host?: readonly string[] | string;
  readonly port?: string;
  readonly path?: readonly string[] | string;
  readonly query?: readonly { readonly key?: string | null; readonly disabled?: boolean }[];
  readonly variable?: readonly { readonly key?: string | null; readonly value?: unknown }[];
}

/** The URL without query and fragment, its path variables filled in. A query may hold what must not be shown. */
export const withoutQuery = (url: PostmanUrl): string => {
  const values = new Map((url.variable ?? []).map(({ key, value }) => [key, value]));
  const segments = parts(url.path, '/').map((segment) => {
    const { name, rest } = pathVariableIn(segment) ?? {};
    const value = name === undefined ? undefined : values.get(name);
    return typeof value === 'string' ? `${value}${rest}` : segment;
  });
  const port = url.port === undefined || url.port === '' ? '' : `:${url.port}`;
  return `${url.protocol ?? 'http'}://${parts(url.host, '.').join('.')}${port}/${segments.join('/')}`;
};

/** Names of query parameters, headers and cookies; what is sent twice stands once. */
export const sentParameters = (
  { query = [] }: PostmanUrl,
  headers: readonly { readonly key: string; readonly value?: unknown }[],
): readonly SentParameter[] => {
  const cookies = headers
    .filter(({ key }) => key.toLowerCase() === 'cookie')
    .flatMap(({ value }) => String(value).split(';'))
    .map((pair) => pair.split('=')[0]?.trim() ?? '');
  const found = [
    ...query.flatMap(({ key, disabled }) => (disabled === true ? [] : [`query ${key ?? ''}`])),
    ...headers.map(({ key }) => `header ${key.toLowerCase()}`),
    ...cookies.map((name) => `cookie ${name}`),
  ];
  return [...new Set(found)].map((each) => {
    const [place = '', ...name] = each.split(' ');
    return { in: place as SentParameter['in'], name: name.join(' ') };
  });
};

const parts = (value: readonly string[] | string | undefined, separator: string): readonly string[] =>
  typeof value === 'string' ? value.split(separator) : (value ?? []);
