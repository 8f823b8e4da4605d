/** Says where a file on disk differs from what the declarations make, and whether a hand has been at it. Never quotes a value. */

import { parseJson } from '../values/json.ts';

type Step = string | number;

interface Difference {
  readonly steps: readonly Step[];
  readonly kind: 'changed' | 'missing' | 'added';
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const keysOf = (value: object): readonly Step[] =>
  Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);

// `value` is an object or list and `step` one of the keys of such, so reading it is safe.
const at = (value: object, step: Step): unknown => (value as Readonly<Record<Step, unknown>>)[step];

/** The first place at which two JSON values differ, in the order of what is wanted. */
const firstDifference = (found: unknown, wanted: unknown, steps: readonly Step[]): Difference | undefined => {
  if (!isObject(found) || !isObject(wanted) || Array.isArray(found) !== Array.isArray(wanted)) {
    return Object.is(found, wanted) ? undefined : { steps, kind: 'changed' };
  }
  for (const step of keysOf(wanted)) {
    if (!Object.hasOwn(found, step)) return { steps: [...steps, step], kind: 'missing' };
    const inner = firstDifference(at(found, step), at(wanted, step), [...steps, step]);
    if (inner !== undefined) return inner;
  }
  const extra = keysOf(found).find((step) => !Object.hasOwn(wanted, step));
  return extra === undefined ? undefined : { steps: [...steps, extra], kind: 'added' };
};

const nameOf = (value: unknown): string | undefined => {
  if (!isObject(value)) return undefined;
  for (const property of ['name', 'key', 'listen']) {
    const name = Object.hasOwn(value, property) ? at(value, property) : undefined;
    if (typeof name === 'string') return name;
  }
  return undefined;
};

/** `item "Status" › item "Alarms" › request.url.raw`: list entries by their names, where they have one. */
const tellPlace = (root: unknown, steps: readonly Step[]): string => {
  let value = root;
  let place = '';
  for (const step of steps) {
    value = isObject(value) && Object.hasOwn(value, step) ? at(value, step) : undefined;
    const name = typeof step === 'number' ? nameOf(value) : undefined;
    if (name !== undefined) place += ` ${JSON.stringify(name)} › `;
    else place += typeof step === 'number' ? `[${step}]` : /[\w"]$|\]$/.test(place) ? `.${step}` : step;
  }
  return place.replace(/ › $/, '');
};

/** Marks that only Postman's own export leaves. */
const isExported = (text: string): boolean => /"_(?:postman_)?export(?:ed_at|er_id|ed_using)"/.test(text);

const isAsWritten = (text: string, value: unknown): boolean =>
  text.replaceAll('\r\n', '\n') === `${JSON.stringify(value, null, '\t')}\n`;

const kinds = {
  changed: 'is not what is declared',
  missing: 'is missing',
  added: 'is not declared',
} as const;

/** Describes the first difference between a file's text and the text that it should have. */
export const differenceOf = (found: string, wanted: string): string => {
  const parsed = parseJson(found);
  if (parsed === undefined) return 'it is no JSON; it was edited by hand or cut off';
  const target = parseJson(wanted);
  const difference = firstDifference(parsed, target, []);
  const byHand = isExported(found)
    ? '; it was exported from Postman'
    : isAsWritten(found, parsed)
      ? ''
      : '; it was edited by hand';
  if (difference === undefined) {
    return byHand === ''
      ? 'only the order of its fields or its line ends differ'
      : `only its layout differs${byHand}`;
  }
  const place = tellPlace(difference.kind === 'added' ? parsed : target, difference.steps);
  return `${place === '' ? 'the whole file' : place} ${kinds[difference.kind]}${byHand}`;
};
