/** Ends a run when its signal says so. */

/**
 * Runs `start` with callbacks that settle the promise. When `signal` aborts first, calls what `start` returned, and is
 * done when that is: what has run until then has been told.
 *
 * @throws the signal's reason, when it has aborted before anything began
 */
export const untilAborted = (
  signal: AbortSignal | undefined,
  start: (resolve: () => void, reject: (reason: unknown) => void) => (() => void | Promise<void>) | undefined,
): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      void Promise.resolve(stop?.()).finally(resolve);
    };
    const settled =
      <V extends readonly unknown[]>(settle: (...values: V) => void) =>
      (...values: V): void => {
        // Once it is told to end, how it ended otherwise does not matter.
        if (signal?.aborted === true) return;
        signal?.removeEventListener('abort', onAbort);
        settle(...values);
      };
    signal?.addEventListener('abort', onAbort, { once: true });
    const stop = start(settled(resolve), settled(reject));
  });
