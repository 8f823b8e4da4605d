/** Runs a script text in both real sandboxes, with an environment, a request, and answers to what it sends. */

import { createRequire } from 'node:module';

/** What a token endpoint answers; `error` stands for a connection that failed; `silent` for none at all. */
export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly silent?: boolean;
}

/** A request that the script sent. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is there before the script runs. */
export interface Scene {
  readonly listen?: 'prerequest' | 'test';
  readonly environmentName?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly globals?: Readonly<Record<string, string>>;
  /** Local variables, as an earlier request of the run left them. */
  readonly local?: Readonly<Record<string, string>>;
  /** Postman's vault, where scripts may read it; absent = they may not. */
  readonly vault?: Readonly<Record<string, string>>;
  readonly request?: object;
  readonly response?: object;
  readonly answer?: (request: Sent) => Answer;
}

/** What the script did. */
export interface Outcome {
  readonly environment: Readonly<Record<string, string>>;
  readonly local: Readonly<Record<string, string>>;
  readonly tests: readonly { name: string; passed: boolean; skipped: boolean; message: string }[];
  readonly console: readonly string[];
  readonly sent: readonly Sent[];
  readonly skipped: boolean;
  readonly nextRequest: unknown;
  readonly error: string;
}

/** postman-sandbox has no types; its context is an event emitter. */
interface Context {
  on(event: string, listener: (...values: never[]) => void): void;
  removeAllListeners(event: string): void;
  dispatch(event: string, ...values: unknown[]): void;
  execute(
    event: object,
    options: object,
    done: (error: Error | undefined, execution: Execution) => void,
  ): void;
  dispose(): void;
}

interface Scope {
  readonly values: readonly { key: string; value: string }[];
}

/** The sandbox's own name for the local scope. */
const LOCAL = '_variables';

interface Execution {
  readonly environment?: Scope;
  readonly [LOCAL]?: Scope;
  readonly return?: { nextRequest?: unknown };
}

export type Engine = 'newman' | 'postman-runtime';

export const engines: readonly Engine[] = ['newman', 'postman-runtime'];

/** A sandbox of one engine. */
export interface Sandbox {
  run(script: string, scene?: Scene): Promise<Outcome>;
  close(): void;
}

const scopeOf = (values: Readonly<Record<string, string>> = {}): Scope => ({
  values: Object.entries(values).map(([key, value]) => ({ key, value })),
});

const recordOf = (scope: Scope | undefined): Record<string, string> =>
  Object.fromEntries((scope?.values ?? []).map(({ key, value }) => [key, value]));

/** Opens the sandbox that an engine brings along. */
export const openSandbox = (engine: Engine): Promise<Sandbox> => {
  const requireHere = createRequire(import.meta.url);
  const requireThere = createRequire(requireHere.resolve(`${engine}/package.json`));
  // postman-sandbox has no types.
  const module = requireThere('postman-sandbox') as {
    createContext(done: (error: Error | null | undefined, context: Context) => void): void;
  };
  return new Promise((resolve, reject) => {
    module.createContext((error, context) => {
      if (error) reject(error);
      else
        resolve({ run: (script, scene = {}) => run(context, script, scene), close: () => context.dispose() });
    });
  });
};

let executions = 0;

const run = (context: Context, script: string, scene: Scene): Promise<Outcome> =>
  new Promise((resolve) => {
    const id = `execution-${(executions += 1)}`;
    const seen = {
      tests: [] as { name: string; passed: boolean; skipped: boolean; message: string }[],
      console: [] as string[],
      sent: [] as Sent[],
      skipped: false,
      errors: [] as string[],
    };
    for (const event of ['console', 'error', 'execution.error']) context.removeAllListeners(event);
    context.on('console', (_cursor: unknown, level: string, ...values: unknown[]) => {
      seen.console.push(`${level}: ${values.map(String).join(' ')}`);
    });
    context.on('error', (error: Error) => seen.errors.push(String(error)));
    context.on('execution.error', (_cursor: unknown, error: Error) => seen.errors.push(error.message));
    context.on(`execution.skipRequest.${id}`, () => (seen.skipped = true));
    context.on(`execution.assertion.${id}`, (_cursor: unknown, assertions: AssertionEvent[]) => {
      for (const { name, passed, skipped, error } of assertions) {
        seen.tests.push({ name, passed, skipped, message: error?.message ?? '' });
      }
    });
    context.on(
      `execution.request.${id}`,
      (_cursor: unknown, _id: string, requestId: string, request: SentEvent) => {
        const sent = describe(request);
        seen.sent.push(sent);
        const {
          status = 200,
          body = '',
          headers = {},
          error,
          silent,
        } = scene.answer?.(sent) ?? { status: 404 };
        if (silent) return;
        const header = Object.entries(headers).map(([key, value]) => ({ key, value }));
        const response = { code: status, header, stream: Buffer.from(body) };
        context.dispatch(`execution.response.${id}`, requestId, error ?? null, error ? undefined : response);
      },
    );
    context.on(`execution.vault.${id}`, (eventId: string, _command: string, name: string) => {
      const error = scene.vault === undefined ? 'Vault access denied' : null;
      context.dispatch(`execution.vault.${id}`, eventId, error, scene.vault?.[name]);
    });
    const event = { listen: scene.listen ?? 'prerequest', script: { exec: script } };
    context.execute(event, { ...optionsOf(scene), id }, (error, execution) => {
      resolve({
        environment: recordOf(execution?.environment),
        local: recordOf(execution?.[LOCAL]),
        ...seen,
        nextRequest: execution?.return?.nextRequest,
        error: [error?.message, ...seen.errors].filter(Boolean).join('; '),
      });
    });
  });

interface AssertionEvent {
  name: string;
  passed: boolean;
  skipped: boolean;
  error?: { message: string };
}

interface SentEvent {
  url: { toString(): string } | object;
  method: string;
  header: { key: string; value: string }[];
  body?: { raw?: string };
}

const describe = (request: SentEvent): Sent => {
  const url = request.url as { protocol?: string; host?: string[]; port?: string; path?: string[] } | string;
  const text =
    typeof url === 'string'
      ? url
      : `${url.protocol}://${url.host?.join('.')}${url.port ? `:${url.port}` : ''}/${url.path?.join('/') ?? ''}`;
  return {
    url: text,
    method: request.method,
    headers: Object.fromEntries((request.header ?? []).map(({ key, value }) => [key, value])),
    body: request.body?.raw ?? '',
  };
};

const optionsOf = (scene: Scene) => ({
  timeout: 20_000,
  resolvedPackages: {},
  legacy: { _itemId: 'item-1', _itemName: 'An item' },
  context: {
    [LOCAL]: scopeOf(scene.local),
    environment: {
      ...scopeOf(scene.environment),
      ...(scene.environmentName ? { name: scene.environmentName } : {}),
    },
    globals: scopeOf(scene.globals),
    request: scene.request ?? { url: 'https://api.example.com/things/', method: 'GET' },
    ...(scene.response ? { response: scene.response } : {}),
  },
});
