/** What is used of postman-runtime, which has no types of its own. */

declare module '#vendor/postman-runtime' {
  import type {
    EventAssertion,
    EventCursor,
    EventItem,
    EventRequest,
    EventResponse,
    ScriptError,
  } from './event-types.ts';
  import type { RequestError } from './request-error.ts';
  import type { ScriptExecution } from './variable-watch.ts';

  export interface RuntimeRun {
    abort(): void;
    readonly host?: { dispose(): void };
    start(callbacks: RuntimeCallbacks): void;
  }

  export interface RuntimeCallbacks {
    beforeItem(error: Error | null, cursor: EventCursor, item: EventItem): void;
    request(
      error: RequestError | null,
      cursor: unknown,
      response: EventResponse | undefined,
      request: EventRequest,
      item: EventItem,
    ): void;
    assertion(cursor: unknown, assertions: readonly EventAssertion[]): void;
    console(cursor: unknown, level: string, ...values: unknown[]): void;
    exception(cursor: EventCursor, error: ScriptError): void;
    beforeScript(error: Error | null, cursor: unknown, script: { readonly id?: string } | undefined): void;
    script(
      error: ScriptError | null,
      cursor: unknown,
      execution: ScriptExecution | undefined,
      script: { readonly id?: string } | undefined,
    ): void;
    item(): void;
    done(error: Error | null): void;
  }

  class Runner {
    run(collection: unknown, options: object, callback: (error: Error | null, run: RuntimeRun) => void): void;
  }

  export const version: string;
  const runtime: { readonly Runner: typeof Runner };
  export default runtime;
}
