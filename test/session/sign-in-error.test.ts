/** Sign-ins that fail at a certified authorization server: why is said in the terminal and in the browser. */

import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clientSecretPost } from '../../src/oauth/authorization.ts';
import { startPersonServer, type PersonServer } from './authorization-server.ts';
import { CLIENTS, failing, journey, settingsOf } from './journey.ts';
import { fetchPage, visit } from './person.ts';

let server: PersonServer;
beforeAll(async () => {
  server = await startPersonServer(CLIENTS);
});
afterAll(() => server.close());
afterEach(() => {
  server.forgedIssuer = undefined;
  server.tokenAnswer = undefined;
});

/** A token answer whose ID token is right but for the changes. */
const answerWithIdToken = async (url: URL, change: Readonly<Record<string, unknown>>) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: server.origin,
    sub: 'ada',
    aud: 'terminal',
    iat: now,
    exp: now + 60,
    nonce: url.searchParams.get('nonce'),
    ...change,
  };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const idToken = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  const body = JSON.stringify({ access_token: 'ab', token_type: 'Bearer', id_token: idToken });
  return { status: 200, type: 'application/json', body };
};

describe('a sign-in that fails says why, in the terminal and in the browser', () => {
  test('when the consent is denied', async () => {
    const { error, page } = await failing(server, settingsOf(server), { denies: true });
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message:
        'The consent was denied, so nothing was granted. The server says: the person has denied the request. Run the command again to ask once more; --scope asks for less.',
    });
    expect(page?.body).toContain('Nothing was granted');
  });

  test('when the server will not ask anybody', async () => {
    const { error, page } = await failing(
      server,
      settingsOf(server, { authorizationParameters: { prompt: 'none' } }),
    );
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringMatching(
        /^The authorization server rejected the sign-in\. It says login_required: .+\.$/,
      ),
    });
    expect(page?.body).toContain('Signing in went wrong');
  });

  test('when the token endpoint rejects the client', async () => {
    const settings = settingsOf(
      server,
      { clientAuthentication: clientSecretPost() },
      { clientId: 'client_secret_post' },
    );
    const wrong = {
      ...settings,
      values: { ...settings.values, client_secret: 'another secret, quite long' },
    };
    const { error, page } = await failing(server, wrong);
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringMatching(
        /^The token endpoint gave no token: HTTP 401 invalid_client\. The server says invalid_client: client authentication failed\. Likely causes: 1\. the client id, or the secret or key, is that of another client/,
      ),
    });
    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('Signing in went wrong') });
  });

  test('when the response names another issuer, whose code is not used', async () => {
    server.forgedIssuer = 'https://attacker.example';
    const before = server.tokenRequests.length;
    const { error, page } = await failing(server, settingsOf(server));
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: `The response names the issuer https://attacker.example instead of ${server.origin}: it may come from another server (RFC 9207 §2.4), so nothing of it was used. Check \`issuer\` of the authorization, letter by letter.`,
    });
    expect(page?.body).toContain('Signing in went wrong');
    expect(server.tokenRequests).toHaveLength(before);
  });

  test('when the secret is wrong and the server names its challenge as well (RFC 6749 §5.2)', async () => {
    server.tokenAnswer = {
      status: 401,
      type: 'application/json',
      body: '{"error":"invalid_client","error_description":"Client secret mismatch"}',
      headers: { 'WWW-Authenticate': 'Basic realm="as"' },
    };
    const { error } = await failing(server, settingsOf(server, {}, { scope: 'courses:read' }));
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringContaining(
        'HTTP 401 invalid_client. The server says invalid_client: Client secret mismatch. Likely causes: 1.',
      ),
    });
  });

  test.each([
    [
      500,
      'text/html',
      '<h1>no</h1>',
      /HTTP 500\. The server at .* gives no reason; its response has an HTML page\./,
    ],
    [302, 'text/html', '', /HTTP 302\. .*The server redirects, which a token endpoint does not do/],
    [
      403,
      'text/plain',
      '',
      /HTTP 403\. .*has an empty body\. Likely causes: 1\. the client id, or the secret/,
    ],
    [405, 'text/plain', '', /HTTP 405\. .*1\. a redirect has turned the POST into a GET.* the last slash/],
    [200, 'text/html', '<h1>log in</h1>', /an HTML page, where a JSON object with a token was expected/],
    [200, 'application/json', '{', /a body that is no JSON object/],
    [200, 'application/json', '{"token_type":"bearer"}', /The response has no access_token\./],
    [200, 'application/json', '{"access_token":"a b"}', /The field access_token of the response is no token/],
    [
      200,
      'application/json',
      '{"access_token":"{{k}}"}',
      /The field access_token of the response is no token/,
    ],
    [
      200,
      'application/json',
      '{"access_token":"ab","token_type":"dpop"}',
      /Switch the client to bearer tokens/,
    ],
    [
      401,
      'application/json',
      '{"error":"invalid_client","error_description":"\\u001b[2Jgone\\nfor ever"}',
      /The server says invalid_client: \[2Jgone for ever\./,
    ],
    [
      400,
      'application/json',
      '{"error":"invalid_grant"}',
      /1\. the redirect URI is not the one that is registered for the client; 2\. the code has ended/,
    ],
  ])('when the token endpoint responds %i, %s, %s', async (status, type, body, message) => {
    server.tokenAnswer = { status, type, body };
    const { error, page } = await failing(server, settingsOf(server, {}, { scope: 'courses:read' }));
    expect(error).toMatchObject({ code: 'SIGN_IN_FAILED', message: expect.stringMatching(message) });
    expect(page?.body).toContain('Signing in went wrong');
  });

  test('when openid was asked for and no ID token comes', async () => {
    const body = '{"access_token":"ab","token_type":"bearer"}';
    server.tokenAnswer = { status: 200, type: 'application/json', body };
    const { error } = await failing(server, settingsOf(server));
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message:
        'The scope openid was asked for, but no ID token came. Grant it on the consent page, or leave openid out with --scope.',
    });
  });

  test.each([
    [
      'issuer',
      { iss: 'https://attacker.example' },
      /^The ID token names the issuer https:\/\/attacker\.example instead of /,
    ],
    ['audience', { aud: 'another' }, /^The ID token was not accepted: .*"aud"/],
    ['nonce', { nonce: 'another' }, /^The ID token was not accepted: .*"nonce"/],
    ['time', { exp: 1_700_000_000 }, /^The ID token was not accepted: .*"exp"/],
  ])('when the ID token is of another %s', async (_what, change, message) => {
    const { error } = await failing(
      server,
      settingsOf(server),
      {},
      {
        go: async (url) => {
          server.tokenAnswer = await answerWithIdToken(url, change);
          return visit(url, { caFile: server.caFile });
        },
      },
    );
    expect(error).toMatchObject({ code: 'SIGN_IN_FAILED', message: expect.stringMatching(message) });
  });

  test('but not when the ID token is right', async () => {
    const { tokens } = await journey(
      server,
      settingsOf(server),
      {},
      {
        go: async (url) => {
          server.tokenAnswer = await answerWithIdToken(url, {});
          return visit(url, { caFile: server.caFile });
        },
      },
    );
    expect(tokens.accessToken).toBe('ab');
  });

  test('when the tokens cannot be kept', async () => {
    const { error, page } = await failing(
      server,
      settingsOf(server),
      {},
      {
        keep: () => {
          throw new Error('the disk is full');
        },
      },
    );
    expect(error).toEqual(new Error('the disk is full'));
    expect(page?.body).toContain('Signing in went wrong');
  });

  test('with the causes that the provider is known for', async () => {
    server.tokenAnswer = { status: 400, type: 'application/json', body: '{"error":"invalid_grant"}' };
    const provider = {
      name: 'Courses Inc.',
      whereToFind: {},
      likelyCauses: { invalid_grant: ['the clock is wrong', 'the moon is full'] },
    };
    const { error } = await failing(server, settingsOf(server, { provider }));
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /invalid_grant\. Likely causes \(Courses Inc\.\): 1\. the clock is wrong; 2\. the moon is full\.$/,
      ),
    });
  });

  test('when nobody comes in time', async () => {
    const { error } = await failing(
      server,
      settingsOf(server),
      {},
      { timeout: 1, go: (url) => fetchPage(String(new URL('/nowhere', url)), { caFile: server.caFile }) },
    );
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message:
        'Nobody finished signing in in the browser within a second. Run the command again; --timeout gives more time.',
    });
  });

  test('when the token endpoint’s certificate is not trusted', async () => {
    const { error } = await failing(server, settingsOf(server), {}, { isTrusted: false });
    expect(error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringMatching(
        /TLS: certificate not trusted\. The token endpoint https:.* could not be reached .*--ca FILE\.$/,
      ),
    });
  });

  test('when nothing listens at the token endpoint', async () => {
    const { error } = await failing(
      server,
      settingsOf(server, { tokenEndpoint: 'https://localhost:1/token' }),
    );
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /connection refused\. .*ECONNREFUSED.*Check the port, and that the server runs\.$/,
      ),
    });
  });

  test('and ends with the signal’s reason when the person ends it', async () => {
    const controller = new AbortController();
    await expect(
      journey(
        server,
        settingsOf(server),
        {},
        {
          signal: controller.signal,
          go: async () => {
            controller.abort(new Error('interrupted'));
            return fetchPage('http://127.0.0.1:1/');
          },
        },
      ),
    ).rejects.toThrow('interrupted');
  });
});
