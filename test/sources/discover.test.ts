import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { clientCredentials, discover, privateKeyJwt } from '../../src/index.ts';
import { startServer } from '../../src/mock/server.ts';
import { JSON_TYPE, OPENID, RFC_8414, startMetadataServer, type Answer } from './metadata-server.ts';

const server = await startMetadataServer();
const { answers, asked, discoverAt, metadata } = server;

afterAll(() => server.close());
afterEach(() => {
  answers.clear();
  asked.length = 0;
  vi.unstubAllGlobals();
});

describe('metadata that is found', () => {
  test('gives what every grant takes, from OpenID Connect’s address', async () => {
    answers.set(`/tenant${OPENID}`, metadata('/tenant'));
    const issuer = `${server.origin}/tenant`;
    expect(await discoverAt('/tenant')).toEqual({ value: { issuer, tokenEndpoint: `${issuer}/token` } });
    expect(asked).toEqual([`/tenant${OPENID}`]);
  });

  test('gives the authorization endpoint as well to who asks for it', async () => {
    answers.set(OPENID, metadata('/'));
    const issuer = `${server.origin}/`;
    expect(await discoverAt('/', 'authorizationCode')).toEqual({
      value: { issuer, tokenEndpoint: `${issuer}/token`, authorizationEndpoint: `${issuer}/authorize` },
    });
  });

  test.each<[string, Answer | undefined]>([
    ['is none', undefined],
    [
      'is a page for people',
      (response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>'),
    ],
    ['is an error', (response) => void response.writeHead(500).end()],
    ['are no endpoints', metadata('/tenant', { token_endpoint: undefined })],
    ['is another issuer’s', metadata('/other')],
  ])(
    'is looked for where RFC 8414 puts it, before the path, when at OpenID Connect’s address there %s',
    async (_what, first) => {
      if (first !== undefined) answers.set(`/tenant${OPENID}`, first);
      answers.set(`${RFC_8414}/tenant`, metadata('/tenant'));
      expect(await discoverAt('/tenant')).toMatchObject({
        value: { tokenEndpoint: `${server.origin}/tenant/token` },
      });
      expect(asked).toEqual([`/tenant${OPENID}`, `${RFC_8414}/tenant`]);
    },
  );

  test('may name a token endpoint on another host', async () => {
    answers.set(OPENID, metadata('', { token_endpoint: 'https://tokens.example/token' }));
    expect(await discoverAt('')).toMatchObject({ value: { tokenEndpoint: 'https://tokens.example/token' } });
  });
});

const CODE = 'DISCOVERY_FAILED';
const send =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);

describe('metadata that can’t be used is an error, with what each address responded', () => {
  test('404 at both addresses', async () => {
    expect(await discoverAt('/tenant')).toEqual({
      code: CODE,
      message:
        `discover("${server.origin}/tenant"): no usable metadata: ` +
        `${server.origin}/tenant${OPENID} responded with 404; ${server.origin}${RFC_8414}/tenant responded with 404. ` +
        "The issuer is what the claim `iss` of the server's tokens says.",
    });
  });

  test.each<[string, Answer, string]>([
    [
      'a page for people',
      send(200, { 'Content-Type': 'text/html' }, '<p>'),
      'responded with something that is no JSON',
    ],
    ['broken JSON', send(200, JSON_TYPE, '{'), 'responded with something that is no JSON'],
    ['JSON that is no object', send(200, JSON_TYPE, '[]'), 'responded with JSON that names no valid issuer'],
    ['JSON without an issuer', send(200, JSON_TYPE, '{}'), 'responded with JSON that names no valid issuer'],
    [
      'an issuer that is no URL',
      metadata('', { issuer: 'me' }),
      'responded with JSON that names no valid issuer',
    ],
    [
      'another issuer',
      metadata('', { issuer: 'https://other.example' }),
      'says that its issuer is "https://other.example", which must be the declared one to the letter',
    ],
    [
      'an issuer that is longer than a line',
      metadata('', { issuer: `https://other.example/\n${'x'.repeat(300)}` }),
      `says that its issuer is "https://other.example/\\n${'x'.repeat(177)}…", which must be`,
    ],
    ['no token endpoint', metadata('', { token_endpoint: undefined }), 'names no token_endpoint'],
    ['a token endpoint that is no text', metadata('', { token_endpoint: 7 }), 'names no token_endpoint'],
    [
      'a token endpoint without TLS',
      metadata('', { token_endpoint: 'http://tokens.example' }),
      'names the token_endpoint "http://tokens.example", which is no https URL',
    ],
    [
      'a token endpoint that is no URL',
      metadata('', { token_endpoint: '/token' }),
      'names the token_endpoint "/token", which is no https URL',
    ],
    [
      // Otherwise the login would fill it in, and send it.
      'a token endpoint that asks for a secret',
      metadata('', { token_endpoint: 'https://tokens.example/{{client_private_key}}' }),
      'names the token_endpoint "https://tokens.example/{{client_private_key}}", which holds a placeholder of Postman',
    ],
    [
      'a redirect to another host, without its query',
      send(302, { Location: 'https://other.example/path?ticket=1' }),
      'redirects to https://other.example/path, which discovery does not follow',
    ],
    ['a redirect to nowhere', send(302), 'redirects elsewhere, which discovery does not follow'],
  ])('%s', async (_what, given, message) => {
    answers.set(OPENID, given);
    const outcome = await discoverAt('');
    expect(outcome.code).toBe(CODE);
    expect(outcome.message).toContain(`${server.origin}${OPENID} ${message}`);
    expect(outcome.message).not.toContain('\n');
  });

  test('an issuer that differs by its last slash', async () => {
    answers.set(OPENID, metadata('/'));
    expect((await discoverAt('')).message).toContain(
      `says that its issuer is "${server.origin}/", which must be the declared one to the letter`,
    );
  });

  test('no authorization endpoint, for who needs it', async () => {
    answers.set(OPENID, metadata('', { authorization_endpoint: undefined }));
    expect((await discoverAt('', 'authorizationCode')).message).toContain(
      `${OPENID} names no authorization_endpoint`,
    );
    expect((await discoverAt('')).value).toBeDefined();
  });
});

const refused = (message: string) =>
  expect.objectContaining({ code: CODE, message: expect.stringContaining(message) });

describe('a server that gives no answer', () => {
  test('because it is not there', async () => {
    const other = await startServer();
    await other.close();
    const host = other.origin.slice('https://'.length);
    await expect(discover(other.origin)).rejects.toThrow(
      refused(`discover("${other.origin}"): ${host} could not be reached (ECONNREFUSED).`),
    );
  });

  test('because its certificate is from an authority that nobody named', async () => {
    await expect(discover(server.origin)).rejects.toThrow(
      refused(
        "has a certificate that this computer doesn't trust (UNABLE_TO_VERIFY_LEAF_SIGNATURE); name the file of its " +
          'authority in the process environment: NODE_EXTRA_CA_CERTS=<file>.',
      ),
    );
    expect(asked).toEqual([]);
  });

  test.each([
    ['ENOTFOUND', 'is no host that this computer can find (ENOTFOUND).'],
    ['CERT_HAS_EXPIRED', 'has a certificate that is not valid for it (CERT_HAS_EXPIRED).'],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'has a certificate that is not valid for it (ERR_TLS_CERT_ALTNAME_INVALID).',
    ],
    ['ECONNRESET', 'could not be reached (ECONNRESET).'],
  ])('because of %s', async (code, message) => {
    const cause = Object.assign(new Error('inner'), { code });
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('fetch failed', { cause })));
    await expect(discover('https://login.example')).rejects.toThrow(refused(`login.example ${message}`));
  });

  test('and a web page, which is not told why', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(discover('https://login.example')).rejects.toThrow(
      refused('login.example could not be reached.'),
    );
  });

  test.each<[string, Answer]>([
    ['at all', () => undefined],
    ['to the end', (response) => void response.writeHead(200, JSON_TYPE).write('{"issuer":')],
  ])('%s, within ten seconds', async (_what, given) => {
    answers.set(OPENID, given);
    const { code, message } = await discoverAt('', undefined, 50);
    expect(code).toBe(CODE);
    expect(message).toContain('did not respond within 10 s.');
  });

  test('and a browser, which does not say where a redirect leads', async () => {
    const hidden = {
      status: 0,
      type: 'opaqueredirect',
      url: 'https://login.example/',
      headers: new Headers(),
    };
    vi.stubGlobal('fetch', async () => hidden);
    await expect(discover('https://login.example')).rejects.toThrow(
      refused('https://login.example/ redirects elsewhere'),
    );
  });
});

describe('an issuer that can’t be one is refused, and nothing is asked', () => {
  test.each<[unknown, string]>([
    [undefined, 'discover(undefined): an issuer is a text such as "https://login.example.com".'],
    ['', 'an issuer is a text'],
    ['login.example.com', 'discover("login.example.com"): this is no URL; an issuer begins with https://.'],
    ['http://localhost:8000/o', 'an issuer begins with https://.'],
    [
      'https://{{host}}',
      'placeholders have no value while the collection is built; declare the tokenEndpoint instead.',
    ],
    [`https://login.example${OPENID}`, 'give the issuer alone, without /.well-known/ and what follows.'],
    ['https://login.example/?tenant=1', 'an issuer has no query, fragment, user name or password.'],
    ['https://login.example/#tenant', 'an issuer has no query'],
    ['https://me:secret@login.example/', 'an issuer has no query'],
  ])('%j', async (issuer, message) => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    // As untyped code would call it.
    await expect(discover(issuer as string)).rejects.toThrow(refused(message));
    expect(fetch).not.toHaveBeenCalled();
  });

  test('and so is a grant that it does not know', async () => {
    await expect(
      discover('https://login.example', 'authorization_code' as 'authorizationCode'),
    ).rejects.toThrow(
      refused("its second argument can only be 'authorizationCode'; leave it out for every other grant."),
    );
  });
});

test('what is discovered spreads into a grant, and the issuer can be its audience', () => {
  const found = { issuer: 'https://login.example', tokenEndpoint: 'https://login.example/token' };
  const authorization = clientCredentials({
    ...found,
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'issuer' }),
  });
  expect(authorization.clientAuthentication.audience).toBe('https://login.example');
});
