import { describe, expect, test } from 'vitest';
import { endpoint } from './bundles.ts';
import { expectFailure, key, run, settings, useSandboxes } from './login-scene.ts';
import { engines } from './sandbox.ts';

useSandboxes();

const hosts: readonly (readonly [string, string])[] = [
  ['https://mgmt.example.com', 'mgmt.example.com'],
  [' mgmt.example.com/ ', 'mgmt.example.com'],
  ['http://MGMT.example.com/admin/?x=1#y', 'mgmt.example.com'],
  ['"mgmt.example.com"', 'mgmt.example.com'],
  ['https://mgmt.example.com:8443/oauth/token/', 'mgmt.example.com:8443'],
  ['mgmt.example.com.:0443', 'mgmt.example.com'],
  ['Bücher.example', 'bücher.example'],
  ['[2001:DB8::1]:8443', '[2001:db8::1]:8443'],
];

const badHosts = [
  'me:pass@mgmt.example.com',
  'a.example.com b.example.com',
  'a.example,b.example',
  '?host=x',
  'https://',
  'ftp://x.example',
  'x.example:99999',
  'a..b',
  'x'.repeat(3000),
  '8443',
  '-x-',
];

describe.each(engines)('in the sandbox of %s', (engine) => {
  test('all that is missing is said at once, with where it is found', async () => {
    const outcome = await run(engine, {
      environmentName: 'Mine',
      environment: { host: '', client_private_key: ' ' },
    });
    expectFailure(
      outcome,
      'a variable is missing or wrong',
      'The variable "host" is empty. Fill it in in the environment.\n',
      'The variable "client_id" is empty. Fill it in in the environment; where its value is found: shown in the list of clients.\n',
      'The variable "client_private_key" is empty',
    );
    expect(outcome.tests[0]?.message).not.toContain('No environment');
  });

  test('it is said first when no environment is selected', async () => {
    const outcome = await run(engine, { environment: {} });
    expect(outcome.tests[0]?.message).toMatch(/^No environment is selected/);
    const global = await run(engine, { environment: {}, globals: settings });
    expect(global.tests).toEqual([]);
  });

  test.each(hosts)('host %j is understood as %j, for the login and the request', async (given, host) => {
    const { sent, local, console, tests } = await run(engine, { environment: { ...settings, host: given } });
    expect(tests).toEqual([]);
    expect(sent[0]?.url).toBe(`https://${host}/oauth/token/`);
    expect(local['host']).toBe(host);
    expect(console).toHaveLength(1);
    expect(console[0]).toContain(`is understood as the host "${host}"`);
    expect(console[0]).toContain('over https');
  });

  test.each(badHosts)('host %j is refused', async (host) => {
    const outcome = await run(engine, { environment: { ...settings, host } });
    expectFailure(outcome, 'a variable is missing or wrong', 'The variable "host" is "', 'which is no host');
    expect(outcome.tests[0]?.message).not.toContain('pass@');
  });

  test('a host that cannot be understood is said together with all else', async () => {
    const outcome = await run(engine, { environment: { ...settings, host: 'a b', client_id: '' } });
    expectFailure(
      outcome,
      'a variable is missing or wrong',
      'The variable "client_id" is empty',
      '"a b", which is no host',
    );
  });

  test('a later change of the environment is not masked by what was understood before', async () => {
    const first = await run(engine, { environment: { ...settings, host: 'https://one.example/' } });
    const next = await run(engine, { environment: { ...settings, host: 'two.example' }, local: first.local });
    expect(next.sent[0]?.url).toBe('https://two.example/oauth/token/');
    const empty = await run(engine, { environment: { ...settings, host: '' }, local: first.local });
    expectFailure(empty, 'a variable is missing or wrong', 'The variable "host" is empty');
    const again = await run(engine, {
      environment: { ...settings, host: 'three.example' },
      local: empty.local,
    });
    expect(again.sent[0]?.url).toBe('https://three.example/oauth/token/');
  });

  test('references are followed; client ids that merely contain braces are literal', async () => {
    const environment = {
      host: '{{node}}.example.com',
      node: '{{n}}',
      n: 'mgmt',
      client_id: '{{id}}',
      id: 'a{{k}}b',
      client_private_key: '{{key}}',
      key,
    };
    const { environment: after } = await run(engine, { environment });
    expect(JSON.parse(after['access_token_for'] ?? '[]').slice(0, 3)).toEqual([
      endpoint,
      'a{{k}}b',
      'is_admin use_api',
    ]);
  });

  test('references in a circle are said to have no value', async () => {
    const outcome = await run(engine, {
      environment: { ...settings, host: '{{a}}', a: '{{b}}', b: '{{a}}' },
    });
    expectFailure(outcome, 'a variable is missing or wrong', ' is empty');
  });
});
