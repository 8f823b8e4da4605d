/** `--json`: one document on stdout, of a result or of an error. */

import type { ErrorCode } from '../errors.ts';
import type { CommandContext } from './command.ts';

/** What stdout gets with `--json` when a command could not do what it was to do. The exit code is the same as without. */
export interface ErrorJson {
  readonly error: {
    /** SYSTEM: the system, or an installation that is not whole (exit code 2). BUG: a mistake in Postsmith itself (3). */
    readonly code: ErrorCode | 'SYSTEM' | 'BUG';
    readonly message: string;
    /** Each of several problems, with its place. */
    readonly problems: readonly string[];
  };
}

/** Prints a document, indented. Secrets are hidden before its texts are quoted and escaped. */
export const printJson = (
  document: object,
  { out, redactor }: Pick<CommandContext, 'out' | 'redactor'>,
): void => {
  const hide = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? redactor.redact(value) : value;
  out(`${JSON.stringify(document, hide, 2)}\n`);
};
