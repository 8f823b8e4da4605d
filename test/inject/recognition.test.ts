import { describe, expect, test } from 'vitest';
import { configureLogin } from '../../src/oauth/configuration.ts';
import { authorizationOf, printProposal } from '../../src/inject/declaration.ts';
import { findLogin, type Login } from '../../src/inject/login.ts';
import { nodePlace, ownerPlace } from '../../src/inject/places.ts';
import { propose } from '../../src/inject/proposal.ts';
import { proposalOf, readCollectionFile } from '../../src/inject/read-file.ts';
import { findRemoval } from '../../src/inject/removal.ts';
import { readScripts } from '../../src/inject/scripts.ts';
import { byHand, evaluated, ownHeader, serviceAccount, twoUsers } from './collections.ts';

const found = (value: Readonly<Record<string, unknown>>) => {
  const read = readScripts(value);
  const login: Login | undefined = findLogin(read);
  if (login === undefined) throw new Error('no login was found');
  return { read, login };
};

const proposed = (value: Readonly<Record<string, unknown>>) => {
  const { read, login } = found(value);
  return propose(login, read.reading.machine.marks, new Map(), () => false);
};

describe('the login that is there becomes a declaration', () => {
  test.each([
    [
      'evaluated library, private_key_jwt',
      evaluated,
      `import { clientCredentials, privateKeyJwt } from 'postsmith';

export default clientCredentials({
  tokenEndpoint: 'https://{{host}}/oauth/token/',
  scope: 'use_api',
  clientAuthentication: privateKeyJwt({
    algorithm: 'ES256',
    lifetime: 600,
  }),
});
`,
    ],
    [
      'service account, JWT bearer',
      serviceAccount,
      `import { jwtBearer, signedJwt } from 'postsmith';

export default jwtBearer({
  tokenEndpoint: 'https://as.example.com/token',
  scope: 'read',
  assertion: signedJwt({
    algorithm: 'RS256',
    key: 'service_account',
    keyFile: {
      key: 'private_key',
      keyId: 'private_key_id',
      clientId: 'client_email',
    },
    lifetime: 3600,
    jti: false,
    scopeClaim: true,
  }),
});
`,
    ],
    [
      'CryptoJS by hand, client_secret_jwt',
      byHand,
      `import { clientCredentials, clientSecretJwt } from 'postsmith';

export default clientCredentials({
  tokenEndpoint: '{{tokenUrl}}',
  variables: {
    accessToken: 'token',
  },
  clientId: 'clientId',
  clientAuthentication: clientSecretJwt({
    algorithm: 'HS256',
    key: 'clientSecret',
    lifetime: 300,
  }),
});
`,
    ],
    [
      'a JWT in a header of its own',
      ownHeader,
      `import { bearerJwt, signedJwt } from 'postsmith';

export default bearerJwt({
  clientId: 'app_id',
  jwt: signedJwt({
    algorithm: 'RS256',
    key: 'private_key',
    lifetime: 540,
    backdate: 60,
    jti: false,
  }),
  header: {
    name: 'X-Auth-Token',
    prefix: 'JWT',
  },
});
`,
    ],
  ])('%s', (_title, value, text) => {
    const proposal = proposed(value);
    expect(proposal.unclear).toEqual([]);
    expect(printProposal(proposal)).toBe(text);
    expect(configureLogin(authorizationOf(proposal.call)).ways).toHaveLength(1);
  });
});

const removed = (value: Readonly<Record<string, unknown>>) => {
  const { read, login } = found(value);
  const { statements, requests, variables, conflicts, notices } = findRemoval(read, login);
  const staying = read.scripts.flatMap((script, at) =>
    (statements.has(at) ? (script.program?.body ?? []) : [])
      .filter((node) => statements.get(at)?.includes(node) !== true)
      .map((node) => nodePlace(script, node)),
  );
  return { staying, requests: requests.map(ownerPlace), variables: [...variables], conflicts, notices };
};

describe('what goes', () => {
  test('is the login with its library; what else a script does stays', () => {
    expect(removed(evaluated)).toEqual({
      staying: ['collection › pre-request line 21'],
      requests: ['item "Get library"'],
      variables: ['jsrsasign-js'],
      conflicts: [],
      notices: [],
    });
  });

  test('is the request that asks for the token, with its scripts', () => {
    expect(removed(byHand)).toMatchObject({ requests: ['item "Get token"'], conflicts: [] });
  });

  test('is not the library where somebody else needs it, which is said', () => {
    expect(removed(twoUsers)).toEqual({
      staying: [
        'collection › pre-request line 21',
        'item "Get library" › post-response line 1',
        'item "New key" › pre-request line 1',
        'item "New key" › pre-request line 2',
      ],
      requests: [],
      variables: [],
      conflicts: [],
      notices: expect.arrayContaining([
        'item "New key" › pre-request line 2 needs the library as well; "jsrsasign-js", and what loads it, stays',
      ]),
    });
  });
});

test('a script that would stall or leave the program does neither, and those behind it are read', () => {
  const hostile = [
    '/^(a+)+$/.test("a".repeat(60) + "!"); "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".replace(/^(a|a)*$/, "");',
    'while (true) {}',
    'function f() { return f(); } f();',
    'const s = "x".repeat(1e9); pm.environment.set("a", s + s);',
    '({}).constructor.constructor("return process")().exit(7);',
    'Object.prototype.polluted = 1; ({}).__proto__.polluted = 1;',
  ];
  const requests = hostile.map((code, at) => ({
    name: String(at),
    event: [{ listen: 'prerequest', script: { exec: [code] } }],
    request: { method: 'GET', url: 'https://api.example.com/' },
  }));
  const { item = [] } = byHand as { item?: readonly object[] };
  expect(proposed({ ...byHand, item: [...requests, ...item] }).unclear).toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('what a script takes where a variable is empty is told, and belongs into the variable', () => {
  const code = `
pm.sendRequest({ url: pm.environment.get('token_url') || 'https://as.example.com/token', method: 'POST', body: { mode: 'urlencoded', urlencoded: [
  { key: 'grant_type', value: 'client_credentials' }, { key: 'client_id', value: pm.environment.get('client_id') },
  { key: 'client_secret', value: pm.environment.get('client_secret') || 'hunter2hunter2' } ] } },
  (error, response) => pm.environment.set('token', response.json().access_token));`;
  const value = {
    info: { name: 'D', schema: '' },
    item: [],
    event: [{ listen: 'prerequest', script: { exec: code.split('\n') } }],
  };
  const proposal = proposalOf(readCollectionFile(JSON.stringify(value), 'd.json'), new Map());
  expect(proposal?.unclear).toEqual([
    'where the variable token_url is empty, the script takes "https://as.example.com/token"; the login reads the variable alone, so put that into it',
    'where the variable client_secret is empty, the script takes a value of its own; the login reads the variable alone, so put that into it',
  ]);
  expect(proposal?.found).toEqual(
    new Map([
      ['token_url', 'https://as.example.com/token'],
      ['client_secret', ''],
    ]),
  );
});

test('a byte order mark, Windows line ends, members that stand twice and spellings of numbers and texts stay', () => {
  const text = `\uFEFF${JSON.stringify({ ...byHand, item: [] }, null, 2)
    .replace('{', '{\n  "twice": 1.0,\n  "twice": 1e2,\n  "text": "\\u00e9\\/",')
    .replaceAll('\n', '\r\n')}`;
  const file = readCollectionFile(text, 'b.json');
  file.json.addMember([], 'new', [1]);
  const start = text.slice(0, text.lastIndexOf(']') + 1);
  expect(file.json.print()).toBe(`${start},\r\n  "new": [\r\n    1\r\n  ]\r\n}`);
});

test('no secret that stands in a script is repeated: parameters, headers, claims, defaults, by name or by pattern', () => {
  const code = `
const jwt = KJUR.jws.JWS.sign('HS256', JSON.stringify({ alg: 'HS256', 'x-api-key': 'Header5Key7' }), JSON.stringify({ iss: pm.environment.get('cid'), exp: Math.floor(Date.now() / 1000) + 60, user: { password: 'Claim3Pass9' } }), pm.environment.get('cs') || 'Default1Zz9Yy8');
pm.sendRequest({ url: 'https://as.example.com/token?api_key=Query9Key1Query', method: 'POST', header: { 'X-Api-Key': 'abc', 'X-Plan': 'gold' }, body: { mode: 'urlencoded', urlencoded: [
  { key: 'grant_type', value: 'password' }, { key: 'username', value: 'me' }, { key: 'password', value: 'hunter2' },
  { key: 'note', value: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' }, { key: 'otp_token', value: 'n-{{nonce}}-abcdef12345' },
  { key: 'client_id', value: pm.environment.get('cid') }, { key: 'client_assertion', value: jwt } ] } },
  (error, response) => pm.environment.set('token', response.json().access_token));`;
  const value = {
    info: { name: 'D', schema: '' },
    item: [],
    event: [{ listen: 'prerequest', script: { exec: code.split('\n') } }],
  };
  const proposal = proposalOf(readCollectionFile(JSON.stringify(value), 'd.json'), new Map([['note', '1']]));
  if (proposal === undefined) throw new Error('no login was found');
  const printed = `${printProposal(proposal)}${JSON.stringify([...proposal.found])}${proposal.unclear.join('\n')}`;
  for (const secret of [
    'Header5Key7',
    'Claim3Pass9',
    'Default1Zz9Yy8',
    'Query9Key1',
    'abc',
    'hunter2',
    'ghp_0123',
    'abcdef12345',
  ])
    expect(printed).not.toContain(secret);
  expect(printed).toContain(`'X-Plan': 'gold'`);
  expect(printed).toContain(`username: 'me'`);
  expect([...proposal.found].filter(([, each]) => each === '').map(([name]) => name)).toEqual([
    'cs',
    'login_value',
    'password',
    'login_note',
    'otp_token',
    'X-Api-Key',
    'x-api-key',
    'login_password',
  ]);
});
