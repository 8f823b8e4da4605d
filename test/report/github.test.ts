/** Workflow commands as GitHub's runner reads them, and the summary as a Markdown parser does. */

import { lexer, marked, type Tokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { githubAnnotations, githubSummary } from '../../src/report/github.ts';
import type { Failure, RunReport } from '../../src/report/run-report.ts';
import {
  failedAssertion,
  HOSTILE,
  hostileReport,
  reportOf,
  requestOf,
  sampleReport,
} from './sample-report.ts';

const data = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/** As the runner does: the command, its properties and its message, unescaped. */
const commandsIn = (log: string) =>
  log
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const {
        name,
        properties = '',
        message = '',
      } = /^::(?<name>\S+) (?<properties>.*?)::(?<message>.*)$/.exec(line)?.groups ?? {};
      const pairs = properties.split(',').map((pair) => {
        const [key = '', value = ''] = pair.split('=', 2);
        return [key, data(value.replaceAll('%3A', ':').replaceAll('%2C', ','))];
      });
      return { name, properties: Object.fromEntries(pairs), message: data(message) };
    });

const failuresOf = (count: number): readonly Failure[] =>
  Array.from({ length: count }, (_, index) => ({ path: ['A'], source: 'script', message: `no ${index}` }));

describe('annotations', () => {
  test('stand at the line of the TypeScript, or without a place where none is known', () => {
    const [assertion, request] = commandsIn(githubAnnotations(sampleReport));
    expect(assertion).toEqual({
      name: 'error',
      properties: {
        file: 'scripts/post-response/created.ts',
        line: '5',
        col: '7',
        title: 'is 201',
      },
      message: `${failedAssertion.message}\nat Orders › Create`,
    });
    expect(request?.properties).toEqual({ title: 'The request failed' });
  });

  test('name files as the repository does, of which the project may be a part', () => {
    const [first] = commandsIn(githubAnnotations(sampleReport, 'api/tests'));
    expect(first?.properties.file).toBe('api/tests/scripts/post-response/created.ts');
  });

  test('are nothing when nothing has failed', () => {
    expect(githubAnnotations(reportOf())).toBe('');
  });

  test('tell a cause once, however often it struck', () => {
    const failures = ['A', 'B', 'C'].map((name) => ({ ...failedAssertion, path: [name] }));
    const commands = commandsIn(githubAnnotations(reportOf({ failures })));
    expect(commands).toHaveLength(1);
    expect(commands[0]?.message).toMatch(/\nat A and 2 more$/);
  });

  test.each([
    [10, undefined],
    [11, '1 more cause of failures: the log has them all.'],
    [1244, '1,234 more causes of failures: the log has them all.'],
  ])('of %i causes are ten at most, and a notice for the rest', (count, notice) => {
    const commands = commandsIn(githubAnnotations(reportOf({ failures: failuresOf(count) })));
    expect(commands.filter(({ name }) => name === 'error')).toHaveLength(10);
    expect(commands.find(({ name }) => name === 'notice')?.message).toBe(notice);
  });

  test('are not broken by what a server wrote', () => {
    const commands = commandsIn(githubAnnotations(hostileReport));
    expect(commands.map(({ name }) => name)).toEqual(['error', 'error']);
    expect(commands[1]?.properties).toMatchObject({ line: '1', col: '1' });
    expect(commands[0]?.message).toContain('::error file=x::y%0A%25\n::stop-commands::z\n##[group]g');
    expect(commands[0]?.message).not.toContain('\u001B');
  });

  test('are cut where a message is very long, and no character in two', () => {
    const failures = [{ path: [], source: 'script', message: '😀'.repeat(50_000) }];
    const [only] = commandsIn(githubAnnotations(reportOf({ failures })));
    expect(only?.message).toBe(`${'😀'.repeat(4000)}…\nat the whole run`);
  });
});

const isTable = (token: { readonly type: string }): token is Tokens.Table => token.type === 'table';

/** Cells as they are shown. */
const tablesIn = (markdown: string) =>
  lexer(markdown)
    .filter(isTable)
    .map(({ header, rows }) => [header, ...rows].map((row) => row.map(({ text }) => shown(text))));

const shown = (html: string): string =>
  html
    .replaceAll('<br>', '\n')
    .replaceAll(/<\/?code>/g, '')
    .replaceAll(/&#(\d+);/g, (_reference, number: string) => String.fromCodePoint(Number(number)));

const htmlOf = (report: RunReport): string => marked.parse(githubSummary(report), { async: false });

describe('the summary', () => {
  test('tells outcome, counts, token requests, failures and what was slow', () => {
    const [counts, failures, slowest] = tablesIn(githubSummary(sampleReport));
    expect(githubSummary(sampleReport)).toMatch(/^## <code>Shop<\/code> ❌ failed\n/);
    expect(counts).toEqual([
      ['engine', 'sent', 'skipped', 'assertions', 'failures', 'token requests', 'time'],
      ['newman 6.2.2', '3', '1', '4', '3', '1', '2.5 s'],
    ]);
    expect(failures?.slice(1)).toEqual([
      [
        'Orders › Create',
        'POST https://api.example.com/v1/orders',
        '500',
        'is 201\nexpected response to have status code 201 but got 500\nscripts/post-response/created.ts:5',
      ],
      [
        'Orders › Delete',
        'DELETE https://api.example.com/v1/orders',
        'no response',
        'The request failed\nconnect ECONNREFUSED 127.0.0.1:1',
      ],
      ['the whole run', '', '', 'A script failed\nReferenceError: x is not defined'],
    ]);
    expect(slowest?.[1]).toEqual(['Orders › List', 'GET https://api.example.com/v1/orders', '200', '40 ms']);
  });

  test('has the five slowest, the slowest first, with their iterations', () => {
    const requests = [5, 80, 20, 70, 1, 3, 90].map((responseTime, iteration) =>
      requestOf({ responseTime, iteration }),
    );
    const rows =
      tablesIn(githubSummary(reportOf({ requests })))
        .at(-1)
        ?.slice(1) ?? [];
    expect(rows.map((row) => row.at(-1))).toEqual(['90 ms', '80 ms', '70 ms', '20 ms', '5 ms']);
    expect(rows[0]?.[0]).toBe('Orders › List iteration 7');
  });

  test.each([
    [reportOf(), '✅ passed'],
    [reportOf({ interrupted: true }), '⚠️ interrupted'],
    [reportOf({ requests: [] }), '✅ passed'],
  ])('says how it ended (%#)', (report, outcome) => {
    const summary = githubSummary(report);
    expect(summary).toContain(`</code> ${outcome}\n`);
    expect(summary).not.toContain('### Failures');
  });

  test('is not broken by what a server wrote: it stays text in code', () => {
    const html = htmlOf(hostileReport);
    const tags = new Set([...html.matchAll(/<\/?([^\s>]+)/g)].map(([, tag]) => tag));
    expect([...tags].toSorted()).toEqual('br code h2 h3 table tbody td th thead tr'.split(' '));
    expect(githubSummary(hostileReport)).not.toContain('@');
    const outside = html.replaceAll(/<code>[^<]*<\/code>/g, '');
    expect(outside).not.toMatch(/someone|x\.example|onerror|#1/);
    expect(tablesIn(githubSummary(hostileReport)).map((rows) => rows.map((row) => row.length))).toEqual([
      [7, 7],
      [4, 4, 4],
      [4, 4],
    ]);
  });

  test('is below 1 MiB, whatever the run was', () => {
    const failures = Array.from({ length: 3000 }, (_, index) => ({
      path: Array.from({ length: 50 }, () => HOSTILE),
      source: `${index}${'|'.repeat(9000)}`,
      message: '`'.repeat(90_000),
      request: 0,
    }));
    const requests = [requestOf({ url: '~'.repeat(90_000), path: ['😀'.repeat(90_000)] })];
    const summary = githubSummary(reportOf({ failures, requests, collection: '*'.repeat(90_000) }));
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain('and 2,950 more causes');
  });
});
