/** Requests to this very machine go there straight, whatever proxy the process environment names. */

/** What the engines look at, in this order; the Postman CLI is handed the same variables. */
const NAMES = ['NO_PROXY', 'no_proxy'] as const;
const LOOPBACK = 'localhost,127.0.0.1';

/** Runs something while `NO_PROXY` names the loopback host besides what it names already. */
export const withoutProxy = async <T>(run: () => Promise<T>): Promise<T> => {
  const { env } = process;
  const before = NAMES.map((name) => env[name]);
  const given = before.find((value) => value !== undefined && value !== '');
  // `*` stands alone: within a list it means nothing.
  const hosts = given === undefined ? LOOPBACK : given === '*' ? given : `${given},${LOOPBACK}`;
  for (const name of NAMES) env[name] = hosts;
  try {
    return await run();
  } finally {
    for (const [index, name] of NAMES.entries()) {
      const value = before[index];
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  }
};
