/** Members of values: what a script may read of texts, lists, dates and objects, and nothing that leads out of the reading. */

import type { Callable, Machine } from './machine.ts';
import { betweenMarks, Bytes, isMarked, Part, Unknown } from './marks.ts';

/** What a library has; a member that it lacks is unknown. */
export class Library {
  readonly name: string;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(name: string, members: Readonly<Record<string, unknown>> = {}) {
    this.name = name;
    this.members = members;
  }
}

/** They lead to the functions of this program. */
const CLOSED = new Set(['constructor', '__proto__', 'prototype', 'caller', 'callee', 'arguments']);

const LONGEST = 1_000_000;

/** Methods of a text that keep marks where they are. */
const KEEPING = new Set(
  'trim trimStart trimEnd replace replaceAll split concat toString normalize valueOf padEnd padStart repeat'.split(
    ' ',
  ),
);

const TEXT_METHODS = new Set([
  ...KEEPING,
  ...'slice substring substr charAt charCodeAt codePointAt at indexOf lastIndexOf includes startsWith endsWith match matchAll search toUpperCase toLowerCase localeCompare'.split(
    ' ',
  ),
]);

const LIST_METHODS = new Set(
  'map filter forEach reduce reduceRight push concat slice find findIndex some every includes indexOf sort reverse flat flatMap pop shift unshift splice fill keys values entries at toString'.split(
    ' ',
  ),
);

const method = (owner: object, name: string): Callable => {
  // The name is on a list of those that are methods.
  const found = Reflect.get(owner, name) as Callable;
  return function call(this: unknown, ...parameters) {
    return found.apply(this, parameters);
  };
};

const countMarks = (text: string): number => text.split('\uE000').length;

/** Applies a method to a text with marks: true to them, or unknown. */
const onMarked = (text: string, name: string, parameters: readonly unknown[], machine: Machine): unknown => {
  const unknown = new Unknown(`is ${name} of a value`, machine.marks.marksOf(text));
  if (!KEEPING.has(name)) return unknown;
  const [pattern] = parameters;
  const run = (literal: string): unknown => method(String.prototype, name).apply(literal, [...parameters]);
  if (name.startsWith('replace') && pattern instanceof RegExp)
    return betweenMarks(text, (literal) => String(run(literal)));
  const result = run(text);
  const kept = Array.isArray(result) ? result.join('') : String(result);
  return countMarks(kept) === countMarks(text) || name === 'repeat' ? result : unknown;
};

const textMember = (text: string, name: string, machine: Machine): unknown => {
  if (name === 'length')
    return isMarked(text) ? new Unknown('is a length', machine.marks.marksOf(text)) : text.length;
  if (/^\d+$/.test(name))
    return isMarked(text) ? new Unknown('is a character', machine.marks.marksOf(text)) : text[Number(name)];
  if (!TEXT_METHODS.has(name)) return undefined;
  return (...parameters: unknown[]): unknown => {
    const [first] = parameters;
    if (/repeat|pad/.test(name) && Number(first) * text.length > LONGEST) return new Unknown('is too long');
    const safe = parameters.map((each) =>
      each instanceof Unknown || each instanceof Bytes ? machine.marks.text(each) : each,
    );
    if (isMarked(text)) return onMarked(text, name, safe, machine);
    if (safe.some(isMarked) && name !== 'concat' && !name.startsWith('replace'))
      return new Unknown(`is ${name} of a value`, machine.marks.marksOf(safe));
    return method(String.prototype, name).apply(text, safe);
  };
};

const listMember = (list: readonly unknown[], name: string, machine: Machine): unknown => {
  if (name === 'length') return list.length;
  if (/^\d+$/.test(name)) return list[Number(name)];
  if (name === 'join')
    return (separator: unknown = ',') =>
      list.map((each) => (each == null ? '' : machine.marks.text(each))).join(machine.marks.text(separator));
  return LIST_METHODS.has(name) ? method(Array.prototype, name) : undefined;
};

const functionMember = (callee: Callable, name: string, machine: Machine): unknown => {
  if (Object.hasOwn(callee, name) && name !== 'name' && name !== 'length') return Reflect.get(callee, name);
  if (name === 'call')
    return (thisValue: unknown, ...parameters: unknown[]) => machine.call(callee, thisValue, parameters);
  if (name === 'apply')
    return (thisValue: unknown, parameters: unknown) =>
      machine.call(callee, thisValue, Array.isArray(parameters) ? parameters : []);
  if (name === 'bind')
    return (thisValue: unknown, ...first: unknown[]) =>
      (...parameters: unknown[]) =>
        machine.call(callee, thisValue, [...first, ...parameters]);
  return undefined;
};

const bytesMember = (bytes: Bytes, name: string, machine: Machine): unknown => {
  if (name !== 'toString')
    return name === 'length'
      ? new Unknown('is a length')
      : new Unknown('is a part of bytes', machine.marks.marksOf(bytes.text));
  return (encoding: unknown = 'utf8'): unknown => {
    const known = encoding instanceof Library ? encoding.name : String(encoding).toLowerCase();
    if (/utf-?8|latin1|binary|ascii/.test(known)) return bytes.text;
    return machine.marks.add({ kind: 'encoded', encoding: known, text: bytes.text });
  };
};

const numberMember = (value: number | boolean, name: string): unknown =>
  ['toString', 'toFixed', 'valueOf'].includes(name)
    ? (digits?: unknown) =>
        name === 'valueOf'
          ? value
          : typeof value === 'number' && name === 'toFixed'
            ? value.toFixed(Number(digits ?? 0))
            : typeof value === 'number' && typeof digits === 'number'
              ? value.toString(digits)
              : String(value)
    : undefined;

const objectMember = (owner: object, name: string): unknown => {
  if (Object.hasOwn(owner, name)) return Reflect.get(owner, name);
  if (owner instanceof Date || owner instanceof RegExp || owner instanceof Map || owner instanceof Set) {
    const found: unknown = Reflect.get(owner, name);
    return typeof found === 'function' ? method(owner, name).bind(owner) : found;
  }
  if (name === 'hasOwnProperty') return (key: unknown) => Object.hasOwn(owner, String(key));
  return name === 'toString' ? () => '[object Object]' : undefined;
};

/** Reads a member of a value. */
export const memberOf = (owner: unknown, key: unknown, machine: Machine): unknown => {
  const from = (): string => machine.marks.marksOf(owner) + machine.marks.marksOf(key);
  if (key instanceof Unknown || isMarked(key))
    return new Unknown('is a member of a name that only a run tells', from());
  const name = String(key);
  if (CLOSED.has(name)) return new Unknown('leads out of the script');
  if (owner instanceof Part) return owner.member(name);
  if (owner instanceof Unknown || owner === undefined || owner === null)
    return new Unknown(`is ${name} of something unknown`, from());
  if (owner instanceof Library)
    return Object.hasOwn(owner.members, name)
      ? owner.members[name]
      : new Unknown(`is ${name} of ${owner.name}`);
  if (owner instanceof Bytes) return bytesMember(owner, name, machine);
  if (typeof owner === 'string') return textMember(owner, name, machine);
  if (typeof owner === 'number' || typeof owner === 'boolean') return numberMember(owner, name);
  if (Array.isArray(owner)) return listMember(owner, name, machine);
  // Every function that a script can get hold of was made by this reading.
  if (typeof owner === 'function') return functionMember(owner as Callable, name, machine);
  return typeof owner === 'object' ? objectMember(owner, name) : undefined;
};

/** Writes a member of a script's own object. */
export const setMember = (owner: unknown, key: unknown, value: unknown): void => {
  const name = String(key);
  if (typeof owner !== 'object' || owner === null || owner instanceof Unknown || owner instanceof Library)
    return;
  if (CLOSED.has(name) || key instanceof Unknown || isMarked(key)) return;
  if (Array.isArray(owner) && !/^\d{1,5}$/.test(name)) return;
  Reflect.set(owner, name, value);
};
