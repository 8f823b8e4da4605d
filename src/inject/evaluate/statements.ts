/** Reads statements. */

import type { AnyNode } from '../syntax.ts';
import { makeClass, makeFunction } from './functions.ts';
import { Thrown, type Completion, type Machine, type StatementReader } from './machine.ts';
import { Unknown } from './marks.ts';
import { assignTo, bindPattern, declareIn } from './patterns.ts';
import type { Scope } from './scope.ts';

/** Functions are there before the first statement. */
export const hoist = (body: readonly AnyNode[], scope: Scope, machine: Machine): void => {
  for (const node of body) {
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      scope.declare(node.id.name, makeFunction(node, scope, machine), machine.arm);
  }
};

const executeAll = (body: readonly AnyNode[], scope: Scope, machine: Machine): Completion | undefined => {
  hoist(body, scope, machine);
  for (const node of body) {
    const completion = machine.execute(node, scope);
    if (completion !== undefined) return completion;
  }
  return undefined;
};

/** Goes a way that may not be gone: what it returns is one of what the function may return. */
const maybe = (node: AnyNode | null | undefined, scope: Scope, machine: Machine): void => {
  if (node == null) return;
  const completion = machine.uncertain(() => machine.execute(node, scope));
  if (completion?.kind === 'return') scope.frame.returns.push(completion.value);
};

const readIf: StatementReader = (node, scope, machine) => {
  if (node.type !== 'IfStatement') return undefined;
  const truth = machine.truth(machine.evaluate(node.test, scope));
  if (truth === undefined) {
    maybe(node.consequent, scope, machine);
    maybe(node.alternate, scope, machine);
    return undefined;
  }
  const way = truth ? node.consequent : node.alternate;
  return way == null ? undefined : machine.execute(way, scope);
};

const readTry: StatementReader = (node, scope, machine) => {
  if (node.type !== 'TryStatement') return undefined;
  let completion: Completion | undefined;
  try {
    completion = machine.execute(node.block, scope);
    if (node.handler) maybe(node.handler.body, scope.block(), machine);
  } catch (error) {
    if (!(error instanceof Thrown) || node.handler == null) throw error;
    const inner = scope.block();
    const { param, body } = node.handler;
    if (param) bindPattern(param, error.value, inner, machine, declareIn(inner, machine, 'let'));
    completion = machine.execute(body, inner);
  }
  return (node.finalizer ? machine.execute(node.finalizer, scope) : undefined) ?? completion;
};

const MOST_ROUNDS = 1000;

/** Goes round while the condition holds; once where nobody knows. */
const loop = (
  body: AnyNode,
  scope: Scope,
  machine: Machine,
  goesOn: () => boolean | undefined,
  next: () => void,
): Completion | undefined => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const truth = goesOn();
    if (truth === false) return undefined;
    if (truth === undefined) {
      maybe(body, scope, machine);
      return undefined;
    }
    const completion = machine.execute(body, scope);
    if (completion?.kind === 'return') return completion;
    if (completion?.kind === 'break') return undefined;
    next();
  }
  return undefined;
};

const readFor: StatementReader = (node, scope, machine) => {
  if (node.type !== 'ForStatement') return undefined;
  const inner = scope.block();
  const { init, test, update } = node;
  if (init?.type === 'VariableDeclaration') machine.execute(init, inner);
  else if (init) machine.evaluate(init, inner);
  return loop(
    node.body,
    inner,
    machine,
    () => (test ? machine.truth(machine.evaluate(test, inner)) : true),
    () => void (update && machine.evaluate(update, inner)),
  );
};

const membersOf = (value: unknown, type: string): readonly unknown[] | undefined => {
  if (value instanceof Unknown || typeof value !== 'object' || value === null) return undefined;
  if (type === 'ForInStatement') return Object.keys(value);
  return Array.isArray(value) ? value : value instanceof Map || value instanceof Set ? [...value] : undefined;
};

const readForEach: StatementReader = (node, scope, machine) => {
  if (node.type !== 'ForOfStatement' && node.type !== 'ForInStatement') return undefined;
  const value = machine.evaluate(node.right, scope);
  const members = membersOf(value, node.type);
  const bind = (each: unknown): Scope => {
    const inner = scope.block();
    const { left } = node;
    if (left.type === 'VariableDeclaration')
      for (const { id } of left.declarations)
        bindPattern(id, each, inner, machine, declareIn(inner, machine, left.kind));
    else bindPattern(left, each, inner, machine, assignTo(inner, machine));
    return inner;
  };
  if (members === undefined) {
    maybe(node.body, bind(new Unknown('is one of many', machine.marks.marksOf(value))), machine);
    return undefined;
  }
  for (const each of members.slice(0, MOST_ROUNDS)) {
    const completion = machine.execute(node.body, bind(each));
    if (completion?.kind === 'return') return completion;
    if (completion?.kind === 'break') return undefined;
  }
  return undefined;
};

const readSwitch: StatementReader = (node, scope, machine) => {
  if (node.type !== 'SwitchStatement') return undefined;
  machine.evaluate(node.discriminant, scope);
  for (const { consequent } of node.cases) {
    const completion = machine.uncertain(() => executeAll(consequent, scope.block(), machine));
    if (completion?.kind === 'return') scope.frame.returns.push(completion.value);
  }
  return undefined;
};

const readDeclaration: StatementReader = (node, scope, machine) => {
  if (node.type !== 'VariableDeclaration') return undefined;
  const bind = declareIn(scope, machine, node.kind);
  for (const { id, init } of node.declarations) {
    const value = init == null ? undefined : machine.evaluate(init, scope);
    // A second `var` without a value leaves what is there.
    if (init == null && node.kind === 'var' && id.type === 'Identifier' && scope.find(id.name)) continue;
    bindPattern(id, value, scope, machine, bind);
  }
  return undefined;
};

/** Readers of all statements. */
export const statements: Readonly<Record<string, StatementReader>> = {
  BlockStatement: (node, scope, machine) =>
    node.type === 'BlockStatement' ? executeAll(node.body, scope.block(), machine) : undefined,
  ExpressionStatement: (node, scope, machine) => {
    if (node.type === 'ExpressionStatement') machine.evaluate(node.expression, scope);
    return undefined;
  },
  VariableDeclaration: readDeclaration,
  ClassDeclaration: (node, scope, machine) => {
    if (node.type === 'ClassDeclaration' && node.id)
      scope.declare(node.id.name, makeClass(node, scope, machine), 0);
    return undefined;
  },
  IfStatement: readIf,
  TryStatement: readTry,
  ForStatement: readFor,
  ForOfStatement: readForEach,
  ForInStatement: readForEach,
  WhileStatement: (node, scope, machine) =>
    node.type === 'WhileStatement'
      ? loop(
          node.body,
          scope,
          machine,
          () => machine.truth(machine.evaluate(node.test, scope)),
          () => undefined,
        )
      : undefined,
  DoWhileStatement: (node, scope, machine) => {
    if (node.type === 'DoWhileStatement') maybe(node.body, scope, machine);
    return undefined;
  },
  SwitchStatement: readSwitch,
  LabeledStatement: (node, scope, machine) =>
    node.type === 'LabeledStatement' ? machine.execute(node.body, scope) : undefined,
  ReturnStatement: (node, scope, machine) => ({
    kind: 'return',
    value:
      node.type === 'ReturnStatement' && node.argument ? machine.evaluate(node.argument, scope) : undefined,
  }),
  BreakStatement: () => ({ kind: 'break' }),
  ContinueStatement: () => ({ kind: 'continue' }),
  ThrowStatement: (node, scope, machine) => {
    if (node.type === 'ThrowStatement') throw new Thrown(machine.evaluate(node.argument, scope));
    return undefined;
  },
};
