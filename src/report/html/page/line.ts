/** One line of the list: a folder, or a request with how it went. */

import type { RowData } from '../page-data.ts';
import { element } from './elements.ts';
import type { Line } from './tree.ts';
import { SIGNS, countOf, nameOf, statusText, timeText } from '../words.ts';

const position = ({ level, position: at, siblings }: Line): Record<string, string> => ({
  role: 'treeitem',
  'aria-level': String(level),
  'aria-posinset': String(at),
  'aria-setsize': String(siblings),
});

const folderLine = (line: Line & { kind: 'folder' }): HTMLElement => {
  const { name, isOpen, requests, failed } = line;
  const counts = [countOf(requests, 'request'), ...(failed > 0 ? [`${failed} failed`] : [])].join(', ');
  return element(
    'div',
    {
      ...position(line),
      class: 'line folder',
      'aria-expanded': String(isOpen),
      'aria-label': `${name}, ${counts}`,
    },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, isOpen ? '▾' : '▸'),
    element('span', { class: 'name' }, name),
    failed > 0 ? element('span', { class: 'failed-count' }, `✗ ${failed}`) : undefined,
    element('span', { class: 'count' }, String(requests)),
  );
};

/** What else is worth a look: another try, scripts' own requests, console lines. */
const notesOf = ({ retry, byScripts, consoleLines }: RowData): readonly [string, string][] => {
  const tokens = byScripts.filter(({ isToken }) => isToken).length;
  const others = byScripts.length - tokens;
  return [
    ...(retry === undefined ? [] : [['↻', `try ${retry + 1}`] satisfies [string, string]]),
    ...(tokens > 0 ? [['◆', countOf(tokens, 'token request')] satisfies [string, string]] : []),
    ...(others > 0
      ? [['◇', countOf(others, 'request by a script', 'requests by scripts')] satisfies [string, string]]
      : []),
    ...(consoleLines > 0 ? [['≡', countOf(consoleLines, 'console line')] satisfies [string, string]] : []),
  ];
};

/** What a screen reader says of a request. */
const describeRow = (row: RowData): string =>
  [
    nameOf(row),
    row.method,
    row.outcome,
    statusText(row),
    ...(row.outcome === 'skipped' ? [] : [timeText(row.duration)]),
    ...(row.assertions === 0
      ? []
      : [`${row.assertions - row.failedAssertions} of ${countOf(row.assertions, 'assertion')} held`]),
    ...notesOf(row).map(([, words]) => words),
  ].join(', ');

const requestLine = (line: Line & { kind: 'request' }, row: RowData): HTMLElement =>
  element(
    'div',
    { ...position(line), class: `line request ${row.outcome}`, 'aria-label': describeRow(row) },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[row.outcome]),
    element('span', { class: 'method' }, row.method),
    element('span', { class: 'name' }, nameOf(row)),
    element(
      'span',
      { class: 'notes' },
      ...notesOf(row).map(([sign, words]) =>
        element(
          'span',
          { class: sign === '◆' ? 'token' : '', title: words },
          sign === '↻' ? `↻ ${words}` : sign,
        ),
      ),
    ),
    element(
      'span',
      { class: 'checks' },
      row.assertions === 0 ? '' : `${row.assertions - row.failedAssertions}/${row.assertions}`,
    ),
    element('span', { class: (row.status ?? 0) >= 400 ? 'status bad' : 'status' }, statusText(row)),
    element('span', { class: 'time' }, row.outcome === 'skipped' ? '' : timeText(row.duration)),
  );

export const lineElement = (line: Line, row: RowData | undefined): HTMLElement => {
  const made =
    line.kind === 'request' && row !== undefined
      ? requestLine(line, row)
      : line.kind === 'folder'
        ? folderLine(line)
        : element('div');
  made.style.setProperty('--level', String(Math.min(line.level - 1, 6)));
  return made;
};
