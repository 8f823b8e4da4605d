/** Failures for people: what failed, why, and where; the same cause once, however often it struck. */

import { oneLine } from '../values/one-line.ts';
import type { Failure, RequestReport } from './run-report.ts';
import { wrapText } from './wrap.ts';
import type { Style } from './terminal.ts';

const SHOWN_PLACES = 3;
/** Characters of a body that are shown. */
const SHOWN_BODY = 200;

interface FailureLayout {
  /** Those to which the failures point. */
  readonly requests: readonly RequestReport[];
  readonly style: Style;
  /** Characters per line. */
  readonly width: number;
  /** Takes the secrets out of what scripts and servers say, where that is not done yet. */
  redact?(text: string): string;
}

/** A paragraph for each cause, in order of appearance. */
export const formatFailures = (failures: readonly Failure[], layout: FailureLayout): string =>
  groupByCause(failures)
    .map((same) => formatCause(same, layout))
    .join('\n\n');

/** Failures with the same cause, in order of appearance. */
export const groupByCause = (failures: readonly Failure[]): readonly (readonly Failure[])[] => {
  const causes = groupBy(failures, ({ source, message }) => `${source}\n${message}`);
  return [...causes.values()];
};

/** In order of appearance. */
export const groupBy = <K>(failures: readonly Failure[], key: (failure: Failure) => K) => {
  const groups = new Map<K, Failure[]>();
  for (const failure of failures) {
    const group = groups.get(key(failure));
    if (group === undefined) groups.set(key(failure), [failure]);
    else group.push(failure);
  }
  return groups;
};

const formatCause = (same: readonly Failure[], layout: FailureLayout): string => {
  const { style, width, redact = String } = layout;
  const [first] = same;
  if (first === undefined) return '';
  const places = same.slice(0, SHOWN_PLACES);
  const more = same.length - places.length;
  return [
    `${style.red('✗')} ${style.bold(redact(titleOf(first)))}`,
    ...wrapText(redact(first.message), width - 4).map((line) => `    ${line}`),
    ...places.flatMap((place) => formatPlace(place, layout)),
    ...(more > 0 ? [`  ${style.dim(`and ${more} more`)}`] : []),
  ].join('\n');
};

/** Where it happened: the request's names, then what was sent and how the response begins, on a line each. */
const formatPlace = (
  { path, request }: Failure,
  { requests, style, redact = String }: FailureLayout,
): readonly string[] => {
  const { method, url, status, exchange } = requests[request ?? -1] ?? {};
  const sent = url === undefined ? [] : [`${method} ${url} → ${status ?? 'no response'}`];
  const body = beginningOf(exchange?.responseBody?.text ?? '');
  return [
    `  ${style.dim(`at ${path.join(' › ') || 'the whole run'}`)}`,
    ...[...sent, ...(body === '' ? [] : [body])].map((line) => `     ${style.dim(redact(line))}`),
  ];
};

const beginningOf = (text: string): string => {
  const line = oneLine(text.slice(0, 5 * SHOWN_BODY).replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' '));
  return line.length > SHOWN_BODY ? `${line.slice(0, SHOWN_BODY)}…` : line;
};

const TITLES: Readonly<Record<string, string>> = {
  request: 'The request failed',
  script: 'A script failed',
};

/** What failed, in words: the name of an assertion is its own title. */
export const titleOf = ({ source }: Pick<Failure, 'source'>): string => TITLES[source] ?? source;
