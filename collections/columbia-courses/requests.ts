/** What all requests to the API have in common: media type, scopes, and a description that names them. */

import { request } from 'postsmith';
import type { Header, Method, RequestDeclaration, RequestOptions } from 'postsmith';
import { MEDIA_TYPE } from './documents.ts';
import { scopesOf } from './facts.ts';

/** Without it the response is 406. */
export const ACCEPT: Header = { name: 'Accept', value: MEDIA_TYPE };

/** What keeps `skip-impossible` from sending the request with the token of a service client. */
const serviceText = (method: Method, url: string): string => {
  if (url.includes('/:id/')) {
    return ' Not sent with the token of a service client: whatever its scopes, the service gives it 403 for every single object.';
  }
  return method === 'POST'
    ? ' Not sent with the token of a service client, which could not delete what it creates.'
    : '';
};

const scopeText = (method: Method, url: string): string => {
  const [user = '', service = ''] = scopesOf(method);
  return `Scopes: \`${user}\` for a person, or \`${service}\` for a service client.${serviceText(method, url)}`;
};

/** A request that needs the scopes of its method. */
export const apiRequest = (method: Method, options: RequestOptions): RequestDeclaration =>
  request(method, {
    ...options,
    description: [options.description ?? '', scopeText(method, options.url)].join('\n\n').trim(),
    headers: [ACCEPT, ...(options.headers ?? [])],
    scope: scopesOf(method),
  });
