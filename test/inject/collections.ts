/** Exported collections as published ones look, each with a login of its own kind. The text of a library stands for the library. */

type Members = Readonly<Record<string, unknown>>;

const event = (listen: 'prerequest' | 'test', code: string): Members => ({
  listen,
  script: { type: 'text/javascript', exec: code.trim().split('\n') },
});

const item = (name: string, request: Members = {}, ...events: readonly Members[]): Members => ({
  name,
  ...(events.length > 0 && { event: events }),
  request: { method: 'GET', header: [], url: 'https://{{host}}/things', ...request },
  response: [],
});

const collection = (items: readonly Members[], ...events: readonly Members[]): Members => ({
  info: { name: 'Things', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: items,
  ...(events.length > 0 && { event: events }),
});

const CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A request stores jsrsasign as a global; the collection's script evaluates it and signs. */
export const evaluated = collection(
  [
    item(
      'Get library',
      { url: 'https://cdn.example.com/jsrsasign.js' },
      event('test', `pm.globals.set('jsrsasign-js', responseBody);`),
    ),
    item('Things', { header: [{ key: 'X-Request-Id', value: '{{request_id}}' }] }),
  ],
  event(
    'prerequest',
    `
var navigator = {};
eval(pm.globals.get('jsrsasign-js'));
const now = Math.floor(Date.now() / 1000);
const claims = {
  iss: pm.environment.get('client_id'), sub: pm.environment.get('client_id'),
  aud: 'https://' + pm.environment.get('host') + '/oauth/token/',
  iat: now, exp: now + 600, jti: pm.variables.replaceIn('{{$guid}}'),
};
if (!pm.environment.get('expires') || pm.environment.get('expires') < now) {
  const jwt = KJUR.jws.JWS.sign('ES256', JSON.stringify({ alg: 'ES256', typ: 'JWT' }), JSON.stringify(claims), pm.environment.get('client_private_key'));
  pm.sendRequest({ url: claims.aud, method: 'POST', body: { mode: 'urlencoded', urlencoded: [
    { key: 'grant_type', value: 'client_credentials' },
    { key: 'client_assertion_type', value: '${CLIENT_ASSERTION}' },
    { key: 'client_assertion', value: jwt },
    { key: 'scope', value: 'use_api' },
  ] } }, (error, response) => {
    pm.environment.set('access_token', response.json().access_token);
    pm.environment.set('expires', now + response.json().expires_in);
  });
}
pm.environment.set('request_id', pm.variables.replaceIn('{{$guid}}'));`,
  ),
);

/** A service account's key file, pm.require, async functions, a form as text, a header that is written by the script. */
export const serviceAccount = collection(
  [item('Things')],
  event(
    'prerequest',
    `
const account = JSON.parse(pm.environment.get('service_account'));
async function getToken() {
  const { KJUR } = pm.require('npm:jsrsasign@11.1.0');
  const iat = Math.round(new Date().getTime() / 1000);
  const payload = { iss: account.client_email, scope: 'read', aud: 'https://as.example.com/token', exp: iat + 60 * 60, iat };
  const jwt = KJUR.jws.JWS.sign(null, { alg: 'RS256', typ: 'JWT', kid: account.private_key_id }, payload, account.private_key);
  const response = await pm.sendRequest({ url: 'https://as.example.com/token', method: 'POST',
    body: \`grant_type=\${encodeURIComponent('urn:ietf:params:oauth:grant-type:jwt-bearer')}&assertion=\${jwt}\` });
  return response.json().access_token;
}
getToken().then((token) => pm.request.headers.upsert({ key: 'Authorization', value: \`Bearer \${token}\` }));`,
  ),
);

/** CryptoJS by hand before a request that asks for the token. */
export const byHand = collection([
  item(
    'Get token',
    {
      method: 'POST',
      url: '{{tokenUrl}}',
      body: {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'grant_type', value: 'client_credentials' },
          { key: 'client_assertion_type', value: CLIENT_ASSERTION },
          { key: 'client_assertion', value: '{{assertion}}' },
        ],
      },
    },
    event(
      'prerequest',
      `
function base64url(source) {
  let encoded = CryptoJS.enc.Base64.stringify(source);
  encoded = encoded.replace(/=+$/, '');
  return encoded.replace(/\\+/g, '-').replace(/\\//g, '_');
}
var now = Math.floor(Date.now() / 1000);
var data = { iss: pm.environment.get('clientId'), sub: pm.environment.get('clientId'), aud: pm.environment.get('tokenUrl'), iat: now, exp: now + 300, jti: require('uuid').v4() };
var head = base64url(CryptoJS.enc.Utf8.parse(JSON.stringify({ alg: 'HS256', typ: 'JWT' })));
var body = base64url(CryptoJS.enc.Utf8.parse(JSON.stringify(data)));
pm.environment.set('assertion', head + '.' + body + '.' + base64url(CryptoJS.HmacSHA256(head + '.' + body, pm.environment.get('clientSecret'))));`,
    ),
    event(
      'test',
      `var json = JSON.parse(responseBody);\npostman.setEnvironmentVariable('token', json.access_token);`,
    ),
  ),
  item('Things', { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }] }),
]);

/** A library that is downloaded each time, and a JWT in a header of its own. */
export const ownHeader = collection(
  [item('Things')],
  event(
    'prerequest',
    `
pm.sendRequest('https://cdn.example.com/jsrsasign.js', (error, response) => {
  (new Function(response.text()))();
  const now = KJUR.jws.IntDate.get('now');
  const jwt = KJUR.jws.JWS.sign('RS256', JSON.stringify({ alg: 'RS256', typ: 'JWT' }), JSON.stringify({ iat: now - 60, exp: now + 540, iss: pm.collectionVariables.get('app_id') }), pm.collectionVariables.get('private_key').replace(/\\\\n/g, '\\n'));
  pm.request.headers.add({ key: 'X-Auth-Token', value: 'JWT ' + jwt });
});`,
  ),
);

/** The first one, and a request that makes keys with the same library. */
export const twoUsers: Members = {
  ...evaluated,
  item: [
    ...(evaluated['item'] as readonly Members[]),
    item(
      'New key',
      {},
      event(
        'prerequest',
        `eval(pm.globals.get('jsrsasign-js'));\npm.environment.set('public_key', KEYUTIL.getPEM(KEYUTIL.generateKeypair('EC', 'secp256r1').pubKeyObj));`,
      ),
    ),
    item('Register', { body: { mode: 'raw', raw: '{{public_key}}' }, method: 'POST' }),
  ],
};
