import { describe, expect, test } from 'vitest';
import { bundleLogin, impatient } from './bundles.ts';
import { clientCredentials, clientSecretPost } from '../../src/oauth/authorization.ts';
import { expectFailure, key, living, run, script, settings, token, useSandboxes } from './login-scene.ts';
import { engines, type Answer } from './sandbox.ts';

useSandboxes();

const secretScript = await bundleLogin(
  clientCredentials({ tokenEndpoint: 'https://{{host}}/token', clientAuthentication: clientSecretPost() }),
);

const answers: readonly (readonly [string, Answer, string, string])[] = [
  ['a refused connection', { error: { code: 'ECONNREFUSED' } }, 'connection refused', 'Nothing listens'],
  ['an unknown host', { error: { code: 'ENOTFOUND' } }, 'host not found', 'Check the spelling of the host'],
  [
    'a self-signed certificate',
    { error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
    'TLS: certificate not trusted',
    'Settings › Certificates',
  ],
  [
    'an unknown authority',
    { error: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } },
    'TLS: certificate not trusted',
    '--ssl-extra-ca-certs',
  ],
  [
    'an unknown authority, in words',
    { error: { message: 'unable to get local issuer certificate' } },
    'TLS: certificate not trusted',
    'postsmith run: --ca FILE',
  ],
  [
    'a certificate of another host',
    { error: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
    'TLS: wrong host name',
    'another host',
  ],
  ['an expired certificate', { error: { code: 'CERT_HAS_EXPIRED' } }, 'TLS: certificate expired', 'clock'],
  [
    'plain HTTP on the port',
    { error: { code: 'EPROTO' } },
    'TLS failed',
    'The port may be one for plain http',
  ],
  ['a time-out of the engine', { error: { code: 'ESOCKETTIMEDOUT' } }, 'no response', '--timeout-request'],
  ['a broken connection', { error: { code: 'ECONNRESET' } }, 'no response', 'VPN'],
  ['an error without a reason', { error: {} }, 'no response', 'no reason is given'],
  [
    'a redirect',
    { status: 302, headers: { Location: '/x' } },
    'HTTP 302',
    'The server redirects, which a token endpoint does not do',
  ],
  [
    '400 with an error',
    { status: 400, body: '{"error":"invalid_client","error_description":"nope"}' },
    'HTTP 400 invalid_client',
    'The server says invalid_client: nope. Likely causes (Example): 1. the client id is wrong; 2. the key is wrong.',
  ],
  [
    '400 with an unknown error',
    { status: 400, body: '{"error":"constructor"}' },
    'HTTP 400 constructor',
    'The server says constructor.',
  ],
  [
    '401 without a body',
    { status: 401 },
    'HTTP 401',
    'gives no reason; its response has an empty body. Likely causes (Example): 1. the client id, or the secret or key',
  ],
  ['403 without a body', { status: 403 }, 'HTTP 403', '1. the client id, or the secret or key'],
  ['403 with a page', { status: 403, body: '<html>' }, 'HTTP 403', 'its response has an HTML page'],
  ['404', { status: 404, body: '<html>' }, 'HTTP 404', 'this is not the address of the token endpoint'],
  ['405 after a redirect', { status: 405 }, 'HTTP 405', '1. a redirect has turned the POST into a GET'],
  [
    'an unknown scope',
    { status: 400, body: '{"error":"invalid_scope"}' },
    'HTTP 400 invalid_scope',
    '1. a scope that is asked for does not exist at this server',
  ],
  [
    'a description that speaks of the audience',
    { status: 401, body: '{"error":"invalid_client","error_description":"Invalid claim: \'aud\'"}' },
    'HTTP 401 invalid_client',
    '1. the audience of the signed JWT is not what the server expects',
  ],
  [
    'a description that speaks of the subject',
    { status: 400, body: '{"error":"invalid_grant","error_description":"Invalid \'sub\' value"}' },
    'HTTP 400 invalid_grant',
    '1. the subject of the signed JWT',
  ],
  [
    '429 with seconds',
    { status: 429, headers: { 'Retry-After': '7' } },
    'HTTP 429',
    'to wait 7 seconds before',
  ],
  [
    '429 with a second',
    { status: 429, headers: { 'Retry-After': '1' } },
    'HTTP 429',
    'to wait 1 second before',
  ],
  [
    '503 with a date',
    { status: 503, headers: { 'Retry-After': new Date(Date.now() + 3_000_000).toUTCString() } },
    'HTTP 503',
    'to wait 2',
  ],
  ['500', { status: 500, body: 'oops' }, 'HTTP 500', 'The server has a problem of its own'],
  ['HTML', { body: '<!doctype html>' }, 'an unusable response', 'an HTML page'],
  ['an empty body', { body: '' }, 'an unusable response', 'an empty body'],
  ['truncated JSON', { body: '{"access_token":"ab' }, 'an unusable response', 'no JSON object'],
  ['JSON that is no object', { body: '["access_token"]' }, 'an unusable response', 'no JSON object'],
  [
    'no access_token',
    { body: '{"token_type":"Bearer"}' },
    'an unusable response',
    'The response has no access_token.',
  ],
  [
    'an empty access_token',
    token({ access_token: '' }),
    'an unusable response',
    'The response has no access_token.',
  ],
  [
    'an access_token that is no text',
    token({ access_token: 7 }),
    'an unusable response',
    'The field access_token of the response is no token',
  ],
  [
    'an access_token with a line end',
    token({ access_token: 'a\r\nX: y' }),
    'an unusable response',
    'The field access_token of the response is no token',
  ],
  [
    'only an ID token',
    token({ access_token: undefined, id_token: 'a.b.c' }),
    'an unusable response',
    "declare `token: 'id_token'`",
  ],
  [
    'an access_token that would expand',
    token({ access_token: '{{client_private_key}}' }),
    'an unusable response',
    'Postman would expand',
  ],
  ['another token type', token({ token_type: 'mac' }), 'an unusable response', 'of the type "mac"'],
  [
    'an error with status 200',
    { body: '{"error":"invalid_client"}' },
    'HTTP 200 invalid_client',
    '1. the client id is wrong',
  ],
];

const echo = ({ body }: { body: string }) => {
  const assertion = new URLSearchParams(body).get('client_assertion') ?? '';
  const description = `bad ${assertion} ${key} \u0007${'x y '.repeat(400)}`;
  return {
    status: 401,
    body: JSON.stringify({ error: assertion.slice(0, 60), error_description: description }),
  };
};

/** Responses that a token comes out of all the same. */
const accepted: readonly (readonly [string, object, string | undefined])[] = [
  ["a token of Salesforce's form", { access_token: '00Dxx!AQ0.AQz_' }, undefined],
  ["a token of eBay's form", { access_token: 'v^1.1#i^1#p^3#I^3' }, undefined],
  ['a token with braces that expand to nothing', { access_token: 'a}{b' }, undefined],
  ['the type BearerToken', { token_type: 'BearerToken' }, 'has the token_type "BearerToken"'],
  ['a type of several words', { token_type: 'Application Access Token' }, '"Application Access Token"'],
  ['no type', { token_type: undefined }, 'has no token_type'],
  ['a type that is an object', { token_type: { a: 1 } }, 'a token_type that is no text'],
  ['an error beside the token', { error: 'x' }, undefined],
  ['no scope but braces', { scope: '{{client_private_key}} {a' }, undefined],
];

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(accepted)('%s is a token', async (_what, fields, warning) => {
    const { environment, tests, console } = await run(engine, { answer: () => token(fields) });
    expect(tests).toEqual([]);
    expect(environment['access_token']).toBe(
      Object.entries(fields).find(([name]) => name === 'access_token')?.[1] ?? 'new.token',
    );
    expect(environment['scope']).toBe('is_admin use_api');
    expect(console).toHaveLength(warning === undefined ? 0 : 1);
    expect(console.join()).toContain(warning ?? '');
  });

  test.each(['Infinity', '1e300', '-5', 'soon', '99999999'])(
    'Retry-After: %s is passed over',
    async (value) => {
      const outcome = await run(engine, {
        answer: () => ({ status: 503, headers: { 'Retry-After': value } }),
      });
      expectFailure(outcome, 'HTTP 503', 'try again later.');
      expect(outcome.tests[0]?.message).not.toContain('to wait');
    },
  );

  test('what a server says stays on one line, and expands to nothing', async () => {
    const description = 'no\nLogin succeeded\r\n{{client_private_key}}\u2028x';
    const outcome = await run(engine, {
      answer: () => ({
        status: 400,
        body: JSON.stringify({ error: 'a\nb', error_description: description }),
      }),
    });
    expectFailure(
      outcome,
      'HTTP 400 a b',
      'The server says a b: no Login succeeded { {client_private_key}} x.',
    );
    expect(outcome.tests[0]?.message).not.toMatch(/[\r\n]/);
  });

  test.each(answers)(
    '%s keeps the request from leaving and says why',
    async (_what, answer, name, sentence) => {
      const outcome = await run(engine, { environment: await living({}, 1), answer: () => answer });
      expectFailure(outcome, name, sentence);
    },
  );

  test('a server that never responds is given up, with the setting for it', async () => {
    const outcome = await run(engine, { answer: () => ({ silent: true }) }, impatient(script));
    expectFailure(outcome, 'no response', 'did not respond within 30 seconds', '--timeout-request');
  });

  test('our own words are whole, whatever the secret is', async () => {
    for (const client_secret of ['used', 'client', '-----BEGIN', 'the last -----']) {
      const outcome = await run(
        engine,
        {
          environment: { ...settings, client_secret },
          answer: () => ({
            status: 401,
            body: '{"error":"invalid_client","error_description":"client is used"}',
          }),
        },
        secretScript,
      );
      expect(outcome.tests[0]?.message).toContain('or the secret or key, is that of another client');
      expect(outcome.tests[0]?.message).not.toContain(`client is ${client_secret}`);
    }
    const path = await run(engine, { environment: { ...settings, client_private_key: './key.pem' } });
    expect(path.tests[0]?.message).toContain('-----BEGIN');
    expect(path.tests[0]?.message).not.toContain('[hidden]');
  });

  test('an engine that quotes the secret in an error does not get it into the message', async () => {
    const client_secret = 'planted secret/of the client';
    const message = `bad request: client_secret=${encodeURIComponent(client_secret)}, ${client_secret.slice(0, 12)}…`;
    const environment = { ...settings, client_secret };
    const outcome = await run(
      engine,
      { environment, answer: () => ({ error: { code: 'EX', message } }) },
      secretScript,
    );
    expectFailure(outcome, 'no response', '(EX bad request: client_secret=[hidden], [hidden]…)');
  });

  test('a server that echoes assertion and key does not get them into the message', async () => {
    const outcome = await run(engine, { answer: echo });
    expect(outcome.tests).toHaveLength(1);
    expect(outcome.tests[0]?.message.length).toBeLessThan(900);
    expect(outcome.tests[0]?.message).not.toContain('\u0007');
  });
});
