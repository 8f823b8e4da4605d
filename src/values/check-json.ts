/** Checks that a value is one that JSON can hold, and that no text in it looks like a secret. */

import { describe, refuseSecret } from './fields.ts';
import { placeholderProblems } from './placeholders.ts';
import { isSecretUnder } from './secret-patterns.ts';
import type { Place } from './place.ts';

/** Whether `{{placeholders}}` in it will be filled in. */
type JsonUse = 'sent' | 'plain';

const checkText = (place: Place, label: string, text: string, use: JsonUse): void => {
  refuseSecret(place, label, text);
  if (use === 'sent') {
    for (const problem of placeholderProblems(text, place.literals)) place.report(`${label} ${problem}`);
  }
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A declaration may come from another realm, whose Object is not ours: its prototype still has none itself.
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
};

const checkObject = (
  place: Place,
  label: string,
  value: object,
  use: JsonUse,
  outer: readonly object[],
): void => {
  if (outer.includes(value)) {
    place.report(`${label} contains itself`);
    return;
  }
  if (!isPlain(value)) {
    place.report(`${label} is a ${value.constructor.name}, which JSON can't hold`);
    return;
  }
  const inner = [...outer, value];
  for (const [key, entry] of Object.entries(value)) {
    const name = Array.isArray(value) ? `${label}[${key}]` : `${label}.${key}`;
    if (typeof entry === 'string' && isSecretUnder(key, entry, place.publicValues)) {
      place.report(
        `${name} looks like a secret; write a {{placeholder}}, or in an example <${key}>, or, if it is public, list it in publicValues`,
      );
    } else checkValue(place, name, entry, use, inner);
  }
};

const checkValue = (
  place: Place,
  label: string,
  value: unknown,
  use: JsonUse,
  outer: readonly object[],
): void => {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') checkText(place, label, value, use);
  else if (typeof value === 'object') checkObject(place, label, value, use, outer);
  else if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    place.report(
      `${label} is a number beyond ${Number.MAX_SAFE_INTEGER}, whose last digits JavaScript can't hold; write it as text, or the whole body as text: { text: '…', mediaType: 'application/json' }`,
    );
  } else if (typeof value !== 'number' || !Number.isFinite(value)) {
    const what = value === undefined ? 'undefined' : describe(value);
    place.report(`${label} is ${what}, which JSON can't hold`);
  }
};

/** Checks a JSON value, which may contain anything at any depth. */
export const checkJson = (place: Place, label: string, value: unknown, use: JsonUse): void =>
  checkValue(place, label, value, use, []);
