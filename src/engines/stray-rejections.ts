/**
 * Catches promises that scripts let reject. newman runs scripts in this very process, and such a promise would end it.
 */

/**
 * Runs something while rejections of scripts go to `onScript` instead of ending the process.
 * Objects of a sandbox come from another realm, so an `Error` of this realm is not a script's: it rejects the call.
 */
export const catchStrayRejections = <T>(
  onScript: (reason: unknown) => void,
  run: () => Promise<T>,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const listener = (reason: unknown): void => {
      if (reason instanceof Error) reject(reason);
      else onScript(reason);
    };
    process.on('unhandledRejection', listener);
    void run()
      .finally(() => process.off('unhandledRejection', listener))
      .then(resolve, reject);
  });
