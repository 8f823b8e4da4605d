/**
 * Leaves the texts of noble's errors out of a bundle: an eighth of its size, and nobody would read them there.
 *
 * They tell a programmer which argument of a call is wrong; our calls are tested, and a script that meets such an error
 * fails closed with a sentence of its own. What is computed and what is checked stays as it is.
 */

import { readFile } from 'node:fs/promises';
import { parse } from 'acorn';
import type { Plugin } from 'esbuild';

interface Span {
  readonly start: number;
  readonly end: number;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** From the first argument to the last of a `throw new …Error(…)`; acorn gives every node its start and end. */
const thrownArguments = (node: Readonly<Record<string, unknown>>): Span | undefined => {
  if (node['type'] !== 'ThrowStatement' || !isObject(node['argument'])) return undefined;
  const { type, callee, arguments: values } = node['argument'];
  const isError = type === 'NewExpression' && isObject(callee) && String(callee['name']).endsWith('Error');
  if (!isError || !Array.isArray(values)) return undefined;
  const [first, last] = [values[0], values.at(-1)];
  return isObject(first) && isObject(last)
    ? { start: Number(first['start']), end: Number(last['end']) }
    : undefined;
};

const findSpans = (node: unknown): Span[] => {
  if (Array.isArray(node)) return node.flatMap(findSpans);
  if (!isObject(node)) return [];
  const span = thrownArguments(node);
  return span === undefined ? Object.values(node).flatMap(findSpans) : [span];
};

/** Returns the module without the texts of the errors that it throws. */
export const withoutErrorTexts = (module: string): string => {
  let result = '';
  let at = 0;
  for (const { start, end } of findSpans(parse(module, { ecmaVersion: 'latest', sourceType: 'module' }))) {
    result += module.slice(at, start);
    at = end;
  }
  return result + module.slice(at);
};

/** Applies it to @noble/curves and @noble/hashes, and to nothing else. */
export const terseErrors: Plugin = {
  name: 'terse-errors',
  setup(build) {
    build.onLoad({ filter: /[\\/]@noble[\\/](curves|hashes)[\\/].*\.js$/ }, async ({ path }) => ({
      contents: withoutErrorTexts(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
