/**
 * What a script may use inside Postman: the part of the sandbox that newman's and the app's engine have in common.
 * https://learning.postman.com/docs/tests-and-scripts/write-scripts/postman-sandbox-api-reference/
 */

// An import would make a module of this file, and its names would no longer be global.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./sandbox-expectation.d.ts" />
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./sandbox-messages.d.ts" />

/** A value as scripts get it: people type text, scripts may have stored anything. */
type PostmanValue = unknown;

/** Variables of one scope. */
interface PostmanVariableScope {
  has(name: string): boolean;
  get(name: string): PostmanValue;
  set(name: string, value: PostmanValue): void;
  unset(name: string): void;
  /** Removes all variables of the scope. */
  clear(): void;
  toObject(): { [name: string]: PostmanValue };
  /** Replaces `{{name}}` and dynamic variables like `{{$guid}}`, with the values of all scopes. */
  replaceIn(template: string): string;
  /** The id of the environment, say. */
  readonly id: string;
  /** Values by name. */
  variables(): { [name: string]: PostmanValue };
  toJSON(): object;
}

/** What `pm.sendRequest` is given. */
interface PostmanRequestDefinition {
  url: string;
  method?: string;
  header?: { [name: string]: string };
  body?: { mode: 'raw'; raw: string } | { mode: 'urlencoded'; urlencoded: { key: string; value: string }[] };
}

/** The current engine gives a message as well; newman often just a code. */
interface PostmanRequestError {
  readonly code?: string;
  readonly message?: string;
}

interface PostmanTest {
  (name: string, check: (done: (error?: unknown) => void) => unknown): void;
  skip(name: string, check?: () => unknown): void;
  /** How many tests there were so far. */
  index(): number;
}

interface PostmanExpect {
  (value: unknown, message?: string): PostmanExpectation;
  fail(message?: string): never;
}

declare const pm: {
  /** All scopes at once for reading; the local scope, which lasts for one run, for writing. */
  readonly variables: PostmanVariableScope;
  readonly environment: PostmanVariableScope & { readonly name?: string };
  readonly collectionVariables: PostmanVariableScope;
  readonly globals: PostmanVariableScope;
  /** The line of the data file that this iteration has; what is set there lasts for the iteration. */
  readonly iterationData: PostmanVariableScope;
  readonly request: PostmanRequest;
  /** In post-response scripts only. */
  readonly response: PostmanResponse;
  readonly info: {
    readonly eventName: 'prerequest' | 'test';
    readonly iteration: number;
    readonly iterationCount: number;
    /** The same for every execution of the request. */
    readonly requestId: string;
    readonly requestName: string;
  };
  readonly test: PostmanTest;
  readonly expect: PostmanExpect;
  readonly execution: {
    /** By name or id; `null` ends the run. */
    setNextRequest(request: string | null): void;
    /** In pre-request scripts only. Alone it looks like success: fail a test before. */
    skipRequest(): void;
    /** Names of the folders above, then that of the request. */
    readonly location: readonly string[];
  };
  /** Shows a Handlebars template in the app's Visualize tab; runners pass it over. */
  readonly visualizer: {
    set(template: string, data?: { readonly [name: string]: PostmanValue }): void;
    clear(): void;
  };
  /** The cookies that the request's host has set. */
  readonly cookies: PostmanPropertyList<PostmanCookie> & { jar(): PostmanCookieJar };
  /** Follows redirects. Only the callback works on every engine. */
  sendRequest(
    request: string | PostmanRequestDefinition,
    callback: (error: PostmanRequestError | null | undefined, response: PostmanResponse) => void,
  ): void;
};

// What other environments know as well is declared as their types declare it: then a project whose one tsconfig covers
// declarations and scripts may have the types of Node or of a browser too.

interface Console {
  log(...values: readonly unknown[]): void;
  info(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
}

declare var console: Console;

declare namespace NodeJS {
  interface Require {
    (module: string): ReturnType<JSON['parse']>;
  }
}

/** The sandbox's own modules: crypto-js, uuid, lodash, ajv, chai, moment, … An `import` of one has types. */
declare var require: NodeJS.Require;

declare function setTimeout(action: () => void, milliseconds?: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function setInterval(action: () => void, milliseconds?: number): number;
declare function clearInterval(timer: number | undefined): void;
declare function setImmediate(action: () => void): number;
declare function clearImmediate(timer: number | undefined): void;

declare function atob(base64: string): string;
declare function btoa(binary: string): string;

interface BufferConstructor {
  from(
    data: string | ArrayLike<number>,
    encoding?: 'utf8' | 'base64' | 'hex' | 'latin1',
  ): Uint8Array & {
    toString(encoding?: 'utf8' | 'base64' | 'hex' | 'latin1'): string;
  };
}

declare var Buffer: BufferConstructor;
