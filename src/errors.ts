/** Every error that Postsmith raises on purpose: one class, one list of codes, exit codes derived from them. */

/** What kind of mistake it is. `switch (error.code)` narrows. */
export type ErrorCode =
  /** A declaration is wrong; `problems` lists every one, each with its place. */
  | 'INVALID_DECLARATION'
  /** The project folder lacks something (no `collections/`, an unreadable file, a module that throws). */
  | 'INVALID_PROJECT'
  /** A script uses what a sandbox lacks, or does not compile; `problems` lists every one with file and line. */
  | 'INVALID_SCRIPT'
  /** An authorization server's metadata could not be had, or can't be used. */
  | 'DISCOVERY_FAILED'
  /** An artifact would hold a secret; nothing was written. */
  | 'SECRET_IN_ARTIFACT'
  /** The command line or its inputs (arguments, environment file, CA file) are wrong. */
  | 'USAGE'
  /** An engine is not installed or could not be started. */
  | 'ENGINE_UNAVAILABLE'
  /** A file could not be written. */
  | 'OUTPUT_FAILED'
  /** Nobody was signed in: denied, rejected, not in time, or the response is not to be trusted. */
  | 'SIGN_IN_FAILED'
  /** Another process uses the same session, and has not ended in time. */
  | 'SESSION_BUSY';

/**
 * The one error class. The message says what is wrong, where, and how to mend it; it never holds a secret.
 * `problems` holds one line per problem where there can be several.
 */
export class PostsmithError extends Error {
  override readonly name = 'PostsmithError';
  readonly code: ErrorCode;
  readonly problems: readonly string[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; problems?: readonly string[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
  }
}
