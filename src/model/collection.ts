/** Collections: what can be declared of them, and how. A declaration is plain data that every later step reads and none changes. */

import type { Authorization } from '../oauth/authorization.ts';
import type { Json } from '../values/json.ts';
import type { PostmanAuthDeclaration } from './auth.ts';
import type { Body } from './body.ts';
import type { Settings } from './settings.ts';

export * from './auth.ts';
export type * from './body.ts';
export type { Json } from '../values/json.ts';
export type { Settings } from './settings.ts';

/** The methods that Postman lists (RFC 9110 §9, RFC 5789, RFC 4918), or any other in capitals. */
export type Method =
  | 'GET'
  | 'HEAD'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  | 'OPTIONS'
  | 'COPY'
  | 'LINK'
  | 'UNLINK'
  | 'PURGE'
  | 'LOCK'
  | 'UNLOCK'
  | 'PROPFIND'
  | 'VIEW'
  // Keeps the names above in an editor's list.
  | (string & {});

/** A header. Sent unless `enabled` is false. */
export interface Header {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/**
 * A query parameter. Sent unless `enabled` is false; then it stands in Postman as a switch that is off. Postman encodes what
 * it must, but takes `%` and `+` for encoded already: write `%25` and `%2B` to send them. A name may be a variable that holds a
 * whole pair, `{{page_and_size}}`, with the value null; but what `postman collection migrate` makes of it sends the pair twice.
 */
export interface QueryParameter {
  readonly name: string;
  /** '' unless given, which sends `?name=`; null sends the name alone, `?name`. */
  readonly value?: string | null;
  readonly description?: string;
  readonly enabled?: boolean;
}

/** The value of one `:name` segment of a URL, often a `{{placeholder}}`. */
export interface PathVariable {
  readonly value: string;
  readonly description?: string;
}

/** A cookie of a saved response (RFC 6265). */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** `/` unless given. */
  readonly path?: string;
  /** A date as in HTTP (RFC 9110 §5.6.7) or ISO 8601; a cookie of the session unless given. */
  readonly expires?: string;
  /** Sent over TLS only; false unless given. */
  readonly secure?: boolean;
  /** Kept from scripts; false unless given. */
  readonly httpOnly?: boolean;
  /** Not sent to hosts below the domain; false unless given. */
  readonly hostOnly?: boolean;
}

/** What is sent, of a request. */
interface Sent {
  readonly method: Method;
  /** Absolute, without query: `https://{{host}}/api/conference/:id/`. */
  readonly url: string;
  /** What follows `#`. It is shown and never sent; none unless given. */
  readonly fragment?: string;
  /** By the names of the `:name` segments of the URL. */
  readonly pathVariables?: { readonly [name: string]: PathVariable };
  readonly query?: readonly QueryParameter[];
  readonly headers?: readonly Header[];
  readonly body?: Body;
}

/** A saved example response. */
export interface Example {
  readonly name: string;
  /** What its id is made of; its name unless given. */
  readonly key?: string;
  /** The id itself, a UUID; made of the key unless given. */
  readonly id?: string;
  /** HTTP status code, 100–599. */
  readonly status: number;
  readonly headers?: readonly Header[];
  readonly cookies?: readonly Cookie[];
  /** Milliseconds that the response took. */
  readonly responseTime?: number;
  /** An object or array is emitted as JSON; a string as it is; absent = no body. */
  readonly body?: Json;
  /** A binary body, in place of `body`: its bytes in base64 (RFC 4648 §4). */
  readonly bytes?: string;
  /** Where another request than the declared one got this response: what differs. */
  readonly request?: Partial<Sent>;
}

/**
 * A script by name: `refuse-changes` is `scripts/pre-request/refuse-changes.ts` or
 * `scripts/post-response/refuse-changes.ts`, by where it is used. With `parameters`, the script's default export is
 * a function that is called with them; without, the file just runs.
 */
export interface ScriptUse {
  readonly name: string;
  /** JSON handed to the script's default export. */
  readonly parameters?: Json;
  /** Names of variables that the script sets and that the build cannot see in its text. */
  readonly provides?: readonly string[];
}

/** A script that is no file: JavaScript as Postman runs it. It is kept as it stands, neither bundled nor checked. */
export interface ScriptCode {
  readonly code: string;
}

/** Scripts of a collection, folder or request, in the order in which they run, under Postman's own words. */
export interface Scripts {
  readonly preRequest?: readonly (string | ScriptUse | ScriptCode)[];
  readonly postResponse?: readonly (string | ScriptUse | ScriptCode)[];
  /** The ids of the two scripts that Postman shows, each a UUID; made of the key of what they belong to unless given. */
  readonly ids?: { readonly preRequest?: string; readonly postResponse?: string };
}

/**
 * How requests prove who sends them: a grant of OAuth 2.0, for which the collection logs itself in; one of Postman's own kinds;
 * `none`; or `inherit`, what holds around it, as if nothing were declared. A grant in a folder is an identity of its own.
 */
export type AuthorizationDeclaration = Authorization | PostmanAuthDeclaration | 'none' | 'inherit';

/** A proxy for one request alone; `postsmith verify` leaves it out, as nothing leaves the machine there. */
export interface RequestProxy {
  readonly host: string;
  /** 8080 unless given. */
  readonly port?: number;
  /** Addresses for which it is asked, as Postman matches them; all unless given. */
  readonly match?: string;
  /** True: it is asked for a tunnel (RFC 9110 §9.3.6) also for plain http. False unless given. */
  readonly tunnel?: boolean;
  /** False: it stands in Postman as a switch that is off. True unless given. */
  readonly enabled?: boolean;
}

/**
 * The client certificate of a request: paths of PEM files, never what is in them. Postman keeps it in the file; its engines
 * take certificates from their own options, as newman does with `--ssl-client-cert`.
 */
export interface RequestCertificate {
  readonly name?: string;
  /** Addresses for which it is presented. */
  readonly matches?: readonly string[];
  readonly key: string;
  readonly certificate: string;
  /** `{{a_secret_variable}}` */
  readonly passphrase?: string;
}

/** A request. */
export interface RequestDeclaration extends Sent {
  readonly kind: 'request';
  readonly name: string;
  /** What the ids of the request, its scripts and examples are made of; its name unless given. See `FolderDeclaration`. */
  readonly key?: string;
  /** The id itself, a UUID; made of the key unless given. */
  readonly id?: string;
  /** Markdown. */
  readonly description?: string;
  readonly examples?: readonly Example[];
  readonly scripts?: Scripts;
  readonly settings?: Settings;
  /**
   * Scope tokens that the request needs, separated by blanks; of a list of such texts one is enough. When less was
   * granted, the request is not sent, and its login says which ones are missing.
   */
  readonly scope?: string | readonly string[];
  /** What this request is sent with; that of its folder unless given. */
  readonly authorization?: AuthorizationDeclaration;
  readonly proxy?: RequestProxy;
  readonly certificate?: RequestCertificate;
}

/** A folder. Keys are unique among siblings, as ids are made of them. */
export interface FolderDeclaration {
  readonly kind: 'folder';
  readonly name: string;
  /**
   * What the ids of the folder and of all in it are made of; its name unless given. Whoever renames a folder keeps the ids
   * with the old name as its key, and Postman, links and reports still know what it was. Whoever moves it keeps them with the
   * keys on the way to where it was, from the top: `/Status/Alarms`, a slash in a name written `~1` and a tilde `~0`.
   */
  readonly key?: string;
  /** The id itself, a UUID; made of the key unless given. */
  readonly id?: string;
  /** Markdown. */
  readonly description?: string;
  /** What all requests in it are sent with that declare none of their own; that of what it lies in unless given. */
  readonly authorization?: AuthorizationDeclaration;
  readonly scripts?: Scripts;
  readonly settings?: Settings;
  /** Postman keeps them in the file. No engine fills a placeholder from them: declare those of the collection for that. */
  readonly variables?: readonly CollectionVariable[];
  readonly items: readonly ItemDeclaration[];
}

/** What a collection or folder holds. */
export type ItemDeclaration = RequestDeclaration | FolderDeclaration;

/** A collection variable with its initial value; never a secret. */
export interface CollectionVariable {
  readonly name: string;
  /** Postman's type of the variable is the value's. */
  readonly value: string | number | boolean;
  readonly description?: string;
  /** False: it stands in Postman as a switch that is off, and has no value for anybody. True unless given. */
  readonly enabled?: boolean;
}

/** A collection: what becomes one Postman collection file. */
export interface CollectionDeclaration {
  readonly kind: 'collection';
  readonly name: string;
  /** What all ids of the collection are made of; the name of its file unless given. */
  readonly key?: string;
  /** The collection's own id, a UUID; made of the key unless given. */
  readonly id?: string;
  /** Of the collection, such as `1.4.0`; none unless given. */
  readonly version?: string;
  /** Markdown. */
  readonly description?: string;
  /** What all requests are sent with that declare none of their own; nothing unless given. */
  readonly authorization?: AuthorizationDeclaration;
  readonly scripts?: Scripts;
  readonly settings?: Settings;
  readonly variables?: readonly CollectionVariable[];
  /** Values that look like secrets and that everybody may know: a demo key, a sample token. `build` lets them pass. */
  readonly publicValues?: readonly string[];
  /**
   * What stands between braces for somebody else, such as a server's templates: `['name', '#each items']` lets `{{name}}` and
   * `{{#each items}}` be sent as they stand. Nothing may have a value under these names.
   */
  readonly literals?: readonly string[];
  readonly items: readonly ItemDeclaration[];
}

/** Declares a collection. It is checked, with every problem at once, when the project is built. */
export const defineCollection = (collection: Omit<CollectionDeclaration, 'kind'>): CollectionDeclaration => ({
  kind: 'collection',
  ...collection,
});

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

/** Declares a request; so do `head`, `post`, `put`, `patch`, `del` and `options` for their methods. */
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
