/** How big the script is that goes into a collection. */

import { FIXED_ENDPOINT, HOST_ENDPOINT, loginScript, logins, type Login } from './login-scripts.ts';
import type { Result } from './result.ts';

/** Bytes; the algorithms that most providers ask for. */
const budgets: Partial<Record<Login, number>> = {
  secret: 7000,
  HS256: 14_000,
  HS384: 14_000,
  HS512: 14_000,
  ES256: 46_000,
  RS256: 130_000,
};

const sizeOf = async (login: Login, endpoint: string, name: string): Promise<Result> => {
  const budget = endpoint === FIXED_ENDPOINT || login !== 'secret' ? budgets[login] : undefined;
  return {
    section: 'bundle',
    name,
    value: Buffer.byteLength(await loginScript(login, endpoint)),
    unit: 'bytes',
    ...(budget !== undefined && { budget }),
  };
};

/** Measures every way of logging in; a secret also where the host is a variable, which has to be understood. */
export const measureBundleSizes = (): Promise<Result[]> =>
  Promise.all([
    sizeOf('secret', FIXED_ENDPOINT, 'secret'),
    sizeOf('secret', HOST_ENDPOINT, 'secret, host in a variable'),
    ...logins.filter((login) => login !== 'secret').map((login) => sizeOf(login, HOST_ENDPOINT, login)),
  ]);
