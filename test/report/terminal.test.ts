import { describe, expect, test } from 'vitest';
import { formatFailures } from '../../src/report/failures.ts';
import { createProgress } from '../../src/report/progress.ts';
import type { RequestReport } from '../../src/report/run-report.ts';
import { formatTable, styleOf, wantsColours } from '../../src/report/terminal.ts';

const layout = {
  requests: [],
  style: styleOf(false),
  width: 40,
  redact: (text: string) => text.replaceAll('secret', '[hidden]'),
};

test('a table pads its columns, numbers to the right', () => {
  const rows = [
    ['name', 'n', 'end'],
    ['long name', '1,000', 'x'],
  ];
  expect(formatTable(rows, new Set([1]))).toBe('name           n  end\nlong name  1,000  x');
});

const request: RequestReport = {
  path: ['Status', 'Alarms'],
  position: 0,
  iteration: 0,
  start: 0,
  duration: 1,
  method: 'GET',
  skipped: false,
  assertions: [],
  sentByScripts: [],
  console: [],
};

describe('failures', () => {
  test('say what failed, why and where, in lines that fit', () => {
    const message = 'The server answered 400 invalid_client: most likely the client id is wrong.';
    expect(formatFailures([{ path: ['Status', 'Alarms'], source: 'Login', message }], layout)).toBe(
      [
        '✗ Login',
        '    The server answered 400',
        '    invalid_client: most likely the',
        '    client id is wrong.',
        '  at Status › Alarms',
      ].join('\n'),
    );
  });

  test('with the same cause are told once, with the first places and a count', () => {
    const failures = ['A', 'B', 'C', 'D', 'E'].map((name) => ({
      path: [name],
      source: 'request',
      message: 'no',
    }));
    expect(formatFailures(failures, layout)).toBe(
      '✗ The request failed\n    no\n  at A\n  at B\n  at C\n  and 2 more',
    );
  });

  test('show what was sent and how the response begins, without secrets', () => {
    const failures = [{ path: ['A'], source: 'is 200', message: 'a secret', request: 0 }];
    const sent: RequestReport = {
      ...request,
      url: 'https://a.example/secret',
      status: 500,
      exchange: {
        start: 0,
        duration: 1,
        method: 'GET',
        url: 'https://a.example/secret',
        requestHeaders: [],
        status: 500,
        responseHeaders: [],
        responseBody: { size: 18, text: '{"echo":\n"secret"}' },
      },
    };
    expect(formatFailures(failures, { ...layout, requests: [sent] })).toBe(
      '✗ is 200\n    a [hidden]\n  at A\n     GET https://a.example/[hidden] → 500\n     {"echo": "[hidden]"}',
    );
  });
});

const said = (interactive: boolean): string => {
  let text = '';
  const progress = createProgress({ talk: (more) => (text += more), interactive, width: 60 });
  progress.start('sample on newman', 2);
  progress.request(request);
  progress.end('done');
  return text;
};

describe('progress', () => {
  test('overwrites itself on a terminal', () => {
    expect(said(true).split('\r\u001B[K')).toEqual([
      '',
      'sample on newman  0/2  ',
      'sample on newman  1/2  Status › Alarms',
      'sample on newman  done\n',
    ]);
  });

  test('goes on below what is said meanwhile', () => {
    let text = '';
    const progress = createProgress({ talk: (more) => (text += more), interactive: true, width: 60 });
    progress.start('sample', 2);
    progress.say('A (log): hello');
    expect(text.split('\r\u001B[K').slice(2)).toEqual(['A (log): hello\nsample  0/2  ']);
  });

  test('is two lines elsewhere', () => {
    expect(said(false)).toBe('sample on newman …\nsample on newman: done\n');
  });
});

test('colours are there only where they are wanted', () => {
  expect(styleOf(false).red('x')).toBe('x');
  expect(styleOf(true).red('x')).toBe('\u001B[31mx\u001B[39m');
});

test.each<[boolean, Readonly<Record<string, string>>, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('with a terminal: %s and %j, there are colours: %s', (isTTY, environment, expected) => {
  expect(wantsColours({ isTTY }, environment)).toBe(expected);
});
