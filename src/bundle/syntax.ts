/** What is read of the text of a script: whether it takes parameters, and the tree that acorn makes of it. */

import type { AnyNode } from 'acorn';

/** The name by which a script knows its parameters. */
export const parametersName = 'postsmithParameters';

/** True for the text of a script that is called with parameters. */
export const isCalled = (text: string): boolean => text.startsWith(`(${parametersName}=>`);

/** The path of names of `pm.environment.set`, or undefined for anything that is not such a path. */
export const pathOf = (node: AnyNode): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression') return pathOf(node.expression);
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined;
  const object = pathOf(node.object);
  return object === undefined ? undefined : `${object}.${node.property.name}`;
};

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The nodes right below a node. */
export const childrenOf = (node: AnyNode): readonly AnyNode[] =>
  Object.values(node).flatMap((child: unknown) => (Array.isArray(child) ? child : [child]).filter(isNode));

/** Calls `visit` for every node of the tree. */
export const walk = (root: AnyNode, visit: (node: AnyNode) => void): void => {
  const pending: AnyNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    visit(node);
    pending.push(...childrenOf(node));
  }
};
