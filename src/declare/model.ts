/** What a declaration is: plain data that every later step reads and none changes. */

import type { Authorization } from './authorization.ts';
import type { Json } from './json.ts';

export type { Json } from './json.ts';

/** HTTP methods that a request may use (RFC 9110 §9, RFC 5789). */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** A header. Sent unless `enabled` is false. */
export interface Header {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/**
 * A query parameter. Shown, described, and **not** sent unless `enabled` is true. Postman encodes what it must, but
 * takes `%` and `+` for encoded already: write `%25` and `%2B` to send them.
 */
export interface QueryParameter {
  readonly name: string;
  readonly value?: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/** The value of one `:name` segment of a URL, often a `{{placeholder}}`. */
export interface PathVariable {
  readonly value: string;
  readonly description?: string;
}

/** A field of a form body. Sent unless `enabled` is false. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/** A request body: JSON (emitted with two blanks of indentation), a URL-encoded form, or text as it is. */
export type Body =
  | { readonly json: Json; readonly mediaType?: string }
  | { readonly form: readonly FormField[] }
  | { readonly text: string; readonly mediaType: string };

/** A saved example response. */
export interface Example {
  readonly name: string;
  /** HTTP status code, 100–599. */
  readonly status: number;
  readonly headers?: readonly Header[];
  /** An object or array is emitted as JSON; a string as it is; absent = no body. */
  readonly body?: Json;
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

/** Scripts of a collection, folder or request, in the order in which they run, under Postman's own words. */
export interface Scripts {
  readonly preRequest?: readonly (string | ScriptUse)[];
  readonly postResponse?: readonly (string | ScriptUse)[];
}

/** A request. */
export interface RequestDeclaration {
  readonly kind: 'request';
  readonly name: string;
  readonly method: Method;
  /** Absolute, without query: `https://{{host}}/api/conference/:id/`. */
  readonly url: string;
  /** Markdown. */
  readonly description?: string;
  readonly pathVariables?: { readonly [name: string]: PathVariable };
  readonly query?: readonly QueryParameter[];
  readonly headers?: readonly Header[];
  readonly body?: Body;
  readonly examples?: readonly Example[];
  readonly scripts?: Scripts;
  /**
   * Scope tokens that the request needs, separated by blanks; of a list of such texts one is enough. When less was
   * granted, the request is not sent, and its login says which ones are missing.
   */
  readonly scope?: string | readonly string[];
  /** `none`: this request is sent without the collection's authorization, and the login does not run for it. */
  readonly authorization?: 'none';
}

/** A folder. Names are unique among their siblings, as ids are made of them. */
export interface FolderDeclaration {
  readonly kind: 'folder';
  readonly name: string;
  /** Markdown. */
  readonly description?: string;
  readonly scripts?: Scripts;
  readonly items: readonly ItemDeclaration[];
}

export type ItemDeclaration = RequestDeclaration | FolderDeclaration;

/** A collection variable with its initial value; never a secret. */
export interface CollectionVariable {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

/** A collection: what becomes one Postman collection file. */
export interface CollectionDeclaration {
  readonly kind: 'collection';
  readonly name: string;
  /** Markdown. */
  readonly description?: string;
  readonly authorization?: Authorization;
  readonly scripts?: Scripts;
  readonly variables?: readonly CollectionVariable[];
  readonly items: readonly ItemDeclaration[];
}

/** A variable of an environment. A `secret` has no value: it can't be declared, so it can't leak. */
export type EnvironmentValue = string | { readonly kind: 'secret' };

/** An environment: what becomes one Postman environment file. */
export interface EnvironmentDeclaration {
  readonly kind: 'environment';
  readonly name: string;
  /** In the order in which Postman shows them. */
  readonly variables: { readonly [name: string]: EnvironmentValue };
}
