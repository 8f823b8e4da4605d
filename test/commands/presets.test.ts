/** `postsmith presets`, in this process. */

import { expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/arguments.ts';
import { presetsCommand } from '../../src/commands/presets.ts';
import { Redactor } from '../../src/report/redact.ts';

const run = async (...parameters: readonly string[]): Promise<string> => {
  let printed = '';
  const code = await presetsCommand.run(parseArguments(presetsCommand, parameters), {
    folder: '/nowhere',
    environment: {},
    out: (text) => (printed += text),
    talk: (text) => expect(text).toBe(''),
    reveal: (text) => expect(text).toBe(''),
    passSignals: () => undefined,
    redactor: new Redactor(),
    terminal: { interactive: false, colours: false, width: 100 },
    signal: new AbortController().signal,
  });
  expect(code).toBe(0);
  return printed;
};

test('lists every preset with its provider, grant, client authentication and algorithms', async () => {
  const [head, ...rows] = (await run()).trimEnd().split('\n');
  expect(head).toMatch(/^preset +provider +grant +client authentication +algorithms$/);
  expect(rows).toHaveLength(19);
  expect(rows.join('\n')).toMatch(/^okta +Okta +client credentials +private_key_jwt +RS256 RS384 /m);
  expect(rows.join('\n')).toMatch(/^google +Google +JWT bearer +- +RS256$/m);
});

test('prints the page of one', async () => {
  expect(await run('entra')).toMatch(/^# Microsoft Entra ID\n[^]*[^\n]\n$/);
});

test.each([
  [['oktaa'], 'There is no preset oktaa. Did you mean okta?'],
  [['zitadel-cloud'], 'There is no preset zitadel-cloud. There are appStoreConnect, auth0, box, '],
  [['okta', 'auth0'], '‘auth0’ is one argument too many.'],
])('%j is an error of usage, said in words', async (parameters, message) => {
  await expect(run(...parameters)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(message),
  });
});
