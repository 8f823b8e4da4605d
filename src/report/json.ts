/** The report as JSON, and back: what machines read, and what `postsmith report merge` takes. */

import { PostsmithError } from '../errors.ts';
import { plainLine } from './plain-text.ts';
import type { RunReport } from './run-report.ts';

/** The shape of the document: `RunReport` with the number of its format before it. */
const FORMAT = 1;

/** @param report without secrets */
export const jsonReport = (report: RunReport): string =>
  `${JSON.stringify({ format: FORMAT, ...report }, null, 2)}\n`;

/** Some 30 years in milliseconds: with more, a time could be no date. */
const LONGEST = 1e12;

const isNumber = (value: unknown, from: number): boolean =>
  typeof value === 'number' && value >= from && value <= LONGEST;

/** What a member holds: a test and its words. */
const VALUES = {
  text: ['a text', (value: unknown) => typeof value === 'string'],
  true: ['true', (value: unknown) => value === true],
  boolean: ['true or false', (value: unknown) => typeof value === 'boolean'],
  count: ['a whole number from 0', (value: unknown) => isNumber(value, 0) && Number.isInteger(value)],
  duration: ['a number of milliseconds from 0', (value: unknown) => isNumber(value, 0)],
  // A clock that was set back puts what was tried again before the begin.
  time: ['a number of milliseconds', (value: unknown) => isNumber(value, -LONGEST)],
  date: [
    'a date as 2026-01-31T12:00:00.000Z',
    (value: unknown) =>
      typeof value === 'string' && /^[12]\d{3}-\d\d-\d\dT[\d:.]+Z$/.test(value) && Date.parse(value) > 0,
  ],
  outcome: [
    'passed, failed or skipped',
    (value: unknown) => value === 'passed' || value === 'failed' || value === 'skipped',
  ],
  carrier: [
    'query, header or cookie',
    (value: unknown) => value === 'query' || value === 'header' || value === 'cookie',
  ],
} as const satisfies Readonly<Record<string, readonly [string, (value: unknown) => boolean]>>;

/** The members of the types of `run-report.ts`: `?` for one that may be absent, `*` for a list. */
const SHAPES: Readonly<Record<string, string>> = {
  report:
    'collection:text engine:text engineVersion:text startedAt:date duration:duration interrupted?:true shard?:shard requests:request* failures:failure*',
  shard: 'index:count total:count',
  request:
    'id?:text path:text* position:count iteration:count retry?:count start:time duration:duration method:text url?:text parameters?:parameter* status?:count responseTime?:duration skipped:boolean error?:text assertions:assertion* exchange?:exchange sentByScripts:exchange* console:line*',
  parameter: 'in:carrier name:text',
  assertion: 'name:text outcome:outcome message?:text',
  exchange:
    'start:time duration:duration method:text url:text requestHeaders:header* requestBody?:body status?:count statusText?:text responseHeaders:header* responseBody?:body error?:text',
  header: 'name:text value:text',
  body: 'size:count type?:text text?:text',
  line: 'level:text text:text',
  failure: 'path:text* source:text message:text place?:place request?:count',
  place: 'file:text line:count column:count code?:text',
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy that holds what the shape names, and nothing else; what is wrong is told with its place. */
const copyOf = (value: unknown, type: string, place: string, problems: string[]): unknown => {
  if (type.endsWith('*')) {
    if (Array.isArray(value)) {
      return value.map((each, index) => copyOf(each, type.slice(0, -1), `${place}[${index}]`, problems));
    }
    problems.push(`${place} is no list`);
    return undefined;
  }
  const shape = SHAPES[type];
  if (shape === undefined) {
    const [words, holds] = VALUES[type as keyof typeof VALUES];
    if (!holds(value)) problems.push(`${place} is not ${words}`);
    return value;
  }
  if (!isObject(value)) {
    problems.push(`${place} is no object`);
    return undefined;
  }
  const members = shape.split(' ').flatMap((member) => {
    const [, name = '', optional, inner = ''] = /^(\w+)(\??):(.+)$/.exec(member) ?? [];
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    if (own === undefined && optional === '?') return [];
    return [[name, copyOf(own, inner, place === '' ? name : `${place}.${name}`, problems)]];
  });
  return Object.fromEntries(members);
};

const SHOWN_PROBLEMS = 10;

const unusable = (path: string, sentence: string, problems: readonly string[] = []): PostsmithError =>
  new PostsmithError('USAGE', `The report ${plainLine(path)} can't be used: ${sentence}`, {
    problems,
  });

const WANTED = 'Name a report.json that `postsmith run --reporter json` wrote.';

const parse = (text: string, path: string): Readonly<Record<string, unknown>> => {
  if (text.trim() === '') throw unusable(path, `it is empty. ${WANTED}`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own words quote the file, which may be any.
    const isXml = text.trimStart().startsWith('<');
    throw unusable(path, `it is ${isXml ? 'XML' : 'no JSON, or its end is missing'}. ${WANTED}`);
  }
  if (!isObject(value)) throw unusable(path, `it holds no report. ${WANTED}`);
  return value;
};

/** Whose file it is that somebody took for a report. */
const FOREIGN: readonly (readonly [string, readonly string[]])[] = [
  ["newman's own report", ['collection', 'run']],
  ["the Postman CLI's own report", ['run']],
  ['a collection', ['info', 'item']],
  ['an HTTP archive', ['log']],
];

/**
 * Reads what `jsonReport` wrote; anybody may have written the text.
 *
 * @param path as the error names it
 * @throws PostsmithError USAGE
 */
export const readJsonReport = (text: string, path: string): RunReport => {
  const value = parse(text, path);
  const { format } = value;
  if (typeof format !== 'number') {
    const foreign = FOREIGN.find(([, members]) => members.every((name) => Object.hasOwn(value, name)));
    throw unusable(path, `it is ${foreign?.[0] ?? 'no report of Postsmith'}. ${WANTED}`);
  }
  if (format !== FORMAT) {
    throw unusable(
      path,
      format > FORMAT
        ? `its format ${format} is newer than this Postsmith, which knows format ${FORMAT}. Update Postsmith.`
        : `there is no format ${format}. ${WANTED}`,
    );
  }
  const problems: string[] = [];
  // Without problems, the copy has the shape of the table.
  const report = copyOf(value, 'report', '', problems) as RunReport;
  if (problems.length === 0) problems.push(...strayFailures(report));
  if (problems.length === 0) return report;
  const more = problems.length - SHOWN_PROBLEMS;
  throw unusable(path, `it was changed, or is damaged. ${WANTED}`, [
    ...problems.slice(0, SHOWN_PROBLEMS),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]);
};

const strayFailures = ({ requests, failures }: RunReport): readonly string[] =>
  failures.flatMap(({ request }, index) =>
    request === undefined || request < requests.length
      ? []
      : [`failures[${index}].request is ${request}, but there are ${requests.length} requests`],
  );
