/** Reads a finished bundle: which names it expects of the sandbox, which calls no sandbox can keep, which variables it sets. */

import { parse, type AnyNode, type CallExpression, type Program } from 'acorn';
import { analyze, type ScopeManager, type Variable } from 'eslint-scope';
import { missingOnPm } from './sandbox-names.ts';
import { pathOf, walk } from './syntax.ts';

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
interface Misuse extends BundlePosition {
  readonly message: string;
}

/** A call that may set a variable: its first argument is a literal text. */
interface NamingCall extends BundlePosition {
  readonly name: string;
  /** Where the function that is called gets its name and value; empty for `pm.environment.set` and its siblings. */
  readonly setter: readonly BundlePosition[];
}

/** What a bundle's text shows. */
export interface BundleReading {
  readonly freeNames: readonly FreeName[];
  readonly misuses: readonly Misuse[];
  readonly namingCalls: readonly NamingCall[];
}

const positionOf = (node: AnyNode): BundlePosition => ({
  line: node.loc?.start.line ?? 1,
  column: node.loc?.start.column ?? 0,
});

const literalText = (node: AnyNode | undefined): string | undefined => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
};

const setters = /^pm\.(environment|variables|collectionVariables|globals)\.set$/;

// eslint-scope and acorn describe the same ESTree nodes with types of their own.
const sameNode = (identifier: object): AnyNode => identifier as AnyNode;

/** Where a variable is declared, or gets a value. */
const declarationsOf = ({ identifiers, references }: Variable): BundlePosition[] =>
  [...identifiers, ...references.filter((each) => each.isWrite()).map(({ identifier }) => identifier)].map(
    (identifier) => positionOf(sameNode(identifier)),
  );

/** Identifier → the variable that it means. */
type Variables = ReadonlyMap<unknown, Variable>;

const namingCallOf = (call: CallExpression, variables: Variables): NamingCall | undefined => {
  const name = literalText(call.arguments[0]);
  if (name === undefined) return undefined;
  if (setters.test(pathOf(call.callee) ?? '')) return { name, setter: [], ...positionOf(call) };
  const variable = variables.get(call.callee);
  return variable && { name, setter: declarationsOf(variable), ...positionOf(call) };
};

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
  const path = pathOf(node) ?? '';
  const replacement = path.startsWith('pm.') ? missingOnPm.get(path.slice('pm.'.length)) : undefined;
  return replacement && `\`${path}\` does not exist in newman's sandbox; ${replacement}`;
};

/** The scopes of a script in ES2020. */
export const analyzeScopes = (program: Program): ScopeManager =>
  analyze(program as unknown as Parameters<typeof analyze>[0], {
    ecmaVersion: 2020,
    sourceType: 'script',
    ignoreEval: true,
  });

const freeNamesIn = ({ globalScope }: ScopeManager, typeofOperands: ReadonlySet<number>): FreeName[] =>
  (globalScope?.through ?? []).map(({ identifier }) => {
    const node = sameNode(identifier);
    return { name: identifier.name, isTypeof: typeofOperands.has(node.start), ...positionOf(node) };
  });

const variablesIn = ({ scopes }: ScopeManager): Variables =>
  new Map(
    scopes.flatMap(({ references }) =>
      references.flatMap(({ identifier, resolved }) => (resolved ? [[identifier, resolved] as const] : [])),
    ),
  );

/** Reads the text of a bundle in ES2020. */
export const readBundle = (text: string): BundleReading => {
  const program = parse(text, { ecmaVersion: 2020, sourceType: 'script', locations: true, ranges: true });
  const scopes = analyzeScopes(program);
  const variables = variablesIn(scopes);
  const typeofOperands = new Set<number>();
  const misuses: Misuse[] = [];
  const namingCalls: NamingCall[] = [];
  walk(program, (node) => {
    if (node.type === 'UnaryExpression' && node.operator === 'typeof')
      typeofOperands.add(node.argument.start);
    const message = misuseOf(node);
    if (message !== undefined) misuses.push({ message, ...positionOf(node) });
    const call = node.type === 'CallExpression' ? namingCallOf(node, variables) : undefined;
    if (call !== undefined) namingCalls.push(call);
  });
  return { freeNames: freeNamesIn(scopes, typeofOperands), misuses, namingCalls };
};

/** What is wrong with the direct or indirect use of `eval`. */
export const evalMessage = `\`eval\` ${noEvaluation}`;
