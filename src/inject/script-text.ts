/** The text of a script without the statements that go, and with the login. */

import type { Program } from 'acorn';
import { childrenOf } from '../bundle/syntax.ts';
import { parseScript, type AnyNode } from './syntax.ts';

/** How a text of ours begins and ends. */
const OURS =
  /(?:^|\n)(?:;\n)?\/\*! postsmith (?:login|renewal);[^\n]*\*\/\n(?:(?!\}\)\()[^\n]*\n)*\}\)\([^\n]*\);(?=\n|$)\n?/g;

/** The script without a login that an earlier run has put there. */
export const withoutOurs = (text: string): string => text.replaceAll(OURS, '');

/** True for a script that an earlier run has put a login into. */
export const hasOurs = (text: string): boolean => withoutOurs(text) !== text;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** With the blanks before it and the line end behind it, where nothing else stands on its lines. */
const wholeLines = (text: string, { start, end }: Range): Range => {
  const before = /(?:^|\n)[^\S\n]*$/.exec(text.slice(0, start));
  const after = /^[^\S\n]*(?:\/\/[^\n]*)?(?:\n|$)/.exec(text.slice(end));
  if (before === null || after === null) return { start, end };
  const indent = before[0].length - (before[0].startsWith('\n') ? 1 : 0);
  return { start: start - indent, end: end + after[0].length };
};

/** Comments and blanks between two that go, go with them. */
const joined = (text: string, ranges: readonly Range[]): Range[] => {
  const all: Range[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    const between = last === undefined ? 'x' : text.slice(last.end, range.start);
    const isNothing = between.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '').trim() === '';
    if (last !== undefined && isNothing) all[all.length - 1] = { start: last.start, end: range.end };
    else all.push(range);
  }
  return all;
};

/** The script without these statements; '' where no code is left. */
export const withoutStatements = (text: string, statements: readonly AnyNode[]): string => {
  const ranges = [...statements].sort((one, other) => one.start - other.start);
  let rest = '';
  let at = 0;
  for (const { start, end } of joined(text, ranges).map((range) => wholeLines(text, range))) {
    rest += text.slice(at, start);
    at = end;
  }
  rest += text.slice(at);
  return parseScript(rest)?.body.length === 0 ? '' : rest;
};

const isFunction = ({ type }: AnyNode): boolean =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(type);

const returns = (node: AnyNode): boolean =>
  node.type === 'ReturnStatement' || (!isFunction(node) && childrenOf(node).some(returns));

const endsOpen = (text: string, { body }: Program): boolean => {
  const last = body.at(-1);
  return last !== undefined && text[last.end - 1] !== ';';
};

/**
 * The script with a text of ours behind it, or before it where the script may return early.
 *
 * @param ours ends with a line break
 */
export const withOurs = (text: string, ours: string): string => {
  const login = ours.replace(/\n$/, '');
  if (text.trim() === '') return login;
  const program = parseScript(text);
  if (program === undefined || program.body.some(returns)) return `${login}\n${text}`;
  const own = text.replace(/\n$/, '');
  // A text of ours begins with a bracket, which would call what stands open before it.
  return endsOpen(own, program) ? `${own}\n;\n${login}` : `${own}\n${login}`;
};
