/** The report for GitHub Actions: annotations, which are lines of the log, and Markdown for the summary of a step. */

import { posix } from 'node:path';
import { oneLine } from '../values/one-line.ts';
import { groupByCause, titleOf } from './failures.ts';
import { plainLine, plainText } from './plain-text.ts';
import { isTokenRequest, summarize, type Failure, type RequestReport, type RunReport } from './run-report.ts';
import { formatCount, formatSeconds } from './terminal.ts';

/** More of a step are not shown by GitHub. */
const SHOWN_ERRORS = 10;
/** Characters of a message in an annotation. */
const LONGEST_MESSAGE = 4000;

/** As `@actions/core` writes the data of a command. */
const commandData = (text: string): string =>
  plainText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** As `@actions/core` writes a property of a command. */
const commandProperty = (text: string): string =>
  commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const command = (
  name: 'error' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string => {
  const texts = Object.entries(properties).map(([key, value]) => `${key}=${commandProperty(String(value))}`);
  return `::${name} ${texts.join(',')}::${commandData(message)}\n`;
};

/** At most as many characters, none of them cut in two. */
const shortened = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const characters = Array.from(text.slice(0, 2 * length + 2));
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : text;
};

/** `Orders › List and 2 more` */
const whereOf = (same: readonly Failure[]): string => {
  const [first] = same;
  const more = same.length > 1 ? ` and ${formatCount(same.length - 1)} more` : '';
  return `${oneLine(first?.path.join(' › ') ?? '') || 'the whole run'}${more}`;
};

const annotationOf = (same: readonly Failure[], folder: string): string => {
  const [first] = same;
  if (first === undefined) return '';
  const { place, message } = first;
  return command(
    'error',
    {
      ...(place !== undefined && {
        file: posix.join(folder, oneLine(place.file)),
        line: place.line,
        col: place.column,
      }),
      title: shortened(oneLine(titleOf(first)), 200),
    },
    `${shortened(message, LONGEST_MESSAGE)}\nat ${shortened(whereOf(same), 500)}`,
  );
};

/**
 * A line for each cause, at the TypeScript's line where it is known; '' when nothing has failed.
 *
 * @param report without secrets
 * @param folder the project folder, seen from the repository's, with `/`
 */
export const githubAnnotations = ({ failures }: RunReport, folder = ''): string => {
  const causes = groupByCause(failures);
  const more = causes.length - SHOWN_ERRORS;
  const lines = causes.slice(0, SHOWN_ERRORS).map((same) => annotationOf(same, folder));
  if (more > 0) {
    const message = `${formatCount(more)} more ${more === 1 ? 'cause' : 'causes'} of failures: the log has them all.`;
    lines.push(command('notice', { title: 'Postsmith' }, message));
  }
  return lines.join('');
};

const SHOWN_CAUSES = 50;
const SHOWN_SLOWEST = 5;
/** Characters of a foreign text; each takes at most six bytes, and a summary has room for 1 MiB. */
const LONGEST_TEXT = 300;

/**
 * A foreign text: in code, where no mention, address, number or emoji becomes a link or a picture, and with a reference for
 * everything that Markdown or HTML could take for its own.
 */
const code = (text: string): string => {
  const shown = shortened(plainLine(text), LONGEST_TEXT);
  const quoted = shown.replaceAll(/[!-/:-@[-`{-~]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
  return quoted === '' ? '' : `<code>${quoted}</code>`;
};

const tableOf = (rows: readonly (readonly string[])[]): string => {
  const [head = [], ...others] = rows;
  return [head, head.map(() => '---'), ...others].map((row) => `| ${row.join(' | ')} |\n`).join('');
};

const nameOf = ({ path, iteration }: RequestReport): string =>
  code(path.join(' › ')) + (iteration > 0 ? ` iteration ${iteration + 1}` : '');

const causeRow = (same: readonly Failure[], requests: readonly RequestReport[]): readonly string[] => {
  const [first] = same;
  if (first === undefined) return [];
  const { place, message } = first;
  const { method, url, status, skipped } = requests[first.request ?? -1] ?? {};
  const outcome = skipped === true ? 'not sent' : 'no response';
  const said = place === undefined ? message : (message.split('\nin ')[0] ?? '');
  return [
    code(whereOf(same)),
    url === undefined ? '' : code(`${method} ${url}`),
    method === undefined ? '' : String(status ?? outcome),
    [code(titleOf(first)), code(said), place === undefined ? '' : code(`${place.file}:${place.line}`)]
      .filter((text) => text !== '')
      .join('<br>'),
  ];
};

const failureSection = ({ failures, requests }: RunReport): string => {
  if (failures.length === 0) return '';
  const causes = groupByCause(failures);
  const more = causes.length - SHOWN_CAUSES;
  const rows = causes.slice(0, SHOWN_CAUSES).map((same) => causeRow(same, requests));
  return [
    '\n### Failures\n\n',
    tableOf([['request', 'sent', 'status', 'what failed'], ...rows]),
    more > 0 ? `\nand ${formatCount(more)} more ${more === 1 ? 'cause' : 'causes'}\n` : '',
  ].join('');
};

const slowestSection = ({ requests }: RunReport): string => {
  const slowest = requests
    .flatMap((request) =>
      request.responseTime === undefined ? [] : [[request, request.responseTime] as const],
    )
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, SHOWN_SLOWEST)
    .map(([request, time]) => [
      nameOf(request),
      code(`${request.method} ${request.url ?? ''}`),
      String(request.status ?? ''),
      `${formatCount(Math.round(time))} ms`,
    ]);
  return slowest.length === 0
    ? ''
    : `\n### Slowest requests\n\n${tableOf([['request', 'sent', 'status', 'time'], ...slowest])}`;
};

/**
 * Markdown for the file that GITHUB_STEP_SUMMARY names, below 1 MiB.
 *
 * @param report without secrets
 */
export const githubSummary = (report: RunReport): string => {
  const { sent, skipped, assertions, failures } = summarize(report);
  const tokens = report.requests.flatMap(({ sentByScripts }) => sentByScripts.filter(isTokenRequest)).length;
  const outcome = failures > 0 ? '❌ failed' : report.interrupted === true ? '⚠️ interrupted' : '✅ passed';
  return [
    `## ${code(report.collection)} ${outcome}\n\n`,
    failures > 0 && report.interrupted === true ? 'The run was interrupted before its end.\n\n' : '',
    tableOf([
      ['engine', 'sent', 'skipped', 'assertions', 'failures', 'token requests', 'time'],
      [
        code(`${report.engine} ${report.engineVersion}`),
        ...[sent, skipped, assertions, failures, tokens].map(formatCount),
        formatSeconds(report.duration),
      ],
    ]),
    failureSection(report),
    slowestSection(report),
    '\n',
  ].join('');
};
