/** Shows the code that a problem is about, below the problem. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellFrame } from '../bundle/problem.ts';

/** The problem with the lines around the place that it begins with, `collections/demo.ts:4:7: …`, where there is such a file. */
export const withFrame = (problem: string, root: string): string => {
  const [, file = '', line, column] = /^([^:\n]+):(\d+)(?::(\d+))?: /.exec(problem) ?? [];
  if (line === undefined) return problem;
  try {
    const lines = readFileSync(join(root, file), 'utf8').split(/\r?\n/);
    const code = lines[Number(line) - 1] ?? '';
    // Without a column, where the code of the line begins.
    const at = column === undefined ? code.length - code.trimStart().length + 1 : Number(column);
    const [, ...frame] = tellFrame({ file, line: Number(line), column: at, code, lines }, root).split('\n');
    // The frame has the line as well.
    const told = frame.length === 0 ? problem : problem.replace(` | ${code.trim()}`, '');
    return [told, ...frame].join('\n');
  } catch {
    return problem;
  }
};
