/** Waits for a call, then until no more calls come: many files may change at once. */

import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds without another call after which it is quiet. */
const QUIET = 40;
/** Milliseconds after which nobody waits for quiet any more. */
const LONGEST = 500;
/** Milliseconds after which somebody should look without a call: some drives tell nothing. */
const LOOK = 2000;

export class Waker {
  #calls = 0;
  #isEnded = false;
  #onCall: () => void = () => undefined;

  wake(): void {
    this.#calls += 1;
    this.#onCall();
  }

  /** Nobody waits any more. */
  end(): void {
    this.#isEnded = true;
    this.#onCall();
  }

  /** Returns true when somebody has called since it returned last, false when it is time to look without. */
  async wait(): Promise<boolean> {
    if (this.#calls === 0 && !this.#isEnded) await this.#call();
    if (this.#isEnded || this.#calls === 0) return false;
    const begun = performance.now();
    let known = 0;
    while (known !== this.#calls && performance.now() - begun < LONGEST) {
      known = this.#calls;
      await pause(QUIET);
    }
    this.#calls = 0;
    return true;
  }

  async #call(): Promise<void> {
    const over = new AbortController();
    this.#onCall = () => over.abort();
    await pause(LOOK, undefined, { signal: over.signal }).catch(() => undefined);
    this.#onCall = () => undefined;
  }
}
