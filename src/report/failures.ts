/** Failures for people: what failed, why, and where; the same cause once, however often it struck. */

import type { Failure } from './run-report.ts';
import type { Style } from './terminal.ts';

const SHOWN_PLACES = 3;

interface FailureLayout {
  readonly style: Style;
  /** Characters per line. */
  readonly width: number;
  /** Takes the secrets out of what scripts and servers say. */
  redact(text: string): string;
}

/** A paragraph for each cause, in order of appearance. */
export const formatFailures = (failures: readonly Failure[], layout: FailureLayout): string => {
  const causes = groupBy(failures, causeOf);
  return [...causes.values()].map((same) => formatCause(same, layout)).join('\n\n');
};

const causeOf = ({ source, message }: Failure): string => `${source}\n${message}`;

const groupBy = (failures: readonly Failure[], key: (failure: Failure) => string) => {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const group = groups.get(key(failure));
    if (group === undefined) groups.set(key(failure), [failure]);
    else group.push(failure);
  }
  return groups;
};

const formatCause = (same: readonly Failure[], layout: FailureLayout): string => {
  const { style, width, redact } = layout;
  const [first] = same;
  if (first === undefined) return '';
  const places = same.slice(0, SHOWN_PLACES);
  const more = same.length - places.length;
  return [
    `${style.red('✗')} ${style.bold(redact(titleOf(first)))}`,
    ...wrap(redact(first.message), width - 4).map((line) => `    ${line}`),
    ...places.flatMap((place) => formatPlace(place, layout)),
    ...(more > 0 ? [`  ${style.dim(`and ${more} more`)}`] : []),
  ].join('\n');
};

/** Where it happened: the request's names, then what was sent and how the response begins, on a line each. */
const formatPlace = ({ path, request }: Failure, { style, redact }: FailureLayout): readonly string[] => {
  const exchange =
    request?.url === undefined
      ? []
      : [`${request.method} ${request.url} → ${request.status ?? 'no response'}`];
  const body = request?.body === undefined ? [] : [request.body];
  return [
    `  ${style.dim(`at ${path.join(' › ') || 'the whole run'}`)}`,
    ...[...exchange, ...body].map((line) => `     ${style.dim(redact(line))}`),
  ];
};

const TITLES: Readonly<Record<string, string>> = {
  request: 'The request failed',
  script: 'A script failed',
};

const titleOf = ({ source }: Failure): string => TITLES[source] ?? source;

/** Breaks lines at blanks; a word that is longer than a line stays whole, so that it can be copied. */
export const wrap = (text: string, width: number): readonly string[] =>
  text.split(/\r?\n/).flatMap((paragraph) => {
    if (paragraph.length <= width) return [paragraph];
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  });
