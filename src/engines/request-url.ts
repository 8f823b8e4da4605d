/** The URL of a sent request, as text without query. */

import { pathVariableIn } from '../values/url.ts';

/** A URL of the Postman Collection Format, as plain data. */
export interface PostmanUrl {
  readonly protocol?: string;
  readonly host?: readonly string[] | string;
  readonly port?: string;
  readonly path?: readonly string[] | string;
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

const parts = (value: readonly string[] | string | undefined, separator: string): readonly string[] =>
  typeof value === 'string' ? value.split(separator) : (value ?? []);
