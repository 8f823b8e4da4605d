/** The kind of script that people paste today: a library kept as text in a variable, evaluated on every request. */

import { buildSync } from 'esbuild';

/** The whole library as one minified bundle, some 300 KB, as it is put into the variable `library`. */
export const libraryText = (): string => {
  const { outputFiles } = buildSync({
    stdin: { contents: `export * from 'jsrsasign';`, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'library',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
};

const evaluation = `eval(pm.environment.get('library')); var { KEYUTIL, KJUR } = library;`;

// One signature in some hundreds has a short r or s, on which the library fails: it signs again.
const signature = `
  var now = Math.floor(Date.now() / 1000);
  var header = { alg: 'ES256', typ: 'JWT' };
  var claims = { iss: 'bench', sub: 'bench', aud: 'https://localhost/oauth/token/', iat: now, exp: now + 3600, jti: String(Math.random()) };
  var key = KEYUTIL.getKey(pm.environment.get('client_private_key'));
  var sign = () => KJUR.jws.JWS.sign('ES256', JSON.stringify(header), JSON.stringify(claims), key);
  var jwt;
  try { jwt = sign(); } catch (error) { jwt = sign(); }
  pm.environment.set('jwt_signed', jwt);`;

const useToken = `if (Number(pm.environment.get('expires')) > Date.now() / 1000) { pm.environment.get('access_token'); }`;

/** Evaluates the library, then finds that the token lives. */
export const evaluatingScript = `${evaluation} ${useToken}`;

/** Evaluates the library and signs an assertion, then finds that the token lives. */
export const signingScript = `${evaluation} ${signature} ${useToken}`;
