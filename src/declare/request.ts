/** Folders and requests: `folder('Status', [get({ name, url, … })])`. */

import type { FolderDeclaration, ItemDeclaration, Method, RequestDeclaration } from './model.ts';

/** What a request is declared with: everything but its kind and method. */
export type RequestOptions = Omit<RequestDeclaration, 'kind' | 'method'>;

/** What a folder is declared with beside its name and items. */
export type FolderOptions = Omit<FolderDeclaration, 'kind' | 'name' | 'items'>;

/** Declares a request with any method. */
export const request = (method: Method, options: RequestOptions): RequestDeclaration => ({
  kind: 'request',
  method,
  ...options,
});

export const get = (options: RequestOptions): RequestDeclaration => request('GET', options);
export const head = (options: RequestOptions): RequestDeclaration => request('HEAD', options);
export const post = (options: RequestOptions): RequestDeclaration => request('POST', options);
export const put = (options: RequestOptions): RequestDeclaration => request('PUT', options);
export const patch = (options: RequestOptions): RequestDeclaration => request('PATCH', options);
/** `delete` is a reserved word. */
export const del = (options: RequestOptions): RequestDeclaration => request('DELETE', options);
export const options = (requestOptions: RequestOptions): RequestDeclaration =>
  request('OPTIONS', requestOptions);

/** Declares a folder. */
export const folder = (
  name: string,
  items: readonly ItemDeclaration[],
  folderOptions: FolderOptions = {},
): FolderDeclaration => ({ kind: 'folder', name, items, ...folderOptions });
