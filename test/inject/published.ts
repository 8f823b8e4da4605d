/** Collections with logins as people publish them, which run: each with another library, another place, another form. */

/** Members of JSON. */
export type Members = Readonly<Record<string, unknown>>;

const event = (listen: 'prerequest' | 'test', ...exec: string[]): Members => ({
  listen,
  script: { type: 'text/javascript', exec },
});

const request = (
  name: string,
  path: string,
  more: Members = {},
  event_: readonly Members[] = [],
): Members => ({
  name,
  ...(event_.length > 0 && { event: event_ }),
  request: { method: 'GET', header: [], url: `{{base}}${path}`, ...more },
  response: [],
});

const collection = (item: readonly Members[], more: Members = {}): Members => ({
  info: {
    _postman_id: '5f3ad9b1-2b1f-4b0e-8a5e-0f3a4f5e6d7c',
    name: 'Orders',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    _exporter_id: '123',
  },
  item,
  ...more,
});

const bearer = (token: string): Members => ({
  auth: { type: 'bearer', bearer: [{ key: 'token', value: token, type: 'string' }] },
});

const SIGN = [
  'var now = Math.floor(Date.now() / 1000);',
  'var header = { alg: "RS256", typ: "JWT" };',
  'var payload = {',
  '    iss: pm.environment.get("client_id"),',
  '    sub: pm.environment.get("client_id"),',
  '    aud: pm.environment.get("base") + "/token",',
  '    jti: require("uuid").v4(),',
  '    iat: now,',
  '    exp: now + 300',
  '};',
  'var assertion = KJUR.jws.JWS.sign("RS256", JSON.stringify(header), JSON.stringify(payload), pm.environment.get("private_key"));',
];

const ask = (then: string): string[] => [
  'pm.sendRequest({',
  '    url: pm.environment.get("base") + "/token",',
  '    method: "POST",',
  '    header: { "Content-Type": "application/x-www-form-urlencoded" },',
  '    body: {',
  '        mode: "urlencoded",',
  '        urlencoded: [',
  '            { key: "grant_type", value: "client_credentials" },',
  '            { key: "client_assertion_type", value: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" },',
  '            { key: "client_assertion", value: assertion }',
  '        ]',
  '    }',
  '}, function (err, res) {',
  `    ${then}`,
  '});',
];

/** A request loads the library into a global; the collection's script evaluates it. */
const loaded = collection(
  [
    request('Load the library', '/lib/jsrsasign.js', {}, [
      event('test', 'pm.globals.set("jsrsasign", pm.response.text());'),
    ]),
    request('List orders', '/orders'),
    { name: 'Public', item: [request('Status', '/status', { auth: { type: 'noauth' } })] },
  ],
  {
    ...bearer('{{access_token}}'),
    event: [
      event(
        'prerequest',
        '// Each request has a number.',
        'pm.environment.set("number", Number(pm.environment.get("number") || 0) + 1);',
        'if (pm.info.requestName !== "Load the library") {',
        '    var navigator = {}; var window = {};',
        '    eval(pm.globals.get("jsrsasign"));',
        ...[...SIGN, ...ask('pm.environment.set("access_token", res.json().access_token);')].map(
          (line) => `    ${line}`,
        ),
        '}',
      ),
    ],
  },
);

/** The library is a variable of the collection; requests write the header themselves. */
const blob = (library: string): Members =>
  collection(
    [
      request('List orders', '/orders', { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }] }),
      request('Check', '/check', { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }] }, [
        event('test', 'pm.test("is 200", function () { pm.response.to.have.status(200); });'),
      ]),
    ],
    {
      event: [
        event(
          'prerequest',
          'const window = {}, navigator = {};',
          "eval(pm.collectionVariables.get('rsasign'));",
          ...SIGN,
          ...ask("pm.collectionVariables.set('token', res.json().access_token);"),
        ),
      ],
      variable: [
        { key: 'version', value: '1' },
        { key: 'rsasign', value: library, type: 'string' },
      ],
    },
  );

/** The library is fetched in each script; the header is written by the script. */
const fetched = collection([request('List orders', '/orders'), request('Read', '/orders/1')], {
  event: [
    event(
      'prerequest',
      'const url = pm.environment.get("base") + "/lib/jsrsasign-all-min.js";',
      'pm.sendRequest(url, (error, library) => {',
      '    var navigator = {}; var window = {};',
      '    eval(library.text());',
      ...[
        ...SIGN,
        ...ask(
          "pm.request.headers.upsert({ key: 'Authorization', value: 'Bearer ' + res.json().access_token });",
        ),
      ].map((line) => `    ${line}`),
      '});',
    ),
  ],
});

/** A client secret in the Basic header: no library at all, in one folder. */
const secret = collection([
  {
    name: 'Private',
    item: [request('List orders', '/orders')],
    event: [
      event(
        'prerequest',
        'pm.sendRequest({',
        '  url: pm.environment.get("base") + "/token",',
        '  method: "POST",',
        '  header: {',
        '    Authorization: "Basic " + btoa(pm.environment.get("client_id") + ":" + pm.environment.get("client_secret")),',
        '    "Content-Type": "application/x-www-form-urlencoded",',
        '  },',
        '  body: { mode: "raw", raw: "grant_type=client_credentials&scope=orders" },',
        '}, (error, response) => pm.environment.set("jwt_token", response.json().access_token));',
      ),
    ],
    ...bearer('{{jwt_token}}'),
  },
  request('Status', '/status'),
]);

/** CryptoJS by hand, in v2.0 with its shapes. */
const old: Members = {
  ...collection([
    {
      ...request('List orders', '/orders', { auth: { type: 'bearer', bearer: { token: '{{access}}' } } }),
      event: [
        {
          listen: 'prerequest',
          script: {
            type: 'text/javascript',
            exec: [
              'function enc(words) { return CryptoJS.enc.Base64.stringify(words).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, ""); }',
              'var t = Math.round(Date.now() / 1000);',
              'var h = enc(CryptoJS.enc.Utf8.parse(JSON.stringify({ alg: "HS256", typ: "JWT" })));',
              'var c = enc(CryptoJS.enc.Utf8.parse(JSON.stringify({ iss: pm.environment.get("client_id"), sub: pm.environment.get("client_id"), aud: pm.environment.get("base") + "/token", iat: t, exp: t + 60 })));',
              'var s = enc(CryptoJS.HmacSHA256(h + "." + c, pm.environment.get("client_secret")));',
              'pm.sendRequest({ url: pm.environment.get("base") + "/token", method: "POST", body: { mode: "urlencoded", urlencoded: [ { key: "grant_type", value: "client_credentials" }, { key: "client_assertion_type", value: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" }, { key: "client_assertion", value: h + "." + c + "." + s } ] } }, function (e, r) { postman.setEnvironmentVariable("access", r.json().access_token); });',
            ].join('\r\n'),
          },
        },
      ],
    },
  ]),
  info: { name: 'Old', schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json' },
};

/** By name, made of the text of jsrsasign. */
export const published = (library: string): Readonly<Record<string, Members>> => ({
  'a library in a global, loaded by a request': loaded,
  'a library in a collection variable': blob(library),
  'a library that each script fetches': fetched,
  'a secret in one folder': secret,
  'CryptoJS by hand, in v2.0': old,
});
