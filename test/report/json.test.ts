/** The report as JSON, and back from a file that anybody may have written. */

import { describe, expect, test } from 'vitest';
import { PostsmithError } from '../../src/errors.ts';
import { jsonReport, readJsonReport } from '../../src/report/json.ts';
import { FILE_REPORTERS } from '../../src/report/reporters.ts';
import { hostileReport, reportOf, sampleReport } from './sample-report.ts';

const refusal = (text: string): PostsmithError => {
  try {
    readJsonReport(text, 'a/report.json');
  } catch (error) {
    if (error instanceof PostsmithError) return error;
    throw error;
  }
  throw new Error('It was read');
};

test.each([
  ['everything', sampleReport],
  ['nothing', reportOf({ requests: [], interrupted: true })],
  ['hostile texts', hostileReport],
])('a report with %s comes back as it was', (_title, report) => {
  expect(readJsonReport(jsonReport(report), 'r')).toEqual(report);
  expect(readJsonReport(`\uFEFF${jsonReport(report)}`, 'r')).toEqual(report);
});

describe('what is no report is told by what it is', () => {
  test.each([
    ['', 'it is empty.'],
    ['<testsuites/>', 'it is XML.'],
    [jsonReport(sampleReport).slice(0, 500), 'it is no JSON, or its end is missing.'],
    ['[]', 'it holds no report.'],
    ['null', 'it holds no report.'],
    ['{}', 'it is no report of Postsmith.'],
    ['{"collection":{},"run":{}}', "it is newman's own report."],
    ['{"run":{"meta":{}}}', "it is the Postman CLI's own report."],
    ['{"info":{},"item":[]}', 'it is a collection.'],
    ['{"log":{}}', 'it is an HTTP archive.'],
    ['{"format":2}', 'its format 2 is newer than this Postsmith, which knows format 1. Update Postsmith.'],
    ['{"format":0.5}', 'there is no format 0.5.'],
  ])('%s', (text, sentence) => {
    const { code, message } = refusal(text);
    expect(code).toBe('USAGE');
    expect(message).toContain(`The report a/report.json can't be used: ${sentence}`);
  });

  test('and what it holds is not repeated', () => {
    expect(refusal('{"password": hunter2 }').message).not.toContain('hunter2');
  });
});

const changed = (change: (report: ReturnType<typeof JSON.parse>) => void): string => {
  const report: unknown = JSON.parse(jsonReport(sampleReport));
  change(report);
  return JSON.stringify(report);
};

test('every problem is told with its place', () => {
  const text = changed((report) => {
    report.startedAt = 'yesterday';
    delete report.engine;
    report.requests[0].path = 'x';
    report.requests[1].assertions[0].outcome = 'maybe';
    report.requests[1].exchange.responseHeaders[0] = null;
    report.requests[1].position = -1;
    report.failures[0].place.line = 1.5;
    report.failures[1].request = '2';
  });
  const { message, problems } = refusal(text);
  expect(message).toContain('it was changed, or is damaged.');
  expect(problems).toEqual([
    'engine is not a text',
    'startedAt is not a date as 2026-01-31T12:00:00.000Z',
    'requests[0].path is no list',
    'requests[1].position is not a whole number from 0',
    'requests[1].assertions[0].outcome is not passed, failed or skipped',
    'requests[1].exchange.responseHeaders[0] is no object',
    'failures[0].place.line is not a whole number from 0',
    'failures[1].request is not a whole number from 0',
  ]);
});

test('of many problems the first ten are told', () => {
  const { problems } = refusal(changed((report) => (report.requests = Array.from({ length: 15 }, () => 1))));
  expect(problems).toHaveLength(11);
  expect(problems.at(-1)).toBe('and 5 more');
});

test('a failure that points to no request is told', () => {
  expect(refusal(changed((report) => (report.failures[0].request = 4))).problems).toEqual([
    'failures[0].request is 4, but there are 4 requests',
  ]);
});

test('numbers that are no times are told', () => {
  const text = changed((report) => (report.duration = 'x')).replace('"x"', '1e999');
  expect(refusal(text).problems).toEqual(['duration is not a number of milliseconds from 0']);
});

test('what the format does not know is left out, however deep it is', () => {
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const text = jsonReport(sampleReport).replace('{', `{"extra":${deep},"__proto__":{"interrupted":true},`);
  expect(readJsonReport(text, 'r')).toEqual(sampleReport);
});

/** Paths to every member below a value, lists by their first entry. */
const membersOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, each]) => [[...path, name], ...membersOf(each, [...path, name])]);

test('no report that is read can break a reporter, whatever one of its members is', async () => {
  const values = [null, -1, 1e308, '', [], {}, [null], true];
  let read = 0;
  for (const path of membersOf(sampleReport)) {
    for (const value of values) {
      const text = changed((report) => {
        const parent = path.slice(0, -1).reduce((inner, name) => inner[name], report);
        parent[path.at(-1) ?? ''] = value;
      });
      try {
        const report = readJsonReport(text, 'r');
        read += 1;
        for (const { write } of Object.values(FILE_REPORTERS)) expect(await write(report)).not.toBe('');
      } catch (error) {
        expect(error).toBeInstanceOf(PostsmithError);
      }
    }
  }
  expect(read).toBeGreaterThan(100);
});
