/** What the command line says to whoever asks, or mistypes. */

import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { execute, executeProgram } from './execute.ts';

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])(
    '%j prints the commands, exit 0',
    async (parameters) => {
      const { code, stdout, stderr } = await execute(parameters);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Usage: postsmith <command> [options]');
    },
  );

  test.each(['build', 'verify', 'run', 'presets'])(
    '%s --help prints its options, exit 0',
    async (command) => {
      const { code, stdout, stderr } = await execute([command, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: postsmith ${command} `);
      expect(stdout).toContain('Exit codes:\n');
    },
  );

  test('help <command> is the same as <command> --help', async () => {
    expect(await execute(['help', 'run'])).toEqual(await execute(['run', '--help']));
  });

  test('--version prints the version', async () => {
    expect(await executeProgram(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('a mistake ends with exit code 2 and words on stderr', () => {
  test.each([
    [['verfy'], 'There is no command verfy. Did you mean `postsmith verify`?'],
    [['--verbose'], 'There is no option --verbose.'],
    [['--client-secret=hunter2'], 'There is no option --client-secret.'],
    [['--client-secret=hunter2', 'run'], '`postsmith run --client-secret`'],
    [['--check', 'build'], 'Options go behind the command: `postsmith build --check`.'],
    [['build', '--chek'], 'There is no option --chek. Did you mean --check?'],
    [['buidl'], 'There is no command buidl. Did you mean `postsmith build`?'],
    [['help', 'verfy'], 'There is no command verfy. Did you mean `postsmith verify`?'],
    [['build', 'x'], '‘x’ is one argument too many.'],
    [['verify', '--engine', 'newmann'], 'Did you mean newman?'],
    [['run', 'x', '-e', 'y', '--client-secret', 'hunter2'], 'a secret on the command line can be read'],
    [['run', 'x', '-e', 'y', '--timeout', 'soon'], '--timeout takes milliseconds'],
    [['run', 'x', '-e', 'y', '--engine', 'all'], 'A run takes one engine.'],
    [['run', 'x', '-e', 'y', '--ca', 'no.pem'], 'no.pem could not be read: there is no such file or folder.'],
    [['run', 'x.json', '-e', 'y.json'], 'x.json could not be read: there is no such file or folder.'],
    [['build'], 'collections'],
  ])('%j', async (parameters, message) => {
    const { code, stdout, stderr } = await execute(parameters, { folder: tmpdir() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('hunter2');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

test('a reader that goes away is no error', async () => {
  expect((await executeProgram(['--help'], { deaf: true })).code).toBe(0);
  expect((await executeProgram(['verfy'], { deaf: true })).code).toBe(2);
});
