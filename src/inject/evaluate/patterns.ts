/** Assignment to what stands at its left: a name, a member, or a pattern of both. */

import type { AnyNode } from '../syntax.ts';
import type { Machine } from './machine.ts';
import { memberOf, setMember } from './members.ts';
import type { Scope } from './scope.ts';

/** How a value gets to a name. */
export type Bind = (name: string, value: unknown) => void;

/** An assignment. In a branch that may not be gone, a variable then has either value. */
export const assignTo =
  (scope: Scope, machine: Machine): Bind =>
  (name, value) => {
    const binding = scope.find(name);
    if (binding === undefined) scope.declareAtTop(name, value, machine.arm);
    else {
      const isCertain = machine.arm === 0 || binding.arm === machine.arm;
      binding.value = isCertain ? value : machine.either(binding.value, value);
      binding.arm = machine.arm;
    }
  };

/** A declaration of `var`, `let` or `const`. */
export const declareIn =
  (scope: Scope, machine: Machine, kind: string): Bind =>
  (name, value) => {
    if (kind === 'var') scope.declareInFunction(name, value, machine.arm);
    else scope.declare(name, value, machine.arm);
  };

/** The name or value of a property's key. */
export const keyOf = (
  { key, computed }: { readonly key: AnyNode; readonly computed: boolean },
  scope: Scope,
  machine: Machine,
): unknown => (!computed && key.type === 'Identifier' ? key.name : machine.evaluate(key, scope));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Binds a value to a pattern. */
export const bindPattern = (
  pattern: AnyNode,
  value: unknown,
  scope: Scope,
  machine: Machine,
  bind: Bind,
): void => {
  const further = (inner: AnyNode, each: unknown): void => bindPattern(inner, each, scope, machine, bind);
  if (pattern.type === 'Identifier') bind(pattern.name, value);
  else if (pattern.type === 'MemberExpression') {
    const owner = machine.evaluate(pattern.object, scope);
    const key =
      pattern.computed || pattern.property.type !== 'Identifier'
        ? machine.evaluate(pattern.property, scope)
        : pattern.property.name;
    setMember(owner, key, value);
  } else if (pattern.type === 'AssignmentPattern') {
    further(pattern.left, value === undefined ? machine.evaluate(pattern.right, scope) : value);
  } else if (pattern.type === 'ArrayPattern') {
    for (const [at, element] of pattern.elements.entries()) {
      if (element?.type === 'RestElement') further(element.argument, listOf(value).slice(at));
      else if (element !== null) further(element, memberOf(value, at, machine));
    }
  } else if (pattern.type === 'ObjectPattern') {
    const taken = new Set<string>();
    for (const property of pattern.properties) {
      if (property.type === 'RestElement') {
        const rest = typeof value === 'object' && value !== null ? Object.entries(value) : [];
        further(property.argument, Object.fromEntries(rest.filter(([name]) => !taken.has(name))));
      } else {
        const key = keyOf(property, scope, machine);
        taken.add(String(key));
        further(property.value, memberOf(value, key, machine));
      }
    }
  }
};
