/** Values by reference: commands whose output is the value. */

import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { Redactor } from '../../src/report/redact.ts';
import { runSecretCommands } from '../../src/run/secret-commands.ts';

const environment = { PATH: process.env['PATH'], GREETING: 'hello' };

const values = async (
  commands: Readonly<Record<string, string>>,
  signal: AbortSignal = new AbortController().signal,
  keys: readonly string[] = ['client_secret', 'host'],
) => {
  const redactor = new Redactor();
  redactor.add('hush');
  return Object.fromEntries(
    await runSecretCommands(keys, [(name) => commands[name]], {
      folder: tmpdir(),
      environment,
      signal,
      hide: (secret) => redactor.add(secret),
      redact: (text) => redactor.redact(text),
    }),
  );
};

test('what a command prints is the value, without the line feeds at its end', async () => {
  expect(await values({ CLIENT_SECRET_COMMAND: `printf 'one\\ntwo\\n\\n'` })).toEqual({
    client_secret: 'one\ntwo',
  });
});

test('it is found under each name of its variable', async () => {
  expect(
    await values({
      POSTSMITH_CLIENT_SECRET_COMMAND: 'echo a',
      CLIENT_SECRET_COMMAND: 'echo b',
      host_COMMAND: 'echo c',
    }),
  ).toEqual({ client_secret: 'a', host: 'c' });
});

test('it has the process environment', async () => {
  expect(await values({ CLIENT_SECRET_COMMAND: 'echo "$GREETING"' })).toEqual({ client_secret: 'hello' });
});

test.each([
  ['exit 3', 'The command of CLIENT_SECRET_COMMAND ended with exit code 3.'],
  [
    'echo "not signed in: hush" >&2; echo out-of-it; exit 1',
    'ended with exit code 1: not signed in: [hidden]',
  ],
  ['kill -9 $$', 'The command of CLIENT_SECRET_COMMAND was ended by a signal.'],
  ['true', 'printed nothing, so there is no value.'],
  [
    'echo pl4nted; echo "not pl4nted" >&2; exit 1',
    'The command of CLIENT_SECRET_COMMAND ended with exit code 1: not [hidden]',
  ],
  ['postsmith-no-such-program', 'ended with exit code 127'],
  ['head -c 2000000 /dev/zero', 'printed more than a value'],
])('%s is told', async (command, message) => {
  const failed = values({ CLIENT_SECRET_COMMAND: command });
  await expect(failed).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(message) });
  await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('out-of-it') });
});

test('an interruption ends it', async () => {
  const controller = new AbortController();
  const waiting = values({ CLIENT_SECRET_COMMAND: 'sleep 20' }, controller.signal);
  setTimeout(() => controller.abort(new Error('enough')), 100);
  await expect(waiting).rejects.toThrow('enough');
});
