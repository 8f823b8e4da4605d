/** What a readable script imports: the bundle of it, with each module on a line of its own. */

import { parse, type ArrowFunctionExpression, type Program, type Statement } from 'acorn';
import { decode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { analyzeScopes } from './bundle-reading.ts';
import { walk } from './syntax.ts';
import { positionsIn } from './traced-text.ts';

/** A source map (version 3) as esbuild writes it. */
export interface BundleMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
}

/** Lines of code and, for each, segments of a source map. */
export interface MappedLines {
  readonly lines: readonly string[];
  readonly segments: readonly (readonly SourceMapSegment[])[];
}

/** Of `var name=(()=>{…;return …})();` the function. */
const functionIn = ({ body: [only] }: Program): ArrowFunctionExpression | undefined => {
  const call = only?.type === 'VariableDeclaration' ? only.declarations[0]?.init : undefined;
  return call?.type === 'CallExpression' && call.callee.type === 'ArrowFunctionExpression'
    ? call.callee
    : undefined;
};

/**
 * True where something that is imported gets another value later: a copy of it would grow old. esbuild exports getters,
 * `{ name: () => variable }`.
 */
const hasLiveExports = (program: Program): boolean => {
  const exported = new Set<unknown>();
  walk(program, (node) => {
    if (node.type === 'Property' && node.value.type === 'ArrowFunctionExpression')
      exported.add(node.value.body);
  });
  return analyzeScopes(program).scopes.some(({ references }) =>
    references.some(
      ({ identifier, resolved }) =>
        exported.has(identifier) &&
        resolved?.references.some((each) => each.isWrite() && each.init !== true) === true,
    ),
  );
};

/** Where the source map says whose a statement is: at what it declares. */
const tellingPlace = (statement: Statement): number => {
  if (statement.type === 'VariableDeclaration') return statement.declarations[0]?.id.start ?? statement.start;
  return statement.type === 'FunctionDeclaration' ? statement.id.start : statement.start;
};

/** A part of the bundle with the segments that are in it. */
const cut = (
  text: string,
  mappings: SourceMapMappings,
  { start, end }: { readonly start: number; readonly end: number },
): MappedLines => {
  const lines = text.slice(start, end).split('\n');
  const [first, column] = positionsIn(text)(start);
  const segments = lines.map((line, index) => {
    const shift = index === 0 ? column : 0;
    return (mappings[first + index] ?? []).flatMap((segment): SourceMapSegment[] => {
      const [from, source, sourceLine, sourceColumn] = segment;
      if (source === undefined || from < shift || from >= shift + line.length) return [];
      return [[from - shift, source, sourceLine ?? 0, sourceColumn ?? 0]];
    });
  });
  return { lines, segments };
};

/** Splits the bundle where another module begins; undefined for one whose parts can't be told apart, or change later. */
export const importedModules = (text: string, map: BundleMap): MappedLines | undefined => {
  const program = parse(text, { ecmaVersion: 2020, sourceType: 'script', ranges: true });
  const body = functionIn(program)?.body;
  if (body?.type !== 'BlockStatement' || hasLiveExports(program)) return undefined;
  const mappings = decode(map.mappings);
  const at = positionsIn(text);
  const moduleOf = (statement: Statement): number | undefined => {
    const [line, column] = at(tellingPlace(statement));
    return mappings[line]?.findLast(([from]) => from <= column)?.[1];
  };
  const runs: { readonly module: number | undefined; readonly start: number; end: number }[] = [];
  for (const statement of body.body) {
    const [last, module] = [runs.at(-1), moduleOf(statement)];
    if (last !== undefined && (last.module === module || statement.type === 'ReturnStatement'))
      last.end = statement.end;
    else runs.push({ module, start: statement.start, end: statement.end });
  }
  const parts = runs.map((run) => cut(text, mappings, run));
  return { lines: parts.flatMap(({ lines }) => lines), segments: parts.flatMap(({ segments }) => segments) };
};
