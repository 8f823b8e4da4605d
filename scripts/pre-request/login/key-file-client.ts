/** The client id that stands in a provider's JSON key file. */

import type { Attempt } from './attempt.ts';
import { readLiteral } from './inputs.ts';
import { literal } from './variables.ts';

/** Reads it there or, where it is not, from its own variable. */
export const clientIdInFile =
  (
    file: string,
    path: string,
    variable: string,
    member: (file: string, path: string) => string | undefined,
  ) =>
  (attempt: Omit<Attempt, 'clientId'>): string =>
    member(literal(file), path) ?? readLiteral(attempt, variable);
