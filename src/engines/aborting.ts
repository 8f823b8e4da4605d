/** Ends a run when its signal says so. */

/**
 * Runs `start` with callbacks that settle the promise; when `signal` aborts first, calls what `start` returned and, when
 * that is done, rejects with the signal's reason.
 */
export const untilAborted = <T>(
  signal: AbortSignal | undefined,
  start: (
    resolve: (value: T) => void,
    reject: (reason: unknown) => void,
  ) => (() => void | Promise<void>) | undefined,
): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      void Promise.resolve(stop?.()).finally(() => reject(signal?.reason));
    };
    const settled =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        // Once it is told to end, how it ended otherwise does not matter.
        if (signal?.aborted === true) return;
        signal?.removeEventListener('abort', onAbort);
        settle(value);
      };
    signal?.addEventListener('abort', onAbort, { once: true });
    const stop = start(settled(resolve), settled(reject));
  });
