/** Failures for people: what failed, why, and where; the same cause once, however often it struck. */

import type { Failure } from './run-report.ts';
import type { Style } from './terminal.ts';

const SHOWN_PLACES = 3;

export interface FailureLayout {
  readonly style: Style;
  /** Characters per line. */
  readonly width: number;
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

const formatCause = (same: readonly Failure[], { style, width }: FailureLayout): string => {
  const [first] = same;
  if (first === undefined) return '';
  const places = same.slice(0, SHOWN_PLACES).map(({ path }) => path.join(' › ') || 'the whole run');
  const more = same.length - places.length;
  return [
    `${style.red('✗')} ${style.bold(titleOf(first))}`,
    ...wrap(first.message, width - 4).map((line) => `    ${line}`),
    ...places.map((place) => `  ${style.dim(`at ${place}`)}`),
    ...(more > 0 ? [`  ${style.dim(`and ${more} more`)}`] : []),
  ].join('\n');
};

const TITLES: Readonly<Record<string, string>> = {
  request: 'The request failed',
  script: 'A script failed',
};

const titleOf = ({ source }: Failure): string => TITLES[source] ?? source;

/** Breaks lines at blanks; a word that is longer than a line stays whole, so that it can be copied. */
export const wrap = (text: string, width: number): readonly string[] =>
  text.split(/\r?\n/).flatMap((paragraph) => {
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
