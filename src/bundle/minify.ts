/** Makes a login smaller still, by a twentieth of its own code: the only door to terser. */

import { minify as terse } from 'terser';

/** Bytes: a login without crypto. In a bigger one further passes cost a second and find next to nothing. */
const SMALL = 20_000;

/** Returns the same program in fewer bytes of ASCII; the same ones on every machine. */
export const minify = async (code: string): Promise<string> => {
  const { code: text = code } = await terse(code, {
    ecma: 2020,
    compress: { ecma: 2020, passes: code.length < SMALL ? 3 : 1, keep_fargs: false },
    format: { ascii_only: true },
  });
  return text;
};
