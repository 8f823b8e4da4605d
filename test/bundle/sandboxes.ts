/** Runs a script in both of Postman's sandboxes, without an engine around them. */

import { createRequire } from 'node:module';

/** What a script did in one sandbox. */
export interface SandboxResult {
  /** What it wrote with console.log, line by line. */
  readonly logs: readonly string[];
  /** Environment variables at its end. */
  readonly environment: { readonly [name: string]: string };
  /** Why it ended early. */
  readonly error?: string;
}

interface Execution {
  readonly environment: { readonly values: readonly { readonly key: string; readonly value: string }[] };
}

/** The part of postman-sandbox, which has no types, that is used here. */
interface SandboxContext {
  on(event: 'console', listener: (cursor: unknown, level: string, ...values: unknown[]) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  removeAllListeners(event: string): void;
  execute(
    event: { listen: 'prerequest' | 'test'; script: { exec: string } },
    options: { readonly [name: string]: unknown },
    done: (error: Error | undefined, execution: Execution) => void,
  ): void;
  dispose(): void;
}

interface SandboxModule {
  createContext(done: (error: Error | null | undefined, context: SandboxContext) => void): void;
}

const moduleOf = (engine: 'newman' | 'postman-runtime'): SandboxModule => {
  const requireHere = createRequire(import.meta.url);
  const requireFromEngine = createRequire(requireHere.resolve(`${engine}/package.json`));
  // postman-sandbox has no types.
  return requireFromEngine('postman-sandbox') as SandboxModule;
};

const open = (engine: 'newman' | 'postman-runtime'): Promise<SandboxContext> =>
  new Promise((resolve, reject) => {
    moduleOf(engine).createContext((error, context) => (error ? reject(error) : resolve(context)));
  });

const execute = (context: SandboxContext, script: string): Promise<SandboxResult> =>
  new Promise((resolve) => {
    const logs: string[] = [];
    context.removeAllListeners('console');
    context.on('console', (_cursor, _level, ...values) => {
      logs.push(values.map(String).join(' '));
    });
    const event = { listen: 'prerequest' as const, script: { exec: script } };
    context.execute(event, {}, (error, execution) => {
      const values = execution?.environment?.values ?? [];
      const environment = Object.fromEntries(values.map(({ key, value }) => [key, value]));
      resolve({ logs, environment, ...(error ? { error: `${error.name}: ${error.message}` } : {}) });
    });
  });

/** Both sandboxes, open until `close`. */
export interface Sandboxes {
  /** Runs the script in newman's sandbox and in postman-runtime's; scripts log nothing but primitive values. */
  run(script: string): Promise<{ readonly newman: SandboxResult; readonly runtime: SandboxResult }>;
  close(): void;
}

/** Opens both sandboxes. */
export const openSandboxes = async (): Promise<Sandboxes> => {
  const [newman, runtime] = await Promise.all([open('newman'), open('postman-runtime')]);
  return {
    run: async (script) => ({
      newman: await execute(newman, script),
      runtime: await execute(runtime, script),
    }),
    close: () => {
      newman.dispose();
      runtime.dispose();
    },
  };
};
