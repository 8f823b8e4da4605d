/** The time at which a script is read. It stands still, so that what is computed from it tells how far away it is. */

import type { Callable } from '../evaluate/machine.ts';
import { isMarked, Unknown } from '../evaluate/marks.ts';
import { Library } from '../evaluate/members.ts';

/** Unix time in seconds; no other number of a script is near it. */
export const NOW = 1_899_999_999;

const MILLISECONDS = NOW * 1000;

/** Seconds from now to a time in seconds; undefined for a number that is none. */
export const secondsFromNow = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number - NOW) < 100_000_000
    ? Math.round(number - NOW)
    : undefined;
};

const isKnown = (value: unknown): value is number | string | Date =>
  typeof value === 'number' || (typeof value === 'string' && !isMarked(value)) || value instanceof Date;

const makeDate: Callable = (...parameters) => {
  const [first = MILLISECONDS, ...others] = parameters;
  if (!parameters.every(isKnown) || !isKnown(first)) return new Unknown('is a date');
  if (others.length === 0) return new Date(first);
  const [month = 0, ...rest] = others.map(Number);
  return new Date(Number(first), month, ...rest);
};

/** `Date`. */
export const date: Callable = Object.assign(makeDate, {
  now: () => MILLISECONDS,
  parse: (text: unknown) => Date.parse(String(text)),
  UTC: (year: unknown, month: unknown = 0) => Date.UTC(Number(year), Number(month)),
});

const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  millisecond: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
  w: 604_800,
  week: 604_800,
  month: 2_592_000,
  y: 31_536_000,
  year: 31_536_000,
};

/** `5m`, `1 hour`: seconds; undefined for anything else. */
export const secondsIn = (text: unknown): number | undefined => {
  if (typeof text === 'number') return text;
  const [, amount, unit = 's'] = /^\s*([\d.]+)\s*([a-z]*?)s?\s*$/i.exec(String(text)) ?? [];
  const factor = UNITS[unit.toLowerCase() === '' ? 's' : unit.toLowerCase()];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
};

/** jsrsasign's `now + 1hour`. */
export const intDate = (text: unknown): unknown => {
  const [, sign, amount] = /^now(?:\s*([+-])\s*(\d+\s*[a-z]+))?$/.exec(String(text)) ?? [];
  if (!String(text).startsWith('now')) return new Unknown('is a date');
  const seconds = amount === undefined ? 0 : secondsIn(amount);
  return seconds === undefined ? new Unknown('is a date') : NOW + (sign === '-' ? -seconds : seconds);
};

/** What `moment` and its like return. */
const moment = (milliseconds: number): Library => {
  const moved =
    (sign: number): Callable =>
    (amount, unit = 'ms') => {
      const seconds = secondsIn(`${String(amount)}${String(unit)}`);
      return seconds === undefined ? new Unknown('is a date') : moment(milliseconds + sign * seconds * 1000);
    };
  return new Library('moment', {
    add: moved(1),
    subtract: moved(-1),
    utc: () => moment(milliseconds),
    clone: () => moment(milliseconds),
    unix: () => Math.floor(milliseconds / 1000),
    valueOf: () => milliseconds,
    toDate: () => new Date(milliseconds),
    toISOString: () => new Date(milliseconds).toISOString(),
  });
};

/** `moment` of the sandbox, and dayjs. */
export const momentLibrary: Callable = Object.assign(
  (given?: unknown) => (given === undefined ? moment(MILLISECONDS) : new Unknown('is a date')),
  { utc: () => moment(MILLISECONDS), unix: () => new Unknown('is a date') },
);
