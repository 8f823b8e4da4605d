/** Walks a syntax tree (ESTree). */

import type { AnyNode } from 'acorn';

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Calls `visit` for every node of the tree. */
export const walk = (root: AnyNode, visit: (node: AnyNode) => void): void => {
  const pending: AnyNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    visit(node);
    for (const child of Object.values(node)) {
      const children: readonly unknown[] = Array.isArray(child) ? child : [child];
      for (const entry of children) if (isNode(entry)) pending.push(entry);
    }
  }
};
