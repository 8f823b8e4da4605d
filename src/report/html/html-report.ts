/**
 * The report of a run as one page that needs nothing from elsewhere. Its head can be read without JavaScript; the rest is data
 * that the page's own script (`page/`) unpacks and shows.
 */

import { createHash } from 'node:crypto';
import { bundlePage } from '../../bundle/page.ts';
import { summarize, type RunReport } from '../run-report.ts';
import { CHUNK_SIZE, pack, packDetails } from './details.ts';
import type { CauseData, IndexData, RowData } from './page-data.ts';
import { plainText } from '../plain-text.ts';
import { readCauses, readRows } from './rows.ts';
import { countOf, countText, timeText } from './words.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string =>
  plainText(text).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Bytes of a page of so many requests. */
const sizeLimit = (requests: number): number => 1_450_000 + 1000 * Math.max(0, requests - 1000);

interface Verdict {
  readonly name: 'failed' | 'interrupted' | 'passed';
  readonly sign: string;
  readonly words: string;
}

const judge = (report: RunReport, causes: readonly CauseData[]): Verdict => {
  const { failures, interrupted } = report;
  const end = interrupted === true ? '; the run was interrupted before its end' : '';
  if (failures.length > 0) {
    const why = causes.length < failures.length ? ` with ${countOf(causes.length, 'cause')}` : '';
    return { name: 'failed', sign: '✗', words: `Failed: ${countOf(failures.length, 'failure')}${why}${end}` };
  }
  if (interrupted === true) {
    return { name: 'interrupted', sign: '!', words: 'Interrupted before its end; nothing had failed' };
  }
  return { name: 'passed', sign: '✓', words: 'Passed: nothing failed' };
};

/** The sign on the browser's tab: its shape tells as much as its colour. */
const iconOf = ({ name }: Verdict): string => {
  const shapes = {
    failed: ['c22f2f', 'M5 5l6 6M11 5l-6 6'],
    interrupted: ['9a6700', 'M8 4v5M8 11.5v.5'],
    passed: ['1a7f4b', 'M4.5 8.5l2.5 2.5 4.5-5.5'],
  };
  const [colour, path] = shapes[name];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#${colour}"/><path d="${path}" fill="none" stroke="#fff" stroke-width="2"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
};

const factsOf = (report: RunReport, rows: readonly RowData[]): readonly (readonly [string, string])[] => {
  const { sent, skipped, assertions } = summarize(report);
  const tokens = rows.flatMap(({ byScripts }) => byScripts).filter(({ isToken }) => isToken).length;
  const retried = rows.filter(({ retry }) => retry !== undefined).length;
  const iterations = new Set(rows.map(({ iteration }) => iteration)).size;
  return [
    ['Requests', countText(sent)],
    ['Skipped', countText(skipped)],
    ['Assertions', countText(assertions)],
    ['Token requests', countText(tokens)],
    ...(retried > 0 ? [['Tried again', countText(retried)] as const] : []),
    ...(iterations > 1 ? [['Iterations', countText(iterations)] as const] : []),
    ['Duration', timeText(report.duration)],
    ['Started', report.startedAt.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC')],
    ['Engine', `${report.engine} ${report.engineVersion}`],
  ];
};

const writeFacts = (facts: readonly (readonly [string, string])[]): string =>
  facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escape(value)}</dd></div>`).join('');

const policyFor = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const writeData = (name: string, packed: string): string =>
  `<script type="application/octet-stream" class="${name}">${packed}</script>`;

const writePage = (report: RunReport, rows: readonly RowData[]): readonly [string, string] => {
  const { script, style } = bundlePage('src/report/html/page');
  const causes = readCauses(report.failures);
  const verdict = judge(report, causes);
  const index: IndexData = { duration: report.duration, rows, causes, chunkSize: CHUNK_SIZE };
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script, style)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${verdict.sign} ${escape(report.collection)} – run report</title>
<link rel="icon" href="${iconOf(verdict)}">
<style>${style}</style>
</head>
<body>
<header id="top">
<p class="kind">Run report</p>
<h1><bdi>${escape(report.collection)}</bdi></h1>
<p class="verdict ${verdict.name}"><span class="sign" aria-hidden="true">${verdict.sign}</span>${verdict.words}</p>
<dl class="facts">${writeFacts(factsOf(report, rows))}</dl>
</header>
<main id="main">
<p id="loading">The requests appear here in a moment. If they don't, the file is damaged, or this browser is too old to unpack
it: Chrome and Edge 103, Firefox 113, Safari 16.4 and everything newer can.</p>
<noscript><p>The requests are packed, and need JavaScript to be shown. The page loads nothing from elsewhere.</p></noscript>
</main>
${writeData('index', pack(index))}
`;
  return [before, `<script>${script}</script>\n</body>\n</html>\n`];
};

/**
 * Returns the report as one HTML page, without a foreign address. A thousand requests stay below 1.5 MB: if they would not,
 * the bodies of passed requests are cut.
 *
 * @param report redacted: everything in it is shown
 * @throws PostsmithError ENGINE_UNAVAILABLE when esbuild, which bundles the page's script, cannot be started
 */
export const htmlReport = (report: RunReport): string => {
  const rows = readRows(report);
  const [before, after] = writePage(report, rows);
  const space = sizeLimit(rows.length) - Buffer.byteLength(before) - Buffer.byteLength(after);
  const details = packDetails(report.requests, rows, space - rows.length);
  return `${before}${details.map((chunk) => writeData('details', chunk)).join('\n')}\n${after}`;
};
