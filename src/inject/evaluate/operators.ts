/** Operators, on values of which some are unknown. */

import type { Machine } from './machine.ts';
import { Bytes, isMarked, Unknown } from './marks.ts';

const isOpen = (value: unknown): boolean =>
  value instanceof Unknown || value instanceof Bytes || isMarked(value);

const unknownOf = (machine: Machine, operator: string, ...operands: readonly unknown[]): Unknown =>
  new Unknown(`is computed with ${operator}`, operands.map((each) => machine.marks.marksOf(each)).join(''));

/** True for what `+` makes a text of. */
const isText = (value: unknown): boolean =>
  typeof value === 'string' ||
  value instanceof Bytes ||
  (typeof value === 'object' && value !== null && !(value instanceof Unknown) && !(value instanceof Date));

const add = (left: unknown, right: unknown, machine: Machine): unknown => {
  if (isText(left) || isText(right)) return machine.marks.text(left) + machine.marks.text(right);
  if (isOpen(left) || isOpen(right)) return unknownOf(machine, '+', left, right);
  return Number(left) + Number(right);
};

const EQUALITY: Readonly<Record<string, boolean>> = { '===': true, '==': true, '!==': false, '!=': false };

const compare: Readonly<Record<string, (left: number, right: number) => unknown>> = {
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '|': (left, right) => left | right,
  '&': (left, right) => left & right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '>>>': (left, right) => left >>> right,
};

const order: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const primitive = (value: unknown): string | number => (typeof value === 'string' ? value : Number(value));

const isNullish = (value: unknown): boolean => value === undefined || value === null;

const equals = (operator: string, left: unknown, right: unknown, machine: Machine): unknown => {
  const isLoose = operator.length === 2;
  const wanted = EQUALITY[operator] === true;
  if (left === right || (isLoose && isNullish(left) && isNullish(right))) return wanted;
  if (isOpen(left) || isOpen(right)) {
    const known = isNullish(left) ? machine.truth(right) : isNullish(right) ? machine.truth(left) : undefined;
    return known === true ? !wanted : unknownOf(machine, operator, left, right);
  }
  // The loose comparison is the script's own.
  const isEqual =
    isLoose && typeof left !== 'object' && typeof right !== 'object' ? String(left) === String(right) : false;
  return isEqual ? wanted : !wanted;
};

/** Returns what a binary operator makes of two values. */
export const binary = (operator: string, left: unknown, right: unknown, machine: Machine): unknown => {
  if (operator === '+') return add(left, right, machine);
  if (operator in EQUALITY) return equals(operator, left, right, machine);
  if (isOpen(left) || isOpen(right)) return unknownOf(machine, operator, left, right);
  if (operator === 'in')
    return typeof right === 'object' && right !== null
      ? Object.hasOwn(right, String(left))
      : unknownOf(machine, operator, left, right);
  const arithmetic = compare[operator];
  if (arithmetic !== undefined) return arithmetic(Number(left), Number(right));
  return order[operator]?.(primitive(left), primitive(right)) ?? unknownOf(machine, operator, left, right);
};

/** Returns what a unary operator makes of a value. */
export const unary = (operator: string, value: unknown, machine: Machine): unknown => {
  if (operator === '!') {
    const truth = machine.truth(value);
    return truth === undefined ? unknownOf(machine, operator, value) : !truth;
  }
  if (operator === 'void') return undefined;
  if (operator === 'typeof')
    return value instanceof Unknown ? unknownOf(machine, operator, value) : typeof value;
  if (operator === 'delete') return true;
  if (isOpen(value)) return unknownOf(machine, operator, value);
  const number = Number(value);
  return operator === '-' ? -number : operator === '~' ? ~number : number;
};
