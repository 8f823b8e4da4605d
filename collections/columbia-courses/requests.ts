/** What all requests to the API have in common: media type, scopes, and a description that names them. */

import { request } from 'postsmith';
import type { Header, Method, RequestDeclaration, RequestOptions } from 'postsmith';
import { MEDIA_TYPE } from './documents.ts';
import { scopesOf } from './facts.ts';

/** Without it the answer is 406. */
export const ACCEPT: Header = { name: 'Accept', value: MEDIA_TYPE };

const scopeText = (method: Method): string => {
  const [user = '', service = ''] = scopesOf(method);
  return `Scopes: \`${user}\` for a person, or \`${service}\` for a service client.`;
};

/** A request that needs the scopes of its method. */
export const apiRequest = (method: Method, options: RequestOptions): RequestDeclaration =>
  request(method, {
    ...options,
    description: [options.description ?? '', scopeText(method)].join('\n\n').trim(),
    headers: [ACCEPT, ...(options.headers ?? [])],
    scope: scopesOf(method),
  });
