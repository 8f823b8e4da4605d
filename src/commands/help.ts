/** The texts of `--help`. */

import type { Command, OptionSpec } from './command.ts';
import { COMMANDS } from './index.ts';

const HELP_OPTION: OptionSpec = { name: 'help', short: 'h', description: 'Print this.' };

/** `postsmith --help` */
export const generalHelp = (): string =>
  [
    'Postman collections as code that log themselves in.',
    '',
    'Usage: postsmith <command> [options]',
    '',
    'Commands:',
    ...columns(COMMANDS.map(({ name, summary }) => [name, `${summary}.`])),
    '',
    'Options:',
    ...columns([
      ['--help, -h', 'Print this, or the help of a command: postsmith <command> --help.'],
      ['--version', 'Print the version.'],
    ]),
    '',
    'A project is a folder with collections/, environments/ and scripts/. Commands run in the current folder.',
    'Exit codes: 0 done; 1 the answer is no; 2 the input is wrong; 3 a bug of Postsmith.',
    '',
  ].join('\n');

/** `postsmith <command> --help` */
export const commandHelp = ({ name, parameters, summary, description, options }: Command): string =>
  [
    `${summary}.`,
    '',
    `Usage: postsmith ${name} ${parameters}`.trimEnd(),
    '',
    'Options:',
    ...columns([...options, HELP_OPTION].map((option) => [optionHead(option), option.description])),
    '',
    description,
    '',
  ].join('\n');

const optionHead = ({ name, short, value }: OptionSpec): string =>
  [`--${name}`, value].filter((part) => part !== undefined).join(' ') +
  (short === undefined ? '' : `, -${short}`);

const columns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`);
};
