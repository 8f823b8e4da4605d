/** How big the script is that goes into a collection, and how big the shipped collection is. */

import { statSync } from 'node:fs';
import { logins, scriptsOf, type Login, type LoginScripts } from './login-scripts.ts';
import { pexipFile } from './pexip-run.ts';
import type { Result } from './result.ts';

/**
 * Bytes of the whole script, its configuration included. About 41 KB of ES256 are noble as released, 88 KB of RS256 are
 * jsrsasign; of the rest, half are sentences that say what is wrong with a key, a value or a response, and a tenth hides
 * secrets in what servers say, in all the forms in which they repeat them.
 */
const budgets: Partial<Record<Login, number>> = {
  secret: 24_000,
  HS256: 36_000,
  HS384: 36_000,
  HS512: 36_000,
  ES256: 84_000,
  RS256: 133_000,
};

const programSize = (built: LoginScripts, login: Login): Result => {
  const value = Buffer.byteLength(scriptsOf(built, login).preRequest);
  const budget = budgets[login];
  return { section: 'program', name: login, value, unit: 'bytes', ...(budget !== undefined && { budget }) };
};

/** Measures the program of every way of logging in, and the Pexip collection's file. */
export const measureSizes = (built: LoginScripts): Result[] => [
  ...logins.map((login) => programSize(built, login)),
  {
    section: 'file',
    name: 'Pexip collection',
    value: statSync(pexipFile).size,
    unit: 'bytes',
    budget: 2_200_000,
  },
];
