/** TypeScript → the JavaScript that its author would have written: without types, with its comments and its lines. */

import { transformSync } from 'amaro';
import { parse, type Comment } from 'acorn';
import { edited, traced, type Edit, type TracedText } from './traced-text.ts';

/** amaro puts blanks where types were, so that everything else keeps its place. */
const withBlanks = (source: string): string | undefined => {
  try {
    const { code } = transformSync(source, { mode: 'strip-only' });
    return code.length === source.length ? code : undefined;
  } catch {
    // Enums, namespaces and parameter properties are more than types.
    return undefined;
  }
};

/** A line of which types were part: what stands around them moves together, with a blank where there was one. */
const lineEdits = (source: string, code: string, offset: number): Edit[] =>
  [...code.matchAll(/\s+/g)].flatMap(({ 0: run, index: start }) => {
    const end = start + run.length;
    const given = source.slice(start, end);
    if (given === run) return [];
    const [before = '', after = ''] = [code[start - 1], code[end]];
    const hadBlank = /\s$/.test(given)
      ? !/^[)\],;]?$/.test(after)
      : /^\s/.test(given) && !/^[)\],;.}]?$/.test(after);
    const wouldMerge = /[\w$]/.test(before) && /[\w$]/.test(after);
    const indent = start === 0 ? (/^\s*/.exec(given)?.[0] ?? '') : '';
    return [{ start: offset + start, end: offset + end, by: indent || (hadBlank || wouldMerge ? ' ' : '') }];
  });

interface Line {
  readonly source: string;
  readonly code: string;
  /** Of its first character. */
  readonly offset: number;
}

const linesOf = (source: string, code: string): Line[] => {
  const lines = code.split('\n');
  let offset = 0;
  return source.split('\n').map((text, at) => {
    const line = { source: text, code: lines[at] ?? '', offset };
    offset += text.length + 1;
    return line;
  });
};

const isBlank = (text: string): boolean => text.trim() === '';

/**
 * Numbers of the lines that go: those of which only a type was left. Where nothing follows them at once, comments right
 * above go with them, and so does the blank line below.
 */
const linesToDrop = (lines: readonly Line[], comments: readonly Comment[]): ReadonlySet<number> => {
  const isComment = (line: Line | undefined): boolean => {
    if (line === undefined) return false;
    const { code, offset } = line;
    const start = offset + code.length - code.trimStart().length;
    const end = offset + code.trimEnd().length;
    return start < end && comments.some((comment) => comment.start <= start && end <= comment.end);
  };
  const isEmptied = (line: Line | undefined): boolean =>
    line !== undefined && isBlank(line.code) && !isBlank(line.source);
  const gone = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    if (!isEmptied(lines[at])) continue;
    const first = at;
    while (isEmptied(lines[at + 1])) at += 1;
    for (let each = first; each <= at; each += 1) gone.add(each);
    const next = lines[at + 1];
    if (next !== undefined && !isBlank(next.source)) continue;
    gone.add(at + 1);
    for (let above = first - 1; isComment(lines[above]); above -= 1) gone.add(above);
  }
  return gone;
};

/** Returns the module without its types; undefined for one in which TypeScript is more than types, or that is newer than ES2022. */
export const stripTypes = (given: string): TracedText | undefined => {
  const source = given.replace(/^\uFEFF/, '');
  const code = withBlanks(source);
  if (code === undefined) return undefined;
  const comments: Comment[] = [];
  try {
    parse(code, { ecmaVersion: 2022, sourceType: 'module', onComment: comments });
  } catch {
    return undefined;
  }
  const lines = linesOf(source, code);
  const gone = linesToDrop(lines, comments);
  const edits = lines.flatMap((line, at): Edit[] =>
    gone.has(at)
      ? [{ start: line.offset, end: line.offset + line.code.length + 1 }]
      : line.source === line.code
        ? []
        : lineEdits(line.source, line.code, line.offset),
  );
  return edited(traced(code), edits);
};
