/** `--proxy`: for the time of a run, the variables that every engine reads its proxy from. */

import { PostsmithError } from '../errors.ts';

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

/** @throws PostsmithError USAGE for what is no address of a proxy, or holds a password */
export const readProxy = (given: string): string => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new PostsmithError('USAGE', '--proxy takes an address such as http://proxy.example:3128.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new PostsmithError(
      'USAGE',
      'A password in --proxy can be read by every process of the machine. Set HTTPS_PROXY in the process environment instead.',
    );
  }
  return url.href;
};

/** Runs something while everything that is sent goes through the proxy; as the process has it where none is given. */
export const withProxy = async <T>(proxy: string | undefined, run: () => Promise<T>): Promise<T> => {
  if (proxy === undefined) return run();
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  for (const name of NAMES) process.env[name] = proxy;
  try {
    return await run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
};
