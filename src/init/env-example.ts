/** `.env.example` and `.env` of a new project: the variables that a run needs, and where each value is found. */

import { oneLine } from '../values/one-line.ts';
import { variableName } from '../values/variable-name.ts';
import type { NeededVariable } from './start.ts';

/** Names of hosts that stand for somebody's own. */
const EXAMPLE = /\bexample\b/;

/** True for one that has no value but a sample. */
export const mustBeFilledIn = ({ value }: NeededVariable): boolean => value === '' || EXAMPLE.test(value);

/** What others wrote stays on one line: a second one could set a variable. */
const comment = (text: string): string => `# ${oneLine(text.replaceAll(/\p{Cc}/gu, ' '))}\n`;

const aboutOf = ({ name, value, isSecret, where }: NeededVariable): string => {
  const sample = EXAMPLE.test(value) && where?.includes(value) !== true ? `such as ${value}` : undefined;
  const parts = [
    `${name}${isSecret ? ', a secret' : ''}`,
    [where, sample].filter((part) => part !== undefined).join(', '),
  ];
  return parts.filter((part) => part !== '').join(': ');
};

/** As `.env` files take it: in quotes where it has to be. */
const valueText = (value: string): string => (/^[\w./:@-]*$/.test(value) ? value : `'${value.trimEnd()}'`);

const linesOf = (variable: NeededVariable, filled: string): string => {
  const about = comment(aboutOf(variable));
  const name = variableName(variable.name);
  return mustBeFilledIn(variable)
    ? `${about}${name}=${valueText(filled)}\n`
    : `${about}# ${name}=${oneLine(variable.value)}\n`;
};

const HEAD: Readonly<Record<'.env' | '.env.example', string>> = {
  '.env': '# The values that `postsmith run` needs. Git ignores this file; keep it to yourself.\n',
  '.env.example':
    '# The values that `postsmith run` needs. Copy this file to .env, which git ignores, and fill them in there.\n',
};

/**
 * The text of the file.
 *
 * @param values by the names of variables; empty unless given
 */
export const envText = (
  file: keyof typeof HEAD,
  needed: readonly NeededVariable[],
  values: ReadonlyMap<string, string> = new Map(),
): string =>
  [
    `${HEAD[file]}# A value of several lines, or with a # in it, goes between quotes: NAME='…'. A line that begins with # shows what holds anyway.\n`,
    ...needed.map((variable) => linesOf(variable, values.get(variable.name) ?? '')),
  ].join('\n');
