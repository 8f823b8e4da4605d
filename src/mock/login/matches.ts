/** Compares what arrived with what is declared. Where Postman fills in a value of its own, any value will do. */

import { isDeepStrictEqual } from 'node:util';

/** Dynamic variables such as `{{$guid}}`, whose value is another one each time. */
const DYNAMIC = /\{\{\$[^{}]*\}\}/;

/** A regular expression for just this text. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const matchesText = (actual: unknown, expected: string): boolean => {
  if (!DYNAMIC.test(expected)) return actual === expected;
  const pattern = expected.split(DYNAMIC).map(literally).join('[^{}]+');
  return typeof actual === 'string' && new RegExp(`^${pattern}$`, 's').test(actual);
};

/** True when a JSON value is the expected one, whatever stands in the place of dynamic variables. */
export const matches = (actual: unknown, expected: unknown): boolean => {
  if (typeof expected === 'string') return matchesText(actual, expected);
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) {
    return isDeepStrictEqual(actual, expected);
  }
  const members = new Map(Object.entries(actual));
  const wanted = Object.entries(expected);
  return (
    Array.isArray(actual) === Array.isArray(expected) &&
    members.size === wanted.length &&
    wanted.every(([name, value]) => members.has(name) && matches(members.get(name), value))
  );
};
