/**
 * The report as JUnit's XML, as CI servers read it. There is no one schema; what is written is valid in Jenkins's two
 * (junit-4.xsd, junit-10.xsd), which have no `skipped` and no `timestamp` at `testsuites`.
 */

import { oneLine } from '../values/one-line.ts';
import { groupBy, titleOf } from './failures.ts';
import { plainText } from './plain-text.ts';
import type { AssertionReport, Failure, RequestReport, RunReport } from './run-report.ts';

/** @param content markup */
const element = (
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string = '',
): string => {
  const texts = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`);
  return content === '' ? `<${name}${texts.join('')}/>` : `<${name}${texts.join('')}>${content}</${name}>`;
};

const reference = (character: string): string => `&#${character.codePointAt(0) ?? 0};`;

const escaped = (text: string): string => plainText(text).replaceAll(/[&<>]/g, reference);

/** Parsers make a blank of a line's end in an attribute. */
const attributeText = (value: string | number): string =>
  escaped(String(value)).replaceAll(/["\n\t]/g, reference);

const textElement = (name: string, text: string): readonly string[] =>
  text === '' ? [] : [element(name, {}, escaped(text))];

const seconds = (milliseconds: number): string => (Math.max(0, milliseconds) / 1000).toFixed(3);

type Outcome = 'passed' | 'skipped' | 'error' | 'failure';

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it did not pass. */
  readonly text?: string;
  /** Milliseconds. */
  readonly time?: number;
  readonly said?: string;
}

interface Suite {
  readonly name: string;
  /** Milliseconds since the run began. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly cases: readonly Case[];
}

/** Names that occur twice get a number: readers take two of the same name for one. */
const numbered = (): ((name: string) => string) => {
  const taken = new Set<string>();
  return (name) => {
    let own = name;
    for (let count = 2; taken.has(own); count += 1) own = `${name} (${count})`;
    taken.add(own);
    return own;
  };
};

const titled = (failure: Failure): string => `${titleOf(failure)}: ${failure.message}`;

/** A case for each assertion, and the failures that belong to none. */
const assertionCases = (assertions: readonly AssertionReport[], failures: readonly Failure[]) => {
  const left = new Set(failures);
  const cases = assertions.map(({ name, outcome, message = '' }): Case => {
    if (outcome !== 'failed') return { name, outcome };
    const failure = [...left].find((each) => each.source === name && each.message.startsWith(message));
    if (failure !== undefined) left.delete(failure);
    return { name, outcome: 'failure', text: failure?.message ?? message };
  });
  return { cases, left: [...left] };
};

const requestOutcome = (
  { skipped, error }: RequestReport,
  own: readonly Failure[],
  hasFailed: boolean,
): Pick<Case, 'outcome' | 'text'> => {
  if (own.length > 0) return { outcome: 'error', text: own.map(titled).join('\n\n') };
  if (error !== undefined) return { outcome: 'error', text: error };
  if (!skipped) return { outcome: 'passed' };
  return hasFailed
    ? { outcome: 'error', text: 'It was not sent, as an assertion before it failed.' }
    : { outcome: 'skipped', text: 'A script kept it from being sent.' };
};

const saidBy = ({ console: lines, retry, error, skipped }: RequestReport, hasFailed: boolean): string =>
  [
    ...lines.map(({ level, text }) => `${level}: ${text}`),
    ...(retry !== undefined && !hasFailed && !skipped && error === undefined
      ? [`It passed when it was tried again, after ${retry} failed ${retry === 1 ? 'try' : 'tries'}.`]
      : []),
  ].join('\n');

const suiteOf = (request: RequestReport, failures: readonly Failure[], isRepeated: boolean): Suite => {
  const { path, iteration, retry, start, duration, method } = request;
  const { cases, left } = assertionCases(request.assertions, failures);
  const hasFailed = failures.length > 0 || cases.some(({ outcome }) => outcome === 'failure');
  return {
    name: `${path.join(' / ')}${isRepeated ? ` [iteration ${iteration + 1}]` : ''}`,
    start,
    duration,
    properties: retry === undefined ? {} : { retries: retry },
    cases: [
      {
        name: `${method} ${path.at(-1) ?? ''}`,
        ...requestOutcome(request, left, hasFailed),
        time: duration,
        said: saidBy(request, hasFailed),
      },
      ...cases,
    ],
  };
};

const INTERRUPTED: Case = {
  name: 'The run ends by itself',
  outcome: 'error',
  text: 'The run was interrupted. What had run until then is here.',
};

/** What belongs to no request; in an order of its own, as that of a report depends on how the run was divided. */
const suiteOfTheRest = ({ requests, failures, duration, interrupted }: RunReport): Suite => {
  const homeless = failures.filter(({ request }) => request === undefined || requests[request] === undefined);
  const cases = homeless
    .map((failure): Case => ({
      name: [...failure.path, titleOf(failure)].join(' / '),
      outcome: 'error',
      text: failure.message,
    }))
    .toSorted((one, other) => compareTexts(`${one.name}\n${one.text}`, `${other.name}\n${other.text}`));
  return {
    name: 'The whole run',
    start: 0,
    duration,
    properties: {},
    cases: [...cases, ...(interrupted === true ? [INTERRUPTED] : [])],
  };
};

const compareTexts = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const suitesOf = (report: RunReport): readonly Suite[] => {
  const { requests } = report;
  const own = groupBy(report.failures, ({ request }) => request);
  const isRepeated = requests.some(({ iteration }) => iteration > 0);
  const suites = [...requests.entries()]
    .toSorted(
      ([, one], [, other]) =>
        one.position - other.position || one.iteration - other.iteration || one.start - other.start,
    )
    .map(([place, request]) => suiteOf(request, own.get(place) ?? [], isRepeated));
  const rest = suiteOfTheRest(report);
  return rest.cases.length === 0 ? suites : [...suites, rest];
};

const caseElement = ({ name, outcome, text = '', time = 0, said = '' }: Case, classname: string): string => {
  const first = oneLine(text.split('\n')[0] ?? '');
  const result = {
    passed: () => '',
    skipped: () => element('skipped', {}, escaped(text)),
    error: () => element('error', { message: first, type: 'error' }, escaped(text)),
    failure: () => element('failure', { message: first, type: 'assertion' }, escaped(text)),
  }[outcome]();
  const content = [result, ...textElement('system-out', said)].join('');
  return element('testcase', { name, classname, time: seconds(time) }, content);
};

/** What suites and the whole count. */
const countsOf = (cases: readonly Case[]) => {
  const count = (wanted: Outcome): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
};

const suiteElement = (suite: Suite, name: string, startedAt: string): string => {
  const own = numbered();
  const properties = Object.entries(suite.properties).map(([key, value]) =>
    element('property', { name: key, value }),
  );
  return element(
    'testsuite',
    {
      name,
      ...countsOf(suite.cases),
      time: seconds(suite.duration),
      // In UTC; the schemas allow no time zone.
      timestamp: new Date(Date.parse(startedAt) + suite.start).toISOString().slice(0, 19),
    },
    [
      '',
      ...(properties.length > 0 ? [element('properties', {}, properties.join(''))] : []),
      ...suite.cases.map((each) => caseElement({ ...each, name: own(each.name) }, name)),
      '',
    ].join('\n'),
  );
};

/**
 * A suite for each execution of a request, in the order of the collection, so that the report of a divided run is that of
 * the whole.
 *
 * @param report without secrets
 */
export const junitReport = (report: RunReport): string => {
  const suites = suitesOf(report);
  const own = numbered();
  const { skipped: _skipped, ...counts } = countsOf(suites.flatMap(({ cases }) => cases));
  const content = suites.map((suite) => suiteElement(suite, own(suite.name), report.startedAt));
  const root = element(
    'testsuites',
    { name: report.collection, ...counts, time: seconds(report.duration) },
    ['', ...content, ''].join('\n'),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
};
