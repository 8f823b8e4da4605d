/** newman runs scripts in this very process: a promise that a script lets reject would end it. */

/**
 * Runs something while rejections of scripts go to `onScript` instead of ending the process.
 * Objects of a sandbox come from another realm, so an `Error` of this realm is not a script's: it rejects the call.
 */
export const catchStrayRejections = async <T>(
  onScript: (reason: unknown) => void,
  run: () => Promise<T>,
): Promise<T> => {
  const { promise: ours, reject } = withRejection();
  const listener = (reason: unknown): void => {
    if (reason instanceof Error) reject(reason);
    else onScript(reason);
  };
  process.on('unhandledRejection', listener);
  try {
    return await Promise.race([run(), ours]);
  } finally {
    process.off('unhandledRejection', listener);
  }
};

const withRejection = (): { promise: Promise<never>; reject: (reason: unknown) => void } => {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
};
