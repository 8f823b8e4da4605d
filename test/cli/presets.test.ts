/** `postsmith presets`, as a user runs it: outside of any project. */

import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { execute } from './execute.ts';

const run = (...parameters: readonly string[]) => execute(['presets', ...parameters], { folder: tmpdir() });

test('lists every preset with its provider, grant, client authentication and algorithms', async () => {
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [head, ...rows] = stdout.trimEnd().split('\n');
  expect(head).toMatch(/^preset +provider +grant +client authentication +algorithms$/);
  expect(rows).toHaveLength(19);
  expect(rows.join('\n')).toMatch(/^okta +Okta +client credentials +private_key_jwt +RS256 RS384 /m);
  expect(rows.join('\n')).toMatch(/^google +Google +JWT bearer +- +RS256$/m);
});

test('prints the page of one', async () => {
  const { code, stdout, stderr } = await run('entra');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^# Microsoft Entra ID\n/);
  expect(stdout).toMatch(/[^\n]\n$/);
});

test.each([
  [['oktaa'], 'There is no preset oktaa. Did you mean okta?'],
  [['zitadel-cloud'], 'There is no preset zitadel-cloud. There are pexip, okta, auth0, '],
  [['okta', 'auth0'], '‘auth0’ is one argument too many.'],
])('%j is answered in words, exit 2', async (parameters, message) => {
  const { code, stdout, stderr } = await run(...parameters);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
