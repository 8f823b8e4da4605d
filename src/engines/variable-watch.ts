/** Tells which variables of the environment a run's scripts have changed, as soon as the engine knows. */

import type { PostmanEnvironment } from '../format/environment.ts';
import type { EngineInput } from './engine.ts';

/** What is read of an execution of a script: the environment as the script left it. */
export interface ScriptExecution {
  readonly environment?: { toObject(): Readonly<Record<string, unknown>> };
}

/** Milliseconds that a script may still take when the run is told to end: it may hold a token that nobody has stored. */
const LAST_WORDS = 3000;

/** One per run. Its methods are called in the order in which things happen. */
export class VariableWatch {
  #known: Readonly<Record<string, string>>;
  readonly #onVariables: EngineInput['onVariables'];
  #onIdle: (() => void) | undefined;
  #isRunning = false;

  constructor(environment: PostmanEnvironment, onVariables: EngineInput['onVariables']) {
    this.#known = Object.fromEntries(environment.values.map(({ key, value }) => [key, value]));
    this.#onVariables = onVariables;
  }

  /** A script begins. */
  begin(): void {
    this.#isRunning = true;
  }

  /** A script has ended, with everything that it waited for. */
  end(execution: ScriptExecution | undefined): void {
    this.#isRunning = false;
    if (this.#onVariables !== undefined) this.#tell(execution?.environment?.toObject());
    this.#onIdle?.();
  }

  /** Settles as soon as no script runs, or has run for long; at once where nobody listens. */
  async idle(): Promise<void> {
    if (this.#onVariables === undefined || !this.#isRunning) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LAST_WORDS);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #tell(scope: Readonly<Record<string, unknown>> | undefined): void {
    if (scope === undefined) return;
    const now = Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, String(value ?? '')]));
    const names = new Set([...Object.keys(this.#known), ...Object.keys(now)]);
    const changes = [...names]
      .filter((name) => (this.#known[name] ?? '') !== (now[name] ?? ''))
      .map((name): [string, string] => [name, now[name] ?? '']);
    this.#known = now;
    if (changes.length > 0) this.#onVariables?.(Object.fromEntries(changes));
  }
}
