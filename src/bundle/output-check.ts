/** Reads a finished bundle: which names it expects of the sandbox, which calls no sandbox can keep, which variables it sets. */

import { parse, type AnyNode, type CallExpression, type Program } from 'acorn';
import { analyze } from 'eslint-scope';
import { missingOnPm } from './sandbox-names.ts';
import { walk } from './syntax-tree.ts';

/** Where in the bundle: `line` from 1, `column` from 0. */
export interface BundlePosition {
  readonly line: number;
  readonly column: number;
}

/** A name that nothing in the bundle declares. */
export interface FreeName extends BundlePosition {
  readonly name: string;
  /** It is the operand of `typeof`, which never throws. */
  readonly isTypeof: boolean;
}

/** A piece of code that cannot work in every sandbox, and the sentence that says so. */
export interface Misuse extends BundlePosition {
  readonly message: string;
}

/** A variable that is set under a literal name. */
export interface SetVariable extends BundlePosition {
  readonly name: string;
}

/** What a bundle's text shows. */
export interface BundleReading {
  readonly freeNames: readonly FreeName[];
  readonly misuses: readonly Misuse[];
  readonly setVariables: readonly SetVariable[];
}

const positionOf = (node: AnyNode): BundlePosition => ({
  line: node.loc?.start.line ?? 1,
  column: node.loc?.start.column ?? 0,
});

/** The path of names of `pm.environment.set`, or undefined for anything that is not such a path. */
const pathOf = (node: AnyNode): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression') return pathOf(node.expression);
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined;
  const object = pathOf(node.object);
  return object === undefined ? undefined : `${object}.${node.property.name}`;
};

const literalText = (node: AnyNode | undefined): string | undefined => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
};

const setters = /^pm\.(environment|variables|collectionVariables|globals)\.set$/;

const variableSetBy = (call: CallExpression): string | undefined =>
  setters.test(pathOf(call.callee) ?? '') ? literalText(call.arguments[0]) : undefined;

const isSendRequest = (node: AnyNode): boolean =>
  node.type === 'CallExpression' && pathOf(node.callee) === 'pm.sendRequest';

const noPromise =
  "pm.sendRequest returns no promise in newman's sandbox; wrap its callback: new Promise((resolve, reject) => " +
  'pm.sendRequest(request, (error, response) => error ? reject(error) : resolve(response)))';

const noEvaluation = 'evaluates text as code, which a reader cannot check; write the code into the script';

const isFunctionConstructor = (node: AnyNode): boolean =>
  (node.type === 'NewExpression' || node.type === 'CallExpression') &&
  node.callee.type === 'Identifier' &&
  node.callee.name === 'Function';

const misuseOf = (node: AnyNode): string | undefined => {
  if (node.type === 'AwaitExpression' && isSendRequest(node.argument)) return noPromise;
  if (isFunctionConstructor(node)) return `\`Function\` ${noEvaluation}`;
  if (node.type === 'ImportExpression') {
    return 'import() needs a literal path or package name, so that what it loads can be bundled';
  }
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined;
  if (isSendRequest(node.object)) return noPromise;
  const replacement = pathOf(node.object) === 'pm' ? missingOnPm.get(node.property.name) : undefined;
  return replacement && `\`pm.${node.property.name}\` does not exist in newman's sandbox; ${replacement}`;
};

const readFreeNames = (program: Program, typeofOperands: ReadonlySet<number>): FreeName[] => {
  // The two packages describe the same ESTree nodes with types of their own.
  const tree = program as unknown as Parameters<typeof analyze>[0];
  const { globalScope } = analyze(tree, { ecmaVersion: 2020, sourceType: 'script', ignoreEval: true });
  return (globalScope?.through ?? []).map(({ identifier }) => {
    const node = identifier as unknown as AnyNode;
    return { name: identifier.name, isTypeof: typeofOperands.has(node.start), ...positionOf(node) };
  });
};

/** Reads the text of a bundle in ES2020. */
export const readBundle = (text: string): BundleReading => {
  const program = parse(text, { ecmaVersion: 2020, sourceType: 'script', locations: true, ranges: true });
  const typeofOperands = new Set<number>();
  const misuses: Misuse[] = [];
  const setVariables: SetVariable[] = [];
  walk(program, (node) => {
    if (node.type === 'UnaryExpression' && node.operator === 'typeof')
      typeofOperands.add(node.argument.start);
    const message = misuseOf(node);
    if (message !== undefined) misuses.push({ message, ...positionOf(node) });
    const name = node.type === 'CallExpression' ? variableSetBy(node) : undefined;
    if (name !== undefined) setVariables.push({ name, ...positionOf(node) });
  });
  return { freeNames: readFreeNames(program, typeofOperands), misuses, setVariables };
};

/** What is wrong with the direct or indirect use of `eval`. */
export const evalMessage = `\`eval\` ${noEvaluation}`;
