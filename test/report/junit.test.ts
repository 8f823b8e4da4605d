/** JUnit, as a real XML parser reads it, and as the schemas of CI servers want it. */

import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { junitReport } from '../../src/report/junit.ts';
import { mergeReports } from '../../src/report/merge.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { failedAssertion, hostileReport, reportOf, requestOf, sampleReport } from './sample-report.ts';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

const elementOf = (element: XmlElement): Element => ({
  tag: element.name,
  attributes: element.attributes,
  text: element.text,
  children: element.children.filter((child) => child instanceof XmlElement).map(elementOf),
});

const read = (report: RunReport): Element => {
  const { root } = parseXml(junitReport(report));
  if (root === null) throw new Error('There is no root');
  return elementOf(root);
};

const outline = (suite: Element | undefined): readonly string[] =>
  (suite?.children ?? [])
    .filter(({ tag }) => tag === 'testcase')
    .map(({ attributes, children }) => [attributes['name'], ...children.map(({ tag }) => tag)].join(' | '));

const namesOf = ({ children }: Element) => children.map(({ attributes }) => attributes['name']);

/** What both of Jenkins's schemas allow (junit-4.xsd, junit-10.xsd): attributes, then children in their order. */
const SCHEMA: Readonly<Record<string, readonly [string, string]>> = {
  testsuites: ['name tests failures errors time', 'testsuite'],
  testsuite: ['name tests failures errors skipped time timestamp', 'properties testcase'],
  properties: ['', 'property'],
  property: ['name value', ''],
  testcase: ['name classname time', 'skipped error failure system-out'],
  skipped: ['', ''],
  error: ['message type', ''],
  failure: ['message type', ''],
  'system-out': ['', ''],
};

const expectValid = ({ tag, attributes, children }: Element): void => {
  const [allowed = '', inner = ''] = SCHEMA[tag] ?? [];
  expect(Object.keys(attributes).join(' ')).toBe(allowed);
  for (const time of [attributes['time'] ?? '0']) expect(time).toMatch(/^\d+(?:\.\d{3})?$/);
  const order = children.map((child) => inner.split(' ').indexOf(child.tag));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  for (const child of children) expectValid(child);
};

describe('a suite', () => {
  test('stands for each request, with a case for itself and for each assertion', () => {
    const { attributes, children } = read(sampleReport);
    expect(attributes).toEqual({ name: 'Shop', tests: '9', failures: '1', errors: '2', time: '2.500' });
    expect(children.map((suite) => [suite.attributes['name'], ...outline(suite)])).toEqual([
      ['Orders / List', 'GET List | system-out', 'is 200'],
      [
        'Orders / Create',
        'POST Create | system-out',
        'is 201 | failure',
        'is 201 (2)',
        'has a number | skipped',
      ],
      ['Orders / Delete', 'DELETE Delete | error'],
      ['Skipped', 'GET Skipped | skipped'],
      ['The whole run', 'A script failed | error'],
    ]);
  });

  test('counts its cases, and says when it began and how long it took', () => {
    expect(read(sampleReport).children[1]?.attributes).toEqual({
      name: 'Orders / Create',
      tests: '4',
      failures: '1',
      errors: '0',
      skipped: '1',
      time: '0.150',
      timestamp: '2026-01-31T12:00:00',
    });
  });

  test('says of a request that passed when it was tried again that it did', () => {
    const [properties, request] = read(sampleReport).children[0]?.children ?? [];
    expect(properties?.children[0]?.attributes).toEqual({ name: 'retries', value: '1' });
    expect(request?.children[0]?.text).toBe(
      'log: hello\nIt passed when it was tried again, after 1 failed try.',
    );
    const failed = { ...sampleReport.requests[1], ...requestOf({ retry: 2, error: 'no' }) };
    expect(junitReport(reportOf({ requests: [failed] }))).not.toContain('It passed');
  });

  test('has a name of its own in each iteration, and where names occur twice', () => {
    const requests = [
      requestOf({ iteration: 1, start: 3 }),
      requestOf({ iteration: 0, start: 9 }),
      requestOf({ iteration: 0, start: 1, method: 'PUT' }),
    ];
    const { children } = read(reportOf({ requests }));
    expect(children.map((suite) => [suite.attributes['name'], outline(suite)[0]])).toEqual([
      ['Orders / List [iteration 1]', 'PUT List'],
      ['Orders / List [iteration 1] (2)', 'GET List'],
      ['Orders / List [iteration 2]', 'GET List'],
    ]);
  });
});

const caseOf = (report: RunReport, place = 0, index = 0) => read(report).children[place]?.children[index];

describe('a case', () => {
  test('that failed says why in a line, then everything with the place in the sources', () => {
    const [failure] = caseOf(sampleReport, 1, 1)?.children ?? [];
    expect(failure).toMatchObject({
      attributes: { message: 'expected response to have status code 201 but got 500', type: 'assertion' },
      text: failedAssertion.message,
    });
  });

  test('of a request is an error when a script threw, and tells that the script did', () => {
    const failures = [{ path: ['Orders', 'List'], source: 'script', message: 'TypeError: x', request: 0 }];
    const report = reportOf({ requests: [requestOf({ error: 'TypeError: x' })], failures });
    expect(caseOf(report)?.children[0]).toMatchObject({
      tag: 'error',
      text: 'A script failed: TypeError: x',
    });
    expect(read(report).attributes).toMatchObject({ errors: '1', failures: '0' });
  });

  test('of a request is an error, not skipped, when it was not sent after a failure', () => {
    const login = { name: 'Login', outcome: 'failed', message: 'invalid_client' } as const;
    const failures = [{ path: [], source: 'Login', message: 'invalid_client', request: 0 }];
    const report = reportOf({ requests: [requestOf({ skipped: true, assertions: [login] })], failures });
    expect(outline(read(report).children[0])).toEqual(['GET List | error', 'Login | failure']);
  });

  test('is found by its text where an assertion is called as an error is', () => {
    const assertion = { name: 'script', outcome: 'failed', message: 'of the test' } as const;
    const failures = ['of the code', 'of the test'].map((message) => ({
      path: [],
      source: 'script',
      message,
      request: 0,
    }));
    const [suite] = read(reportOf({ requests: [requestOf({ assertions: [assertion] })], failures })).children;
    expect(suite?.children.map(({ children }) => children[0]?.text)).toEqual([
      'A script failed: of the code',
      'of the test',
    ]);
  });
});

test('an interrupted run is no green one', () => {
  const { attributes, children } = read(reportOf({ interrupted: true }));
  expect(attributes['errors']).toBe('1');
  expect(outline(children[1])).toEqual(['The run ends by itself | error']);
});

test.each([
  ['everything', sampleReport],
  ['nothing', reportOf({ requests: [], duration: -0 })],
  ['an interrupted run', reportOf({ interrupted: true })],
  ['hostile texts', hostileReport],
])('is what the schemas of CI servers allow: %s', (_title, report) => {
  expectValid(read(report));
});

test('hostile texts stay texts, and lose only what XML cannot hold', () => {
  const { attributes, children } = read(hostileReport);
  expect(attributes['name']).toContain(`]]> <![CDATA[ --> <!-- &amp; &#0; '"\n::error file=x`);
  expect(attributes['name']).toContain('\na\nb\u240Dc\td\n');
  expect(attributes['name']).not.toMatch(/\[31m|[^\P{Cc}\n\t]/u);
  expect(children).toHaveLength(2);
});

const timeless = (report: RunReport) => junitReport(report).replaceAll(/ (?:time|timestamp)="[^"]*"/g, '');

test('the report of a divided run is that of the whole, times apart', () => {
  const [list, create, remove, skipped] = sampleReport.requests;
  const [ofCreate, ofRemove, ofNone] = sampleReport.failures;
  if (!list || !create || !remove || !skipped || !ofCreate || !ofRemove || !ofNone)
    throw new Error('Changed');
  const parts = [
    reportOf({
      startedAt: '2026-01-31T13:00:00Z',
      requests: [remove],
      failures: [{ ...ofRemove, request: 0 }],
    }),
    reportOf({ requests: [skipped, list], failures: [ofNone] }),
    reportOf({
      startedAt: '2026-01-31T11:00:00Z',
      requests: [create],
      failures: [{ ...ofCreate, request: 0 }],
    }),
  ];
  expect(timeless(mergeReports(parts))).toBe(timeless(sampleReport));
  expect(timeless(mergeReports(parts.toReversed()))).toBe(timeless(sampleReport));
  expect(namesOf(read(mergeReports(parts)))).toEqual(namesOf(read(sampleReport)));
});
