/** The texts of `--help`, broken to the terminal's width between words. */

import { optionsOf } from './arguments.ts';
import type { Command, OptionSpec } from './command.ts';
import { fillLines, wrap } from '../report/wrap.ts';
import { COMMANDS } from './index.ts';

const BUG = 'a bug of Postsmith';

/** Characters that a text beside another needs; with less it goes below. */
const NARROWEST_COLUMN = 28;

/** `postsmith --help` */
export const generalHelp = (width: number): string =>
  [
    'Postman collections as code that log themselves in.',
    '',
    'Usage: postsmith <command> [options]',
    '',
    'Commands:',
    ...columns(
      COMMANDS.map(({ name, summary }) => [name, `${summary}.`]),
      width,
    ),
    '',
    'Options:',
    ...columns(
      [
        ['--help, -h', 'Print this, or the help of a command: `postsmith <command> --help`.'],
        ['--version, -v', 'Print the version.'],
        ['--json', 'Behind a command that prints data: print one JSON document, of errors as well.'],
      ],
      width,
    ),
    '',
    ...wrap(
      'A project is a folder with collections/, environments/ and scripts/. Commands work on the nearest one, from the current folder upward.',
      width,
    ),
    '',
    ...wrap(`Exit codes: 0 done; 1 the answer is no; 2 the input is wrong; 3 ${BUG}.`, width),
    '',
  ].join('\n');

/** `postsmith <command> --help` */
export const commandHelp = (command: Command, width: number): string => {
  const { name, parameters, summary, description, exitCodes, examples } = command;
  return [
    ...wrap(`${summary}.`, width),
    '',
    ...usageLines(name, parameters, width),
    '',
    'Examples:',
    ...examples.flatMap((example) => [
      ...wrap(`# ${example.what}`, width - 2, '# ').map(indented),
      ...wrapCommand(example.command, width - 2).map(indented),
    ]),
    '',
    'Options:',
    ...columns(
      optionsOf(command).map((option) => [optionHead(option), option.description]),
      width,
    ),
    '',
    ...description.split(/\n\s*\n/).flatMap((paragraph) => [...wrap(paragraph, width), '']),
    'Exit codes:',
    ...columns(Object.entries({ ...exitCodes, 3: BUG }), width),
    '',
  ].join('\n');
};

const usageLines = (name: string, parameters: string, width: number): readonly string[] =>
  parameters
    .split('\n')
    .flatMap((way) => wrap(`postsmith ${name} ${way}`, width - 7, '  '))
    .map((line, index) => (index === 0 ? 'Usage: ' : ' '.repeat(7)) + line);

const optionHead = ({ name, short, value }: OptionSpec): string =>
  [`--${name}`, value].filter((part) => part !== undefined).join(' ') +
  (short === undefined ? '' : `, -${short}`);

const indented = (line: string): string => `  ${line}`;

/** Rows of two cells, the second beside the first where there is room for it, else below. */
const columns = (rows: readonly (readonly [string, string])[], width: number): readonly string[] => {
  const head = Math.max(...rows.map(([first]) => first.length)) + 4;
  const isBeside = width - head >= NARROWEST_COLUMN;
  return rows.flatMap(([first, second]) => {
    const [top = '', ...others] = wrap(second, width - (isBeside ? head : 6));
    return isBeside
      ? [`  ${first}`.padEnd(head) + top, ...others.map((line) => ' '.repeat(head) + line)]
      : [`  ${first}`, ...[top, ...others].map((line) => ' '.repeat(6) + line)];
  });
};

/** The lines of a command: a shell reads them as one. */
const wrapCommand = (command: string, width: number): readonly string[] => {
  const lines = fillLines(
    command.match(/"[^"]*"|--?[\w-]+ (?:"[^"]*"|[^\s-]\S*)|\S+/g) ?? [],
    width - 2,
    '  ',
  );
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
};
