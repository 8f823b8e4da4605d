/**
 * Reads a script by going through it as an engine would, with marks for what only a run would tell. Nothing of the script
 * is ever executed: its syntax tree is walked, and what it calls is made here. Where a condition is unknown, both ways are gone.
 */

import type { AnyNode } from '../syntax.ts';
import { isMarked, Marks, Part, Unknown } from './marks.ts';
import type { Scope } from './scope.ts';

/** How a statement ends other than at its end. */
export interface Completion {
  readonly kind: 'return' | 'break' | 'continue';
  readonly value?: unknown;
}

/** A `throw` of the script. */
export class Thrown {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** A script that goes on for too long to be read. */
export class Endless extends Error {}

/** A function of a script, or one that is made for it. */
export type Callable = (this: unknown, ...parameters: unknown[]) => unknown;

/** Reads one kind of expression. */
export type ExpressionReader = (node: AnyNode, scope: Scope, machine: Machine) => unknown;

/** Reads one kind of statement. */
export type StatementReader = (node: AnyNode, scope: Scope, machine: Machine) => Completion | undefined;

/** Readers by the type of the node. */
export interface Language {
  readonly expressions: Readonly<Record<string, ExpressionReader>>;
  readonly statements: Readonly<Record<string, StatementReader>>;
}

const MOST_STEPS = 200_000;
const DEEPEST = 120;

/** A reading of one or more scripts. */
export class Machine {
  readonly marks = new Marks();
  /** Variables with the text that the script takes where they are empty. */
  readonly defaults = new Map<string, string>();
  /** The statements in which the reading is, the outermost first. */
  sites: readonly AnyNode[] = [];
  /** The innermost branch of which nobody knows whether it is gone; 0 where everybody does. */
  arm = 0;
  readonly #language: Language;
  #arms = 0;
  #steps = 0;
  #depth = 0;

  constructor(language: Language) {
    this.#language = language;
  }

  /** Begins another script. */
  begin(): void {
    this.#steps = 0;
    this.sites = [];
    this.arm = 0;
  }

  evaluate(node: AnyNode, scope: Scope): unknown {
    this.#count();
    const read = this.#language.expressions[node.type];
    return read === undefined ? new Unknown(`is made with ${node.type}`) : read(node, scope, this);
  }

  execute(node: AnyNode, scope: Scope): Completion | undefined {
    this.#count();
    const outer = this.sites;
    this.sites = [...outer, node];
    try {
      return this.#language.statements[node.type]?.(node, scope, this);
    } finally {
      this.sites = outer;
    }
  }

  #count(): void {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) throw new Endless();
  }

  /** Calls a function, not deeper than anybody would. */
  call(callee: unknown, thisValue: unknown, parameters: readonly unknown[]): unknown {
    if (typeof callee !== 'function' || this.#depth > DEEPEST) return this.#callUnknown(callee, parameters);
    this.#depth += 1;
    try {
      // Every function that a script can get hold of was made by this reading.
      return (callee as Callable).apply(thisValue, [...parameters]);
    } finally {
      this.#depth -= 1;
    }
  }

  /** What nobody knows may call back. */
  #callUnknown(callee: unknown, parameters: readonly unknown[]): unknown {
    const from = [callee, ...parameters].map((each) => this.marks.marksOf(each)).join('');
    const result = new Unknown('is what a function of a library returns', from);
    for (const each of parameters) {
      if (typeof each === 'function') this.uncertain(() => void this.call(each, undefined, [result, result]));
    }
    return result;
  }

  /** Goes a way that may not be gone. A `throw` ends it, and nothing more. */
  uncertain<Result>(way: () => Result): Result | undefined {
    const outer = this.arm;
    this.#arms += 1;
    this.arm = this.#arms;
    try {
      return way();
    } catch (error) {
      if (error instanceof Thrown) return undefined;
      throw error;
    } finally {
      this.arm = outer;
    }
  }

  /** What a condition comes to; undefined where nobody knows. */
  truth(value: unknown): boolean | undefined {
    if (value instanceof Part) return 'request' in value.source ? true : undefined;
    if (value instanceof Unknown) return undefined;
    if (!isMarked(value)) return Boolean(value);
    const mark = this.marks.alone(value);
    if (mark === undefined) return true;
    if (mark.kind === 'part') return 'request' in mark.source ? true : undefined;
    return mark.kind === 'variable' || mark.kind === 'unknown' ? undefined : true;
  }

  /** What something is that may be either. */
  either(one: unknown, other: unknown): unknown {
    if (one === other || isNothing(other)) return one;
    if (isNothing(one)) return other;
    const tells = (value: unknown): boolean =>
      this.marks
        .deep(this.marks.marksOf(value))
        .some((mark) => mark.kind === 'jwt' || (mark.kind === 'part' && 'request' in mark.source));
    if (tells(one) !== tells(other)) return tells(one) ? one : other;
    if (typeof other === 'object' && !(other instanceof Unknown)) return other;
    const [first, second] = [this.marks.text(one), this.marks.text(other)];
    return new Unknown(
      `is one of two values, ${this.show(first)} or ${this.show(second)}`,
      this.marks.marksOf(first) + this.marks.marksOf(second),
    );
  }

  /** A text for people: variables as placeholders. */
  show(text: string): string {
    const shown = text.replaceAll(/\uE000\d+\uE001/g, (each) => {
      const mark = this.marks.alone(each);
      return mark?.kind === 'variable' ? `{{${mark.name}}}` : '…';
    });
    return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  }
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false;
