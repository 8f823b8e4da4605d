/**
 * The copy of a script that a run executes: it does the same, but errors of tests, callbacks and forgotten promises are
 * told with their place, and loops end.
 */

import { parse, type AnyNode, type Function as FunctionNode } from 'acorn';
import { childrenOf, pathOf } from '../bundle/syntax.ts';
import { edited, traced, type Edit, type TracedText } from '../bundle/traced-text.ts';

/** Something to put in, between what is there. */
interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly closes: boolean;
  /** How deep in the tree the node is around which it goes. */
  readonly depth: number;
}

const around = (
  { start, end }: { readonly start: number; readonly end: number },
  [open, close]: readonly [string, string],
  depth: number,
): Insertion[] =>
  start === end
    ? [{ at: start, text: open + close, closes: false, depth }]
    : [
        { at: start, text: open, closes: false, depth },
        { at: end, text: close, closes: true, depth },
      ];

const CATCH = '}catch(postsmithError){throw postsmithAt(postsmithError)}';

/** Puts the body of a function between `try` and `catch`; its parameters stay, as some callers count them. */
const catching = (text: string, { body, params, start, end }: FunctionNode, depth: number): Insertion[] => {
  if (body.type === 'BlockStatement') {
    // `'use strict'` must come first.
    const directive = body.body.findLast((node) => 'directive' in node && node.directive !== undefined);
    const inside = { start: directive?.end ?? body.start + 1, end: body.end - 1 };
    return around(inside, ['try{', CATCH], depth);
  }
  // Brackets around an expression are no part of it.
  const arrow = text.indexOf('=>', params.at(-1)?.end ?? start) + 2;
  return around({ start: arrow, end }, ['{try{return(', `)${CATCH}}`], depth);
};

const ticking = (body: AnyNode, depth: number): Insertion[] =>
  body.type === 'BlockStatement'
    ? [{ at: body.start + 1, text: 'postsmithLoop();', closes: false, depth }]
    : around(body, ['{postsmithLoop();', '}'], depth);

/** Which argument of these functions is called later, when nobody can catch what it throws. */
const callbacks: Readonly<Record<string, number>> = {
  setTimeout: 0,
  setInterval: 0,
  setImmediate: 0,
  'pm.sendRequest': 1,
};

/** What a statement leaves behind: if it is a promise, nobody looks at it. */
const forgottenIn = (node: AnyNode): readonly AnyNode[] => {
  if (node.type === 'ExpressionStatement') return forgottenIn(node.expression);
  if (node.type === 'SequenceExpression') return node.expressions.flatMap(forgottenIn);
  if (node.type === 'UnaryExpression' && node.operator === 'void') return forgottenIn(node.argument);
  if (node.type === 'ChainExpression') return [node];
  const isOwn = node.type === 'CallExpression' && !/^(?:pm|console)\./.test(pathOf(node.callee) ?? '');
  return isOwn ? [node] : [];
};

const insertionsFor = (text: string, node: AnyNode, depth: number): Insertion[] => {
  if (node.type === 'ExpressionStatement') {
    return forgottenIn(node).flatMap((each) => around(each, ['postsmithPromise(', ')'], depth));
  }
  if (node.type === 'CallExpression') {
    const name = pathOf(node.callee) ?? '';
    const callback = node.arguments[callbacks[name] ?? Infinity];
    if (callback !== undefined) return around(callback, ['postsmithCallback(', ')'], depth);
    const test = name === 'pm.test' ? node.arguments[1] : undefined;
    if (test?.type !== 'ArrowFunctionExpression' && test?.type !== 'FunctionExpression') return [];
    // No engine waits for a test: what an asynchronous one says comes when it has passed.
    return test.async ? around(test, ['postsmithCallback(', ')'], depth) : catching(text, test, depth + 1);
  }
  return /^(?:While|DoWhile|For|ForIn|ForOf)Statement$/.test(node.type) && 'body' in node
    ? // The body of a loop is a statement.
      ticking(node.body as AnyNode, depth)
    : [];
};

function* insertionsIn(text: string, node: AnyNode, depth = 0): Generator<Insertion> {
  yield* insertionsFor(text, node, depth);
  for (const child of childrenOf(node)) yield* insertionsIn(text, child, depth + 1);
}

/** At one place: what closes comes before what opens; inside out when closing, outside in when opening. */
const inOrder = (a: Insertion, b: Insertion): number =>
  a.at - b.at || Number(b.closes) - Number(a.closes) || (a.closes ? b.depth - a.depth : a.depth - b.depth);

/**
 * Returns the copy, with as many lines; the text as it is where it is none that can be read.
 *
 * @param except parts that stay as they are
 */
export const instrument = (
  text: string,
  except: readonly { readonly start: number; readonly end: number }[],
): TracedText => {
  const original = traced(text);
  try {
    const program = parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
    const edits = [...insertionsIn(text, program)]
      .filter(({ at }) => !except.some(({ start, end }) => start <= at && at < end))
      .sort(inOrder)
      .map(({ at, text: by }): Edit => ({ start: at, end: at, by }));
    return edited(original, edits);
  } catch {
    return original;
  }
};

/**
 * What the copy calls, on one line that stands before it.
 *
 * @param id that of the script
 * @param timeout milliseconds that a script may take; its loops end before
 */
export const instruments = (id: string, timeout: number): string => {
  const blocking = Math.min(10_000, 0.6 * timeout);
  const lines = [
    'Error.stackTraceLimit = 40;',
    `var postsmithBegin = Date.now(), postsmithSlice = 0, postsmithTimer = false;`,
    `var postsmithFrames = function (stack) { return [...String(stack).matchAll(/, <anonymous>:(\\d+):(\\d+)\\)/g)].map(function (found) { return [Number(found[1]), found[2]]; }); };`,
    `var postsmithTop = postsmithFrames(new Error().stack)[0];`,
    `var postsmithAt = function (error) { try {`,
    `  const frame = postsmithFrames(error.stack).find(function (each) { return each[0] > postsmithTop[0]; });`,
    `  if (frame !== undefined && !error.message.includes('\\u2063')) error.message += ' \\u2063' + ${JSON.stringify(id)} + ':' + (frame[0] - postsmithTop[0]) + ':' + frame[1] + '\\u2063';`,
    `} catch (ignored) {} return error; };`,
    `var postsmithStray = function (error) { pm.test(${JSON.stringify(STRAY)}, function () { postsmithAt(error); throw error instanceof Error && error.name === 'Error' ? error : new Error(error instanceof Error ? error.name + ': ' + error.message : String(error)); }); };`,
    `var postsmithPromise = function (value) { if (value !== null && typeof value === 'object' && typeof value.then === 'function') value.then(undefined, postsmithStray); return value; };`,
    `var postsmithCallback = function (callback) { return typeof callback !== 'function' ? callback : function () { try { return postsmithPromise(callback.apply(this, arguments)); } catch (error) { postsmithStray(error); } }; };`,
    `var postsmithLoop = function () { const now = Date.now();`,
    // Where other work gets its turn, a loop is none that blocks: the timer says so.
    `  if (!postsmithTimer && now - postsmithBegin > 50) { postsmithSlice = now; postsmithTimer = setTimeout(function () { postsmithTimer = false; }, 0); }`,
    `  if ((postsmithTimer && now - postsmithSlice > ${blocking}) || now - postsmithBegin > ${0.9 * timeout}) throw new Error(${JSON.stringify(ENDLESS)});`,
    `};`,
  ];
  return lines.map((line) => line.trim()).join(' ');
};

/** What the copy calls a test that stands for an error which nobody else would tell. */
export const STRAY = 'postsmith: an error that no test and no caller caught';

const ENDLESS = 'The loop did not end in time.';
