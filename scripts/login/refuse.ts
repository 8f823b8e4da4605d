/** Keeps a request from leaving, in the one way that every engine reports as a failure. */

let refused = false;

/** True when a script of this execution has refused the request: whatever runs later has nothing to do. */
export const isRefused = (): boolean => refused;

/**
 * Fails a test named `name` with `message`, then skips the request. A skipped request alone would look like success,
 * and a failed test alone would still send it.
 */
export function refuse(name: string, message: string): void {
  refused = true;
  pm.test(name, () => {
    throw new Error(message);
  });
  pm.execution.skipRequest();
}
