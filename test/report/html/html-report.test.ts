/** The HTML report as a text: what is in it, what is not, and how big it is. */

import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { htmlReport } from '../../../src/report/html/html-report.ts';
import type { DetailData, IndexData } from '../../../src/report/html/page-data.ts';
import type { RunReport } from '../../../src/report/run-report.ts';
import { bigReport, noise, reportOf, request } from './sample-report.ts';
import { sampleRun } from './sample-run.ts';

const unpack = (packed: string): unknown => JSON.parse(inflateSync(Buffer.from(packed, 'base64')).toString());

const dataOf = (html: string, name: string): readonly unknown[] =>
  [...html.matchAll(new RegExp(`<script type="application/octet-stream" class="${name}">([^<]*)<`, 'g'))].map(
    ([, packed = '']) => unpack(packed),
  );

// The page's own data, read back.
const indexOf = (html: string): IndexData => dataOf(html, 'index')[0] as IndexData;
const detailsOf = (html: string): readonly DetailData[] => dataOf(html, 'details').flat() as DetailData[];

const bytes = (html: string): number => Buffer.byteLength(html);

const bodyLengths = (html: string): readonly number[] =>
  detailsOf(html).map(({ exchange }) => exchange?.responseBody?.text?.length ?? 0);

const SENT = { seed: 1, start: 0, duration: 5, method: 'GET', url: 'https://api.example/a', status: 200 };

const causesOf = (...failures: RunReport['failures']) => indexOf(htmlReport(reportOf([], failures))).causes;

const outcomes = (report: RunReport) => indexOf(htmlReport(report)).rows.map(({ outcome }) => outcome);

const bodyOf = (body: { size: number; type?: string; text?: string }) => {
  const whole = request({ ...SENT, received: '' }, ['A']);
  const { exchange } = whole;
  const html = htmlReport(
    reportOf([{ ...whole, ...(exchange && { exchange: { ...exchange, responseBody: body } }) }]),
  );
  return detailsOf(html)[0]?.exchange?.responseBody;
};

describe('the HTML report', () => {
  test('has no address in it but those in the data, which are packed', () => {
    const html = htmlReport(sampleRun());
    // The name of SVG's namespace stands in the icon, which is packed too.
    expect(html.match(/https?:\/\/[^\s"'<>]+/g)).toBe(null);
    expect(html.match(/\b(?:src|href|action|srcset|poster)=(?!"data:image\/svg\+xml;base64,)/g)).toBe(null);
    expect(html).not.toMatch(/@import|url\(/);
  });

  test('allows by its policy its own script and style alone', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(htmlReport(sampleRun())) ?? [];
    expect(policy.replaceAll(/'sha256-[^']{44}'/g, '#')).toBe(
      "default-src 'none'; script-src #; style-src #; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  test('is the same text for the same report', () => {
    expect(htmlReport(sampleRun())).toBe(htmlReport(sampleRun()));
  });

  test('stays below 1.5 MB for 1,000 requests with usual bodies, and keeps them whole', () => {
    const html = htmlReport(bigReport(1000));
    expect(bytes(html)).toBeLessThan(1_500_000);
    expect(Math.min(...bodyLengths(html))).toBeGreaterThan(2000);
    expect(detailsOf(html).some(({ exchange }) => exchange?.responseBody?.isCut)).toBe(false);
  });

  test('stays below it with bodies that cannot be compressed: those of passed requests are cut, and it says so', () => {
    const report = bigReport(1000, (seed) => noise(seed, 16_000));
    const html = htmlReport(report);
    expect(bytes(html)).toBeLessThan(1_500_000);
    const lengths = bodyLengths(html);
    const failed = new Set(report.failures.map(({ request: row }) => row));
    expect(lengths.filter((_length, row) => failed.has(row))).toEqual(
      Array.from({ length: 10 }, () => 16_000),
    );
    expect(Math.max(...lengths.filter((_length, row) => !failed.has(row)))).toBeLessThan(2000);
    expect(lengths[0]).toBeGreaterThan(100);
    expect(detailsOf(html)[0]?.exchange?.responseBody).toMatchObject({ size: 16_000, isCut: true });
  });

  test.each([
    ['interrupted', { interrupted: true }, '!', 'Interrupted before its end; nothing had failed'],
    ['passed', {}, '✓', 'Passed: nothing failed'],
  ] as const)('tells a run that was %s', (_how, more, sign, words) => {
    const html = htmlReport({ ...reportOf([request({ ...SENT, received: '{}' }, ['One'])]), ...more });
    expect(html).toContain(`<title>${sign} Orders – run report</title>`);
    expect(html).toContain(words);
  });

  test('can hold a run without a request', () => {
    const html = htmlReport(reportOf([]));
    expect(html).toContain('Passed: nothing failed');
    expect(indexOf(html).rows).toEqual([]);
  });

  test('tells a failure of the whole run', () => {
    const failure = { path: [], source: 'script', message: 'boom' };
    const { causes } = indexOf(htmlReport(reportOf([], [failure])));
    expect(causes).toEqual([{ title: 'A script failed', message: 'boom', failures: [{ path: [] }] }]);
  });
});

describe('causes', () => {
  test('are the same where only ids, long numbers and durations differ, and keep what differed', () => {
    const messages = ['order 104200 took 812 ms', 'order 104201 took 9 ms'];
    const causes = causesOf(...messages.map((message) => ({ path: ['a'], source: 'Fast', message })));
    expect(causes).toEqual([
      {
        title: 'Fast',
        message: messages[0],
        failures: [{ path: ['a'] }, { path: ['a'], message: messages[1] }],
      },
    ]);
  });

  test('differ by status, by assertion and by place', () => {
    const place = { file: 'scripts/a.ts', line: 3, column: 1 };
    const failure = { path: ['a'], source: 'OK', message: 'expected 500 to equal 200' };
    const causes = causesOf(
      failure,
      { ...failure, message: 'expected 404 to equal 200' },
      { ...failure, source: 'Fine' },
      { ...failure, place },
      { ...failure, place: { ...place, line: 4 } },
    );
    expect(causes).toHaveLength(5);
  });
});

describe('outcomes', () => {
  const failing = { assertions: [{ name: 'OK', outcome: 'failed' as const, message: 'no' }] };

  test('a failed assertion and an error are a failure, though no failure names the request', () => {
    const requests = [
      request(SENT, ['A'], failing),
      request(SENT, ['B'], { error: 'no' }),
      request(SENT, ['C']),
    ];
    expect(outcomes(reportOf(requests))).toEqual(['failed', 'failed', 'passed']);
  });

  test('what a failure names has failed, though all its assertions passed', () => {
    const report = reportOf(
      [request(SENT, ['A'])],
      [{ path: ['A'], source: 'script', message: 'boom', request: 0 }],
    );
    expect(outcomes(report)).toEqual(['failed']);
    expect(outcomes(reportOf([request(SENT, ['A'], { skipped: true })]))).toEqual(['skipped']);
  });
});

describe('a body', () => {
  test('is said to be cut when less is there than there was, but not for a secret that was hidden in it', () => {
    expect(bodyOf({ size: 90_000, text: 'abc' })?.isCut).toBe(true);
    expect(bodyOf({ size: 4, text: 'abc' })?.isCut).toBe(true);
    expect(bodyOf({ size: 3, text: 'abc' })?.isCut).toBe(undefined);
    expect(bodyOf({ size: 4, text: 'aü€' })?.isCut).toBe(undefined);
    expect(bodyOf({ size: 900, text: '{"access_token":"[hidden]"}' })?.isCut).toBe(undefined);
    expect(bodyOf({ size: 90_000, text: '{"access_token":"[hidden]"' })?.isCut).toBe(true);
  });

  test('that is no text has its size and type', () => {
    expect(bodyOf({ size: 512, type: 'image/png' })).toEqual({ size: 512, type: 'image/png' });
  });
});
