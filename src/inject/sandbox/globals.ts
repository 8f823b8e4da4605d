/** Every name that a script finds: the language's own, Postman's, and what libraries leave behind. */

import { awaited, settle } from '../evaluate/functions.ts';
import type { Callable, Machine } from '../evaluate/machine.ts';
import { isMarked, Part, Unknown } from '../evaluate/marks.ts';
import { Library, setMember } from '../evaluate/members.ts';
import { parseJson } from '../../values/json.ts';
import { cryptoJs, encodingGlobals } from './encodings.ts';
import { pmGlobals, responseGlobals } from './pm.ts';
import type { Reading } from './reading.ts';
import { signingGlobals } from './signers.ts';
import { date, momentLibrary } from './time.ts';

const isOpen = (value: unknown): boolean => value instanceof Unknown || isMarked(value);

/** A function of numbers or texts; unknown where an argument is. */
const pure =
  (name: string, apply: (...parameters: number[]) => unknown): Callable =>
  (...parameters) =>
    parameters.some(isOpen)
      ? new Unknown(
          `is made with ${name}`,
          parameters
            .map((each) => (isMarked(each) ? each : each instanceof Unknown ? each.from : ''))
            .join(''),
        )
      : apply(...parameters.map(Number));

const math = (machine: Machine): Library =>
  new Library('Math', {
    ...Object.fromEntries(
      (['floor', 'ceil', 'round', 'trunc', 'abs', 'min', 'max', 'pow', 'sqrt'] as const).map((name) => [
        name,
        pure(`Math.${name}`, Math[name]),
      ]),
    ),
    random: () => machine.marks.add({ kind: 'random' }),
  });

const json = (machine: Machine): Library =>
  new Library('JSON', {
    stringify: (value: unknown) =>
      value === undefined ? undefined : JSON.stringify(machine.marks.plain(value)),
    parse: (value: unknown) => {
      const text = machine.marks.text(value);
      const mark = machine.marks.alone(text);
      if (mark?.kind === 'variable') return new Part({ variable: mark.name }, [], text);
      if (mark?.kind === 'part') return new Part(mark.source, mark.path, text);
      return parseJson(text) ?? new Unknown('is JSON that only a run tells', machine.marks.marksOf(text));
    },
  });

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !(value instanceof Unknown) && !(value instanceof Library)
    ? Object.entries(value)
    : [];

const object: Library = new Library('Object', {
  assign: (target: unknown, ...sources: unknown[]) => {
    const made =
      typeof target === 'object' &&
      target !== null &&
      !(target instanceof Unknown) &&
      !(target instanceof Library)
        ? target
        : {};
    return Object.assign(made, ...sources.map((each) => Object.fromEntries(entriesOf(each))));
  },
  keys: (value: unknown) => entriesOf(value).map(([name]) => name),
  values: (value: unknown) => entriesOf(value).map(([, each]) => each),
  entries: entriesOf,
  freeze: (value: unknown) => value,
  fromEntries: (value: unknown) =>
    Array.isArray(value)
      ? Object.fromEntries(value.filter(Array.isArray).map(([name, each]: unknown[]) => [String(name), each]))
      : {},
});

/** What a rejection is to a script whose promises all come true. */
const ignore: Callable = () => undefined;

const promise = (machine: Machine): Callable =>
  Object.assign(
    (executor: unknown) => {
      const state: { value: unknown } = { value: undefined };
      const resolve = (value: unknown): void => void (state.value ??= awaited(value));
      machine.call(executor, undefined, [resolve, ignore]);
      return settle(state.value ?? new Unknown('is what a promise brings'), machine);
    },
    {
      resolve: (value: unknown) => settle(value, machine),
      reject: () => settle(new Unknown('is an error'), machine),
      all: (list: unknown) => settle(Array.isArray(list) ? list.map(awaited) : list, machine),
      allSettled: (list: unknown) =>
        settle(
          Array.isArray(list) ? list.map((each) => ({ status: 'fulfilled', value: awaited(each) })) : list,
          machine,
        ),
    },
  );

/** Pairs whose text is `a=b&c=d`. */
const searchParams =
  (machine: Machine, escape: Callable): Callable =>
  (given) => {
    const pairs: [unknown, unknown][] = Array.isArray(given)
      ? given.filter(Array.isArray).map(([name, value]: unknown[]) => [name, value])
      : entriesOf(given);
    const text = (): string =>
      pairs.map((pair) => pair.map((each) => machine.marks.text(escape(each))).join('=')).join('&');
    const append = (name: unknown, value: unknown): void => void pairs.push([name, value]);
    return {
      append,
      set: append,
      toString: text,
      get: (name: unknown) => pairs.find(([each]) => each === name)?.[1],
    };
  };

/** `eval` and `Function`: what they are given is a library, or text of the script itself. */
const evaluating =
  (reading: Reading): Callable =>
  (...parameters) => {
    const { marks } = reading.machine;
    const code = marks.text(parameters.at(-1));
    reading.note({ kind: 'evaluate', from: marks.marksOf(code) });
    // Called with the objects that a library is to fill.
    return function load(this: unknown, ...owners: unknown[]): Library {
      const names = signingGlobals(reading);
      for (const owner of [this, ...owners])
        for (const [name, value] of Object.entries(names)) setMember(owner, name, value);
      return new Library('what was evaluated', names);
    };
  };

const error: Callable = (message) => ({ message, name: 'Error', stack: '' });

const plain = (reading: Reading): Readonly<Record<string, unknown>> => {
  const { machine } = reading;
  const later: Callable = (callback) => void machine.call(callback, undefined, []);
  return {
    Math: math(machine),
    JSON: json(machine),
    Object: object,
    Date: date,
    Promise: promise(machine),
    Array: Object.assign((...items: unknown[]) => [...items], {
      isArray: Array.isArray,
      from: (value: unknown) => (Array.isArray(value) ? [...value] : new Unknown('is a list')),
    }),
    String: (value: unknown = '') => machine.marks.text(value),
    Number: Object.assign(pure('Number', Number), {
      isInteger: Number.isInteger,
      isNaN: Number.isNaN,
      parseInt: pure('parseInt', Math.trunc),
    }),
    Boolean: (value: unknown) =>
      machine.truth(value) ?? new Unknown('is true or false', machine.marks.marksOf(value)),
    parseInt: pure('parseInt', (value) => Math.trunc(value)),
    parseFloat: pure('parseFloat', Number),
    isNaN: pure('isNaN', (value) => Number.isNaN(value)),
    Error: error,
    TypeError: error,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    setTimeout: later,
    setImmediate: later,
    setInterval: () => 1,
    clearTimeout: () => undefined,
    clearInterval: () => undefined,
  };
};

/** The names of the sandbox, for a script before a request or, with `request`, after the response to it. */
export const globalsFor = (
  reading: Reading,
  request: number | undefined,
): Readonly<Record<string, unknown>> => {
  const { machine } = reading;
  const encodings = encodingGlobals(machine);
  const random: Callable = () => machine.marks.add({ kind: 'random' });
  const uuid = Object.assign((...parameters: unknown[]) => random(...parameters), { v4: random, v1: random });
  const escape: Callable = (value) => machine.call(encodings['encodeURIComponent'], undefined, [value]);
  const search = searchParams(machine, escape);
  const known = {
    'crypto-js': cryptoJs(machine),
    uuid,
    moment: momentLibrary,
    'npm:dayjs': momentLibrary,
    atob: encodings['atob'],
    btoa: encodings['btoa'],
    buffer: new Library('buffer', { Buffer: encodings['Buffer'] }),
    querystring: new Library('querystring', {
      stringify: (value: unknown) => machine.marks.text(search(value)),
    }),
  };
  const evaluate = evaluating(reading);
  const pm = pmGlobals(reading, known);
  const after = request === undefined ? {} : responseGlobals(request, reading);
  return {
    ...signingGlobals(reading),
    ...plain(reading),
    ...encodings,
    ...pm,
    ...after,
    ...(pm['pm'] instanceof Library &&
      'response' in after && { pm: new Library('pm', { ...pm['pm'].members, ...after }) }),
    URLSearchParams: search,
    moment: momentLibrary,
    eval: evaluate,
    Function: evaluate,
    tests: {},
    globals: {},
    environment: {},
  };
};
