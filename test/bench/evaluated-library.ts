/** The kind of script that people paste today: a library kept as text in a variable, evaluated on every request. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The text of the whole library, as it is put into the variable `library`. */
export const libraryText = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('jsrsasign/lib/jsrsasign-all-min.js'), 'utf8');

// The library expects a browser; people declare these before they evaluate it.
const evaluation = `var navigator = {}; var window = {}; eval(pm.environment.get('library'));`;

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
