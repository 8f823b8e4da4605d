/** Makes a small login smaller still, by a twentieth: the only door to terser. */

import { minify as terse } from 'terser';

/** Bytes: a login without elliptic curves or RSA. Of a bigger one it takes a second, and finds a twenty-fifth. */
const SMALL = 20_000;

/** Returns the same program, in fewer bytes of ASCII where it is a small one; the same ones on every machine. */
export const minify = async (code: string): Promise<string> => {
  if (code.length > SMALL) return code;
  const { code: text = code } = await terse(code, {
    ecma: 2020,
    compress: { ecma: 2020, passes: 3, keep_fargs: false },
    format: { ascii_only: true },
  });
  return text;
};
