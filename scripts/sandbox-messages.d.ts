/**
 * Requests, responses and their parts, as scripts see them: what both engines have of Postman's SDK.
 * https://www.postmanlabs.com/postman-collection/
 */

/** A list of headers, parameters, path variables or cookies, in its order. */
interface PostmanPropertyList<T> {
  /** The value of the last one of that name that is not switched off. */
  get(key: string): string | undefined;
  /** The last one of that name. */
  one(key: string): T | undefined;
  /** True when one has that name, and this value if one is given. */
  has(key: string, value?: unknown): boolean;
  all(): T[];
  /** The one at a position, from 0. */
  idx(index: number): T | undefined;
  indexOf(item: string | T): number;
  count(): number;
  each(visit: (item: T) => void): void;
  filter(matches: (item: T) => boolean): T[];
  find(matches: (item: T) => boolean): T | undefined;
  map<Result>(make: (item: T) => Result): Result[];
  reduce<Result>(add: (result: Result, item: T) => Result, first: Result): Result;
  /** Adds one at the end. */
  add(item: T): void;
  append(item: T): void;
  prepend(item: T): void;
  insert(item: T, before?: string): void;
  insertAfter(item: T, after?: string): void;
  /** Replaces the one of that name, or adds it. */
  upsert(item: T): boolean | null;
  remove(item: string | T | ((item: T) => boolean)): void;
  clear(): void;
  /** Adds several; text is parsed as it stands in a request. */
  populate(items: string | readonly T[]): void;
  /** Replaces all. */
  repopulate(items: string | readonly T[]): void;
  /** Values by name. */
  toObject(withDisabled?: boolean, ignoreCase?: boolean): { [name: string]: string };
  toString(): string;
  toJSON(): T[];
}

interface PostmanHeader {
  key: string;
  value: string;
  disabled?: boolean;
}

interface PostmanHeaderList extends PostmanPropertyList<PostmanHeader> {
  /** Bytes. */
  contentSize(): number;
}

interface PostmanQueryParameter {
  key: string | null;
  value: string | null;
  disabled?: boolean;
}

interface PostmanUrl {
  readonly protocol?: string;
  /** User name and password, where the address holds them. */
  readonly auth?: { readonly user?: string; readonly password?: string };
  readonly host?: string[];
  readonly port?: string;
  /** Segments, before `:name` and `{{name}}` are filled in. */
  readonly path?: string[];
  readonly query: PostmanPropertyList<PostmanQueryParameter>;
  /** The fragment, without `#`. */
  readonly hash?: string;
  /** Values of the `:name` segments. */
  readonly variables: PostmanPropertyList<{ key: string; value: PostmanValue }>;
  /** Replaces the whole address. */
  update(url: string): void;
  addQueryParams(parameters: string | readonly PostmanQueryParameter[]): void;
  removeQueryParams(parameters: string | readonly (string | PostmanQueryParameter)[]): void;
  getRaw(): string;
  getHost(): string;
  /** Host and port. */
  getRemote(): string;
  getPath(): string;
  getQueryString(): string;
  getPathWithQuery(): string;
  getOAuth1BaseUrl(): string;
  toString(): string;
  toJSON(): object;
}

/** The body before a request is sent; only the member of its mode is there. */
interface PostmanRequestBody {
  readonly mode: 'raw' | 'urlencoded' | 'formdata' | 'file' | 'graphql' | (string & {});
  raw?: string;
  readonly urlencoded?: PostmanPropertyList<PostmanHeader>;
  readonly formdata?: PostmanPropertyList<{ key: string; value?: string; src?: string; type?: string }>;
  readonly file?: { readonly src?: string; readonly content?: string };
  readonly graphql?: { readonly query?: string; readonly variables?: string | object };
  readonly options?: { readonly [mode: string]: object };
  readonly disabled?: boolean;
  /** Replaces the body: text, or a mode with its content. */
  update(body: string | { mode: string; [content: string]: unknown }): void;
  isEmpty(): boolean;
  toString(): string;
  toJSON(): object;
}

interface PostmanRequest {
  readonly url: PostmanUrl;
  method: string;
  readonly headers: PostmanHeaderList;
  /** The request's own; absent when it takes its parent's. */
  readonly auth?: { readonly type: string };
  readonly body?: PostmanRequestBody;
  /** `pm.request.to.have.header('Accept')` */
  readonly to: PostmanExpectation;
  /** Replaces the request. */
  update(request: string | object): void;
  addHeader(header: PostmanHeader): void;
  upsertHeader(header: PostmanHeader): void;
  removeHeader(name: string | PostmanHeader, options?: { ignoreCase?: boolean }): void;
  getHeaders(options?: { ignoreCase?: boolean; enabled?: boolean; multiValue?: boolean }): {
    [name: string]: string | string[];
  };
  forEachHeader(visit: (header: PostmanHeader) => void): void;
  addQueryParams(parameters: string | readonly PostmanQueryParameter[]): void;
  removeQueryParams(parameters: string | readonly (string | PostmanQueryParameter)[]): void;
  /** Sends it with another auth, of Postman's kinds. */
  authorizeUsing(type: string | object | null, values?: readonly object[]): void;
  /** Bytes. */
  size(): { readonly body: number; readonly header: number; readonly total: number };
  clone(): PostmanRequest;
  toJSON(): object;
}

/** A cookie that a server has set. */
interface PostmanCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: string;
  readonly path?: string;
  readonly expires?: Date | string | null;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
}

/** Cookies for addresses of other hosts, if the collection may use them; each call ends with its callback. */
interface PostmanCookieJar {
  get(url: string, name: string, done: (error: unknown, value?: string) => void): void;
  getAll(url: string, done: (error: unknown, cookies?: readonly PostmanCookie[]) => void): void;
  set(
    url: string,
    name: string | object,
    value?: string | ((error: unknown) => void),
    done?: (error: unknown) => void,
  ): void;
  unset(url: string, name: string, done?: (error: unknown) => void): void;
  clear(url: string, done?: (error: unknown) => void): void;
}

interface PostmanResponse {
  readonly id: string;
  readonly code: number;
  readonly status: string;
  /** Milliseconds. */
  readonly responseTime: number;
  /** Bytes. */
  readonly responseSize: number;
  readonly headers: PostmanHeaderList;
  /** The text of the body, where there is one. */
  readonly body?: string;
  readonly cookies: PostmanPropertyList<PostmanCookie>;
  text(): string;
  /**
   * Of the type that the script expects, which nobody checks: `pm.response.json<{ id: string }>()`. Without one
   * everything is allowed, as for `JSON.parse`.
   *
   * @throws Error when the body is not JSON
   */
  json<Body = ReturnType<JSON['parse']>>(): Body;
  /** The same for JSON in the call of a function (JSONP). */
  jsonp<Body = ReturnType<JSON['parse']>>(): Body;
  /** The reason phrase: `Not Found`. */
  reason(): string;
  /** The status with what it means. */
  details(): { readonly name: string; readonly detail: string; readonly code?: number } | undefined;
  /** What the body is, from its headers and its first bytes. */
  contentInfo(): { readonly mimeType: string; readonly mimeFormat: string; readonly charset: string };
  mime(): object;
  /** The body as a `data:` URI. */
  dataURI(): string;
  encoding(): object;
  /** Bytes. */
  size(): { readonly body: number; readonly header: number; readonly total: number };
  update(response: object): void;
  toJSON(): object;
  /** `pm.response.to.have.status(200)` */
  readonly to: PostmanExpectation;
}
