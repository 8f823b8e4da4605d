/**
 * Makes noble smaller on its way into a login, by a tenth of the whole script: the texts of its errors are left out.
 *
 * They tell a programmer which argument of a call is wrong; our calls are tested, and a script that meets such an error
 * fails closed with a sentence of its own. What is computed and what is checked stays as it is.
 */

import { readFile } from 'node:fs/promises';
import { parse, type AnyNode } from 'acorn';
import type { Plugin } from 'esbuild';
import { withoutSourceMap } from './resolution.ts';
import { walk } from './syntax-tree.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** From the first argument to the last of a `throw new SomeError(…)`. */
const thrownArguments = (node: AnyNode): Span | undefined => {
  if (node.type !== 'ThrowStatement' || node.argument.type !== 'NewExpression') return undefined;
  const { callee, arguments: values } = node.argument;
  const [first, last] = [values[0], values.at(-1)];
  if (callee.type !== 'Identifier') return undefined;
  return first !== undefined && last !== undefined ? { start: first.start, end: last.end } : undefined;
};

const findSpans = (module: string): Span[] => {
  const spans: Span[] = [];
  walk(parse(module, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    const span = thrownArguments(node);
    if (span !== undefined) spans.push(span);
  });
  return spans.sort((a, b) => a.start - b.start);
};

/** Returns the module without the texts of the errors that it throws. */
export const withoutErrorTexts = (module: string): string => {
  let result = '';
  let at = 0;
  for (const { start, end } of findSpans(module)) {
    result += module.slice(at, start);
    at = end;
  }
  return result + module.slice(at);
};

/**
 * Applies it to @noble/curves and @noble/hashes, and to nothing else. They are loaded as TypeScript, which they are
 * written in: esbuild then assigns class fields, where for JavaScript it would define each with a call.
 */
export const terseErrors: Plugin = {
  name: 'terse-errors',
  setup(build) {
    build.onLoad({ filter: /[\\/]@noble[\\/](curves|hashes)[\\/].*\.js$/ }, async ({ path }) => ({
      contents: withoutErrorTexts(withoutSourceMap(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};
