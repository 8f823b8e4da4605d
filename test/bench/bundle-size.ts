/** How big the script is that goes into a collection. */

import type { SigningAlgorithm } from '../../src/declare/authorization.ts';
import { algorithms } from './first-token.ts';
import { loginScript } from './login-scripts.ts';
import type { Result } from './result.ts';

/** Bytes; the design names the two that matter most. */
const budgets: Partial<Record<SigningAlgorithm, number>> = { ES256: 46_000, RS256: 130_000 };

const sizeOf = async (algorithm: SigningAlgorithm): Promise<Result> => {
  const value = Buffer.byteLength(await loginScript(algorithm));
  const budget = budgets[algorithm];
  return {
    section: 'bundle',
    name: algorithm,
    value,
    unit: 'bytes',
    ...(budget !== undefined && { budget }),
  };
};

/** Measures the login of every algorithm. */
export const measureBundleSizes = (): Promise<Result[]> => Promise.all(algorithms.map(sizeOf));
