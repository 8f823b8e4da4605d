/** Functions, classes and promises of a script. Whatever would come later is there at once. */

import type { AnyNode } from '../syntax.ts';
import type { Callable, ExpressionReader, Machine } from './machine.ts';
import { Unknown } from './marks.ts';
import { bindPattern, declareIn, keyOf } from './patterns.ts';
import { Scope } from './scope.ts';

/** A promise that has come true. */
export interface Settled {
  readonly settled: unknown;
  readonly then: Callable;
  readonly catch: Callable;
  readonly finally: Callable;
}

/** True for a promise. */
export const isSettled = (value: unknown): value is Settled =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'settled');

/** The value of a promise, or the value itself. */
export const awaited = (value: unknown): unknown => (isSettled(value) ? awaited(value.settled) : value);

/** A promise of a value. */
export const settle = (value: unknown, machine: Machine): Settled => ({
  settled: awaited(value),
  // oxlint-disable-next-line unicorn/no-thenable -- it is what a script calls, and nobody here awaits it
  then: (fulfilled) =>
    typeof fulfilled === 'function'
      ? settle(machine.call(fulfilled, undefined, [awaited(value)]), machine)
      : settle(value, machine),
  catch: (rejected) => {
    if (typeof rejected === 'function')
      machine.uncertain(() => void machine.call(rejected, undefined, [new Unknown('is an error')]));
    return settle(value, machine);
  },
  finally: (callback) => {
    machine.call(callback, undefined, []);
    return settle(value, machine);
  },
});

interface FunctionParts {
  readonly params: readonly AnyNode[];
  readonly body: AnyNode;
  readonly async: boolean;
}

const outcome = (returned: unknown, maybe: readonly unknown[], machine: Machine): unknown =>
  maybe.reduceRight((value, each) => (value === undefined ? each : machine.either(each, value)), returned);

/** A function whose body stands in the script. */
const closure = (
  { params, body, async }: FunctionParts,
  scope: Scope,
  machine: Machine,
  thisOf: (own: unknown) => unknown,
): Callable =>
  function call(this: unknown, ...parameters) {
    const frame = { thisValue: thisOf(this), returns: [] };
    const inner = new Scope(frame, scope);
    const bind = declareIn(inner, machine, 'let');
    bind('arguments', parameters);
    for (const [at, pattern] of params.entries()) {
      if (pattern.type === 'RestElement')
        bindPattern(pattern.argument, parameters.slice(at), inner, machine, bind);
      else bindPattern(pattern, parameters[at], inner, machine, bind);
    }
    const value =
      body.type === 'BlockStatement'
        ? outcome(machine.execute(body, inner)?.value, frame.returns, machine)
        : machine.evaluate(body, inner);
    return async ? settle(value, machine) : value;
  };

/** A `function` or a method. */
export const makeFunction = (node: FunctionParts, scope: Scope, machine: Machine): Callable =>
  closure(node, scope, machine, (own) => own);

const makeArrow: ExpressionReader = (node, scope, machine) =>
  node.type === 'ArrowFunctionExpression'
    ? closure(node, scope, machine, () => scope.frame.thisValue)
    : undefined;

const makeNamed: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'FunctionExpression') return undefined;
  const own = node.id == null ? scope : new Scope(scope.frame, scope);
  const made = makeFunction(node, own, machine);
  if (node.id != null) own.declare(node.id.name, made, machine.arm);
  return made;
};

/** A class: its constructor, which gives a new object its methods. */
export const makeClass: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
  const members = node.body.body.flatMap((each) =>
    (each.type === 'MethodDefinition' || each.type === 'PropertyDefinition') && each.value != null
      ? [{ name: String(keyOf(each, scope, machine)), isStatic: each.static, value: each.value }]
      : [],
  );
  const made = function construct(this: unknown, ...parameters: unknown[]): void {
    const own = Object(this) as Record<string, unknown>;
    for (const { name, value } of members.filter(({ isStatic }) => !isStatic))
      own[name] = machine.evaluate(value, scope);
    const { constructor: begin } = own;
    if (Object.hasOwn(own, 'constructor')) machine.call(begin, own, parameters);
  };
  for (const { name, value } of members.filter(({ isStatic }) => isStatic))
    Reflect.set(made, name, machine.evaluate(value, scope));
  return made;
};

/** Readers of functions and classes. */
export const functionExpressions: Readonly<Record<string, ExpressionReader>> = {
  ArrowFunctionExpression: makeArrow,
  FunctionExpression: makeNamed,
  ClassExpression: makeClass,
};
