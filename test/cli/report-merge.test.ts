/** `postsmith report merge`: one report of many, and what is said when they do not belong together. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonReport } from '../../src/report/json.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { exchangeOf, failedAssertion, reportOf, requestOf, sampleReport } from '../report/sample-report.ts';
import { execute } from './execute.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith merge ü-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (path: string, content: RunReport | string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), typeof content === 'string' ? content : jsonReport(content));
};

const merge = (...parameters: readonly string[]) => execute(['report', 'merge', ...parameters], { folder });

const part = (index: number, total: number, more: Partial<RunReport> = {}): RunReport =>
  reportOf({ shard: { index, total }, requests: [requestOf({ position: index })], ...more });

test('makes one report of files and of folders, in every form', async () => {
  await put('1.json', part(1, 3));
  await put('two/report.json', part(2, 3));
  await put('jobs/three/report.json', part(3, 3));
  await put('jobs/other/x.json', '{}');
  const { code, stdout, stderr } = await merge(
    '1.json',
    'two',
    'jobs',
    '--reporter=terminal,json,junit',
    '--output-dir=merged',
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^collection +engine .*\nShop +newman 6\.2\.2 +3 +0 +3 +0 +2\.5 s\n$/);
  expect(stderr).toBe('Report: merged/report.json\nReport: merged/junit.xml\n');
  const report: RunReport = JSON.parse(await readFile(join(folder, 'merged/report.json'), 'utf8'));
  expect(report.requests.map(({ position }) => position).toSorted()).toEqual([1, 2, 3]);
  expect(report.shard).toBeUndefined();
  expect(await readFile(join(folder, 'merged/junit.xml'), 'utf8')).toContain(
    '<testsuites name="Shop" tests="6"',
  );
});

test('shows failures as a run does, and ends with 1', async () => {
  await put('a.json', sampleReport);
  const { code, stdout } = await merge('a.json');
  expect(code).toBe(1);
  expect(stdout).toContain('✗ is 201\n    expected response to have status code 201 but got 500');
  expect(stdout).toContain('  at Orders › Create\n     POST https://api.example.com/v1/orders → 500');
});

test('prints the merged report with --json', async () => {
  await put('a.json', part(1, 2));
  await put('b.json', part(2, 2, { failures: [{ ...failedAssertion, request: 0 }] }));
  const { code, stdout, stderr } = await merge('a.json', 'b.json', '--json');
  expect([code, stderr]).toEqual([1, '']);
  expect(JSON.parse(stdout)).toMatchObject({ format: 1, failures: [{ source: 'is 201', request: 1 }] });
});

describe('what is not whole', () => {
  test('is a failure where a part is missing, in every report', async () => {
    await put('a.json', part(2, 4));
    const { code, stdout } = await merge('a.json', '--reporter', 'terminal,junit');
    expect(code).toBe(1);
    for (const missing of [1, 3, 4]) expect(stdout).toContain(`✗ Part ${missing} of 4 is missing`);
    const junit = await readFile(join(folder, 'postsmith-report/junit.xml'), 'utf8');
    expect(junit).toContain('<testcase name="Part 3 of 4 is missing"');
  });

  test('is told in few lines where many parts are missing', async () => {
    await put('a.json', part(1, 1_000_000));
    const { stdout } = await merge('a.json');
    expect(stdout).toContain('✗ Part 11 of 1000000 is missing');
    expect(stdout).toContain('✗ 999989 more parts of 1000000 are missing');
  });

  test('is no success where a run was interrupted', async () => {
    await put('a.json', reportOf({ interrupted: true }));
    const { code, stderr } = await merge('a.json');
    expect(code).toBe(1);
    expect(stderr).toBe('a.json is of a run that was interrupted.\n');
  });
});

describe('what is there twice', () => {
  test('counts once when it is the same report', async () => {
    for (const path of ['a.json', 'b.json']) await put(path, part(1, 1));
    const { code, stdout, stderr } = await merge('a.json', 'b.json', './a.json');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ 1 +0 +1 +0 /);
    expect(stderr).toBe('b.json is the same report as a.json. It counts once.\n');
  });

  test('counts twice when it is another report of the same part, so that no failure gets lost', async () => {
    await put('a.json', part(1, 1, { failures: [{ ...failedAssertion, request: 0 }] }));
    await put('b.json', part(1, 1, { startedAt: '2026-01-31T13:00:00.000Z' }));
    const { code, stderr } = await merge('a.json', 'b.json');
    expect(code).toBe(1);
    expect(stderr).toBe('Part 1 of 1 is there 2 times, and each counts: a.json, b.json.\n');
  });
});

const refused = async (...parameters: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await merge(...parameters, '--reporter', 'json', '--output-dir', 'merged');
  expect([code, stdout]).toEqual([2, '']);
  await expect(readFile(join(folder, 'merged/report.json'))).rejects.toThrow('ENOENT');
  return stderr.replaceAll(/\s+/g, ' ');
};

describe('is refused, with exit code 2 and nothing written,', () => {
  test('for reports of different collections', async () => {
    await put('a.json', reportOf());
    await put('b.json', reportOf({ collection: 'Other\u001B[2K\n' }));
    expect(await refused('a.json', 'b.json')).toMatch(
      /reports of different collections\..*Shop: a\.json.*Other: b\.json/,
    );
  });

  test('for parts of runs that were divided differently', async () => {
    await put('a.json', part(1, 2));
    await put('b.json', part(2, 3));
    expect(await refused('a.json', 'b.json')).toMatch(/divided differently\..*1\/2: a\.json.*1\/3: b\.json/);
  });

  test('for files that are none, and all are told at once', async () => {
    await put('a.json', '<html>');
    await put('b.json', '{"collection":{},"run":{}}');
    const talk = await refused('a.json', 'b.json');
    expect(talk).toContain("The report a.json can't be used: it is XML.");
    expect(talk).toContain("The report b.json can't be used: it is newman's own report.");
  });

  test('for files and folders that there are not, or that are empty', async () => {
    await mkdir(join(folder, 'empty'));
    const talk = await refused('no.json', 'empty');
    expect(talk).toContain('The report no.json could not be read: there is no such file or folder.');
    expect(talk).toContain('The folder empty has no report.json, nor have the folders in it.');
  });

  test('where a report that is read would be overwritten', async () => {
    await put('postsmith-report/report.json', reportOf());
    const before = await readFile(join(folder, 'postsmith-report/report.json'), 'utf8');
    const { code, stderr } = await merge('postsmith-report', '--reporter', 'json');
    expect(code).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('is one of the reports to merge. Name another folder');
    expect(await readFile(join(folder, 'postsmith-report/report.json'), 'utf8')).toBe(before);
  });

  test.each([
    [['report'], 'What is to be done with reports?'],
    [['report', 'mrege'], 'Did you mean merge?'],
    [['report', 'merge'], 'Name the reports that are to be merged.'],
  ])('for %j', async (parameters, sentence) => {
    const { code, stderr } = await execute(parameters, { folder });
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

test('is redacted again: what a report from elsewhere still holds is hidden', async () => {
  const token = 'a-token-that-nobody-hid-0123456789';
  const exchange = exchangeOf({
    requestHeaders: [{ name: 'Authorization', value: `Bearer ${token}` }],
    responseBody: { size: 60, type: 'application/json', text: JSON.stringify({ echo: token }) },
  });
  await put(
    'a.json',
    reportOf({ requests: [requestOf({ exchange, console: [{ level: 'log', text: token }] })] }),
  );
  const { stdout } = await merge('a.json', '--json');
  expect(stdout).toContain('"echo\\":\\"[hidden]');
  expect(stdout).not.toContain(token);
});

test('does not change what was redacted before', async () => {
  const exchange = exchangeOf({
    url: 'https://[hidden]@api.example.com/?token=[hidden]&q=1',
    requestHeaders: [
      { name: 'Authorization', value: 'Basic [hidden]' },
      { name: 'Cookie', value: 'sid=[hidden]; theme=[hidden]' },
    ],
    responseHeaders: [{ name: 'Set-Cookie', value: 'sid=[hidden]; Path=/' }],
    responseBody: { size: 30, text: '{"access_token":"[hidden]","a":"b"}' },
  });
  const report = {
    ...sampleReport,
    requests: [...sampleReport.requests, requestOf({ start: 999, exchange })],
  };
  await put('a.json', report);
  const { stdout } = await merge('a.json', '--json');
  expect(JSON.parse(stdout)).toEqual(JSON.parse(jsonReport(report)));
});
