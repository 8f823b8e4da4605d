/** Reads expressions. */

import type { AnyNode } from '../syntax.ts';
import { awaited } from './functions.ts';
import type { ExpressionReader, Machine } from './machine.ts';
import { Unknown } from './marks.ts';
import { memberOf, setMember } from './members.ts';
import { binary, unary } from './operators.ts';
import { assignTo, bindPattern, keyOf } from './patterns.ts';
import type { Scope } from './scope.ts';

const readName = (name: string, scope: Scope): unknown => {
  if (name === 'undefined') return undefined;
  const binding = scope.find(name);
  return binding === undefined ? new Unknown(`is ${name}, which the script does not declare`) : binding.value;
};

const readList = (elements: readonly (AnyNode | null)[], scope: Scope, machine: Machine): unknown[] =>
  elements.flatMap((each) => {
    if (each === null) return [undefined];
    if (each.type !== 'SpreadElement') return [machine.evaluate(each, scope)];
    const spread = machine.evaluate(each.argument, scope);
    return Array.isArray(spread) ? spread : [spread];
  });

const readObject: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'ObjectExpression') return undefined;
  const made: object = {};
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = machine.evaluate(property.argument, scope);
      if (typeof spread === 'object' && spread !== null && !(spread instanceof Unknown))
        for (const [name, value] of Object.entries(spread)) setMember(made, name, value);
    } else setMember(made, keyOf(property, scope, machine), machine.evaluate(property.value, scope));
  }
  return made;
};

const readTemplate: ExpressionReader = (node, scope, machine) =>
  node.type === 'TemplateLiteral'
    ? node.quasis
        .map(({ value }, at) => {
          const inner = node.expressions[at];
          const text = inner === undefined ? '' : machine.marks.text(machine.evaluate(inner, scope));
          return (value.cooked ?? '') + text;
        })
        .join('')
    : undefined;

/** The key of a member expression. */
const memberKey = (
  node: Extract<AnyNode, { type: 'MemberExpression' }>,
  scope: Scope,
  machine: Machine,
): unknown =>
  !node.computed && node.property.type === 'Identifier'
    ? node.property.name
    : machine.evaluate(node.property, scope);

const readMember: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'MemberExpression') return undefined;
  const owner = machine.evaluate(node.object, scope);
  return memberOf(owner, memberKey(node, scope, machine), machine);
};

const readCall: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const owner = callee.type === 'MemberExpression' ? machine.evaluate(callee.object, scope) : undefined;
  const called =
    callee.type === 'MemberExpression'
      ? memberOf(owner, memberKey(callee, scope, machine), machine)
      : machine.evaluate(callee, scope);
  return machine.call(called, owner, readList(node.arguments, scope, machine));
};

const readNew: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'NewExpression') return undefined;
  const own: object = {};
  const made = machine.call(
    machine.evaluate(node.callee, scope),
    own,
    readList(node.arguments, scope, machine),
  );
  return typeof made === 'object' && made !== null ? made : own;
};

const readLogical: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'LogicalExpression') return undefined;
  const left = machine.evaluate(node.left, scope);
  const isNullish = left === undefined || left === null;
  const truth =
    node.operator === '??' ? (isNullish ? false : (machine.truth(left) ?? undefined)) : machine.truth(left);
  const right = (): unknown => machine.evaluate(node.right, scope);
  if (node.operator === '&&') {
    if (truth !== undefined) return truth ? right() : left;
    return machine.uncertain(right) ?? left;
  }
  if (truth !== undefined) return truth ? left : right();
  const other = machine.uncertain(right);
  noteDefault(left, other, machine);
  return left;
};

/** `pm.environment.get('audience') || 'https://…'` */
const noteDefault = (left: unknown, right: unknown, machine: Machine): void => {
  const mark = machine.marks.alone(left);
  if (mark?.kind !== 'variable' || (typeof right !== 'string' && typeof right !== 'number')) return;
  const text = String(right);
  if (text !== '' && text !== left) machine.defaults.set(mark.name, text);
};

const readConditional: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'ConditionalExpression') return undefined;
  const truth = machine.truth(machine.evaluate(node.test, scope));
  if (truth !== undefined) return machine.evaluate(truth ? node.consequent : node.alternate, scope);
  const one = machine.uncertain(() => machine.evaluate(node.consequent, scope));
  return machine.either(
    one,
    machine.uncertain(() => machine.evaluate(node.alternate, scope)),
  );
};

const readAssignment: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'AssignmentExpression') return undefined;
  const right = machine.evaluate(node.right, scope);
  const operator = node.operator.slice(0, -1);
  const isLogical = operator === '||' || operator === '&&' || operator === '??';
  const value =
    operator === '' || isLogical
      ? right
      : binary(operator, machine.evaluate(node.left, scope), right, machine);
  bindPattern(node.left, value, scope, machine, assignTo(scope, machine));
  return value;
};

const readUpdate: ExpressionReader = (node, scope, machine) => {
  if (node.type !== 'UpdateExpression') return undefined;
  const before = machine.evaluate(node.argument, scope);
  const after = binary('-', before, node.operator === '++' ? -1 : 1, machine);
  bindPattern(node.argument, after, scope, machine, assignTo(scope, machine));
  return node.prefix ? after : before;
};

/** True for a group that repeats and has a repetition or a choice in it: what a hostile file would stall this with. */
const mayTakeForEver = (pattern: string): boolean => {
  const plain = pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x');
  return /\)[+*{]/.test(plain) && /\([^]*[+*{|][^]*\)[+*{]/.test(plain);
};

const readLiteral: ExpressionReader = (node) => {
  if (node.type !== 'Literal') return undefined;
  if (node.regex === undefined || node.regex === null) return node.value;
  try {
    return mayTakeForEver(node.regex.pattern)
      ? new Unknown('is a pattern that may take for ever')
      : new RegExp(node.regex.pattern, node.regex.flags);
  } catch {
    return new Unknown('is a regular expression');
  }
};

/** Readers of all expressions but functions. */
export const expressions: Readonly<Record<string, ExpressionReader>> = {
  Identifier: (node, scope) => (node.type === 'Identifier' ? readName(node.name, scope) : undefined),
  Literal: readLiteral,
  TemplateLiteral: readTemplate,
  ArrayExpression: (node, scope, machine) =>
    node.type === 'ArrayExpression' ? readList(node.elements, scope, machine) : undefined,
  ObjectExpression: readObject,
  MemberExpression: readMember,
  ChainExpression: (node, scope, machine) =>
    node.type === 'ChainExpression' ? machine.evaluate(node.expression, scope) : undefined,
  CallExpression: readCall,
  NewExpression: readNew,
  LogicalExpression: readLogical,
  ConditionalExpression: readConditional,
  AssignmentExpression: readAssignment,
  UpdateExpression: readUpdate,
  BinaryExpression: (node, scope, machine) =>
    node.type === 'BinaryExpression'
      ? binary(
          node.operator,
          machine.evaluate(node.left, scope),
          machine.evaluate(node.right, scope),
          machine,
        )
      : undefined,
  UnaryExpression: (node, scope, machine) =>
    node.type === 'UnaryExpression'
      ? unary(node.operator, machine.evaluate(node.argument, scope), machine)
      : undefined,
  SequenceExpression: (node, scope, machine) =>
    node.type === 'SequenceExpression'
      ? node.expressions.map((each) => machine.evaluate(each, scope)).at(-1)
      : undefined,
  AwaitExpression: (node, scope, machine) =>
    node.type === 'AwaitExpression' ? awaited(machine.evaluate(node.argument, scope)) : undefined,
  ParenthesizedExpression: (node, scope, machine) =>
    node.type === 'ParenthesizedExpression' ? machine.evaluate(node.expression, scope) : undefined,
  ThisExpression: (_node, scope) => scope.frame.thisValue,
};
