/** What people read of an error: in lines that fit their terminal, without secrets, and with its origin only when they ask. */

import { describe, expect, test } from 'vitest';
import { tellError } from '../../src/commands/tell-error.ts';
import { PostsmithError } from '../../src/errors.ts';
import { Redactor } from '../../src/report/redact.ts';

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const tell = (
  error: unknown,
  { width = 0, environment = {}, secret = 'hunter2 and hunter3', parameters = ['build'] } = {},
): Told => {
  const redactor = new Redactor();
  redactor.add(secret);
  let [stdout, stderr] = ['', ''];
  const code = tellError(
    error,
    {
      environment,
      out: (text) => void (stdout += redactor.guard(text)),
      talk: (text) => void (stderr += redactor.guard(text)),
      redactor,
      terminal: { interactive: width > 0, colours: false, width },
    },
    parameters,
  );
  return { code, stdout, stderr };
};

const long = new PostsmithError(
  'INVALID_DECLARATION',
  'This project has two problems that a person is to read on a terminal of forty columns.',
  { problems: ['collections/orders.ts › Orders: there is no script of this name here', 'a\nb'] },
);

describe('the words of an error', () => {
  test('stay on one line where nobody reads them on a terminal', () => {
    expect(tell(long)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${long.message}\n  ${long.problems[0] ?? ''}\n  a\n  b\n`,
    });
  });

  test('are broken between words on a terminal, and problems stay indented', () => {
    expect(tell(long, { width: 40 }).stderr).toBe(`This project has two problems that a
person is to read on a terminal of forty
columns.
  collections/orders.ts › Orders: there
  is no script of this name here
  a
  b
`);
  });

  test('hide a secret of several words, wherever the line ends', () => {
    for (let width = 10; width < 60; width += 1) {
      const { stderr } = tell(new PostsmithError('USAGE', 'Not so: hunter2 and hunter3 is wrong.'), {
        width,
      });
      expect(stderr.replaceAll('\n', ' ')).toBe('Not so: [hidden] is wrong. ');
    }
  });
});

describe('where an error comes from', () => {
  const cause = new Error('hunter2 and hunter3 was refused');
  const error = new PostsmithError('USAGE', 'It did not work.', { cause });

  test('is not told unless asked for', () => {
    expect(tell(error).stderr).toBe('It did not work.\n');
    expect(tell(error, { environment: { POSTSMITH_DEBUG: '' } }).stderr).toBe('It did not work.\n');
  });

  test('is told with POSTSMITH_DEBUG, causes as well, without secrets', () => {
    const { stderr, code } = tell(error, { environment: { POSTSMITH_DEBUG: '1' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^It did not work\.\n\nPostsmithError: It did not work\.\n +at [^]*\nCaused by: Error: \[hidden\] was refused\n +at /,
    );
  });

  test('is told of a bug always, and the exit code is 3', () => {
    const { stderr, code } = tell(new TypeError('x is not a function'));
    expect(code).toBe(3);
    expect(stderr).toMatch(/^This is a bug of Postsmith\.[^]*\n\nTypeError: x is not a function\n +at /);
    expect(tell('a text').stderr).toContain('\n\na text\n');
  });
});

test.each([
  [['build', '--json'], true],
  [['nothing', '--json'], true],
  [['build'], false],
  [['verify', '--', '--json'], false],
  [['import', 'postman', 'a.json', '--name=--json'], false],
])('of %j there is a document: %s', (parameters, isThere) => {
  const { stdout } = tell(long, { parameters });
  if (isThere) {
    const { code, message, problems } = long;
    expect(JSON.parse(stdout)).toEqual({ error: { code, message, problems } });
  } else expect(stdout).toBe('');
});

test('an error of the system has words and a code of its own', () => {
  const full = Object.assign(new Error('ENOSPC: no space'), {
    code: 'ENOSPC',
    syscall: 'write',
    path: '/dist/x',
  });
  const { code, stdout, stderr } = tell(full, { parameters: ['build', '--json'] });
  expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 2, error: 'SYSTEM' });
  expect(stderr).toBe('The system refused /dist/x: the disk is full; make room on it.\n');
});
