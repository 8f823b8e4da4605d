import { describe, expect, test } from 'vitest';
import { impatient } from './bundles.ts';
import { expectFailure, key, living, run, script, token, useSandboxes } from './login-scene.ts';
import { engines, type Answer } from './sandbox.ts';

useSandboxes();

const answers: readonly (readonly [string, Answer, string, string])[] = [
  ['a refused connection', { error: { code: 'ECONNREFUSED' } }, 'connection refused', 'Nothing listens'],
  ['an unknown host', { error: { code: 'ENOTFOUND' } }, 'host not found', 'Check host, DNS'],
  [
    'a self-signed certificate',
    { error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
    'TLS: certificate not trusted',
    'Settings > Certificates',
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
    'postsmith run --ca',
  ],
  [
    'a certificate of another host',
    { error: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
    'TLS: wrong host name',
    'another host',
  ],
  ['an expired certificate', { error: { code: 'CERT_HAS_EXPIRED' } }, 'TLS: certificate expired', 'clock'],
  ['plain HTTP on the port', { error: { code: 'EPROTO' } }, 'TLS failed', 'https port'],
  ['a time-out of the engine', { error: { code: 'ESOCKETTIMEDOUT' } }, 'no answer', '--timeout-request'],
  ['a broken connection', { error: { code: 'ECONNRESET' } }, 'no answer', 'VPN'],
  ['an error without a reason', { error: {} }, 'no answer', 'no reason given'],
  ['a redirect', { status: 302, headers: { Location: '/x' } }, 'HTTP 302', 'It redirects elsewhere'],
  [
    '400 with an error',
    { status: 400, body: '{"error":"invalid_client","error_description":"nope"}' },
    'HTTP 400 invalid_client',
    'Server says invalid_client: nope. Likely causes (Example): 1. the client id is wrong; 2. the key is wrong.',
  ],
  [
    '400 with an unknown error',
    { status: 400, body: '{"error":"constructor"}' },
    'HTTP 400 constructor',
    'Check client id, secret or key, host.',
  ],
  [
    '401 without a body',
    { status: 401 },
    'HTTP 401',
    'Server gives no reason (empty body). Check client id, secret or key, host.',
  ],
  ['403 without a body', { status: 403 }, 'HTTP 403', 'role or scope'],
  ['404', { status: 404, body: '<html>' }, 'HTTP 404', 'There is no such path.'],
  ['429 with seconds', { status: 429, headers: { 'Retry-After': '7' } }, 'HTTP 429', 'Wait 7 seconds.'],
  [
    '503 with a date',
    { status: 503, headers: { 'Retry-After': new Date(Date.now() + 3_000_000).toUTCString() } },
    'HTTP 503',
    'Wait 2',
  ],
  ['500', { status: 500, body: 'oops' }, 'HTTP 500', 'It has a problem'],
  ['HTML', { body: '<!doctype html>' }, 'unusable answer', 'an HTML page'],
  ['an empty body', { body: '' }, 'unusable answer', 'empty body'],
  ['truncated JSON', { body: '{"access_token":"ab' }, 'unusable answer', 'no JSON object'],
  ['JSON that is no object', { body: '["access_token"]' }, 'unusable answer', 'no JSON object'],
  ['no access_token', { body: '{"token_type":"Bearer"}' }, 'unusable answer', 'No access_token'],
  ['an empty access_token', token({ access_token: '' }), 'unusable answer', 'No access_token'],
  [
    'an access_token that is no text',
    token({ access_token: 7 }),
    'unusable answer',
    'access_token is malformed',
  ],
  [
    'an access_token with a line end',
    token({ access_token: 'a\r\nX: y' }),
    'unusable answer',
    'access_token is malformed',
  ],
  ['another token type', token({ token_type: 'mac' }), 'unusable answer', 'token_type is "mac"'],
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

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(answers)(
    '%s keeps the request from leaving and says why',
    async (_what, answer, name, sentence) => {
      const outcome = await run(engine, { environment: living({ expires: '1' }), answer: () => answer });
      expectFailure(outcome, name, sentence);
    },
  );

  test('a server that never answers is given up, with the setting for it', async () => {
    const outcome = await run(engine, { answer: () => ({ silent: true }) }, impatient(script));
    expectFailure(outcome, 'no answer', 'did not answer for 30 seconds', '--timeout-request');
  });

  test('a server that echoes assertion and key does not get them into the message', async () => {
    const outcome = await run(engine, { answer: echo });
    expect(outcome.tests).toHaveLength(1);
    expect(outcome.tests[0]?.message.length).toBeLessThan(900);
    expect(outcome.tests[0]?.message).not.toContain('\u0007');
  });
});
