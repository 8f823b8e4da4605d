/** A script's syntax tree: parsing, walking, the names that it declares and uses. */

import { parse, type AnyNode, type Pattern, type Program } from 'acorn';
import { childrenOf } from '../bundle/syntax.ts';

export type { AnyNode } from 'acorn';

/** A parsed script; undefined where it does not compile. */
export const parseScript = (text: string): Program | undefined => {
  try {
    return parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowHashBang: true,
    });
  } catch {
    return undefined;
  }
};

/** The names that a pattern binds. */
export const namesIn = (pattern: Pattern | null): string[] => {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        namesIn(each.type === 'RestElement' ? each.argument : each.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    default:
      return [];
  }
};

/** The names that a statement declares for those beside it. */
export const declaredBy = (statement: AnyNode): string[] => {
  if (statement.type === 'VariableDeclaration')
    return statement.declarations.flatMap(({ id }) => namesIn(id));
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration')
    return namesIn(statement.id);
  return [];
};

/** Every identifier below that is no mere name of a property. */
export const namesUsedBy = (
  node: AnyNode,
  without: ReadonlySet<AnyNode> = new Set(),
): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (each: AnyNode): void => {
    if (without.has(each)) return;
    if (each.type === 'Identifier') names.add(each.name);
    if (each.type === 'MemberExpression') {
      visit(each.object);
      if (each.computed) visit(each.property);
    } else if (each.type === 'Property' && !each.computed) visit(each.value);
    else for (const child of childrenOf(each)) visit(child);
  };
  visit(node);
  return names;
};
