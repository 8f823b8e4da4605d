/** The client id that stands in a provider's JSON key file. */

import { readLiteral } from './attempt.ts';
import { literal } from './variables.ts';

/** Reads it there or, where it is not, from its own variable. */
export const clientIdInFile =
  (
    file: string,
    path: string,
    variable: string,
    member: (file: string, path: string) => string | undefined,
  ) =>
  (): string =>
    // A file in the vault is read with the key, and names the client then.
    literal(file) ? (member(literal(file), path) ?? readLiteral(variable)) : '';
