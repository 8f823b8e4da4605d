/** What `--help` says: whole words, in lines that fit, and nothing that the command line does not take. */

import { describe, expect, test } from 'vitest';
import { optionsOf, parseArguments } from '../../src/commands/arguments.ts';
import type { Command } from '../../src/commands/command.ts';
import { commandHelp, generalHelp } from '../../src/commands/help.ts';
import { COMMANDS } from '../../src/commands/index.ts';

const small: Command = {
  name: 'try',
  parameters: '<thing> [options]\n--all',
  summary: 'Try a thing',
  description: `What it does, in lines
that are broken anew, with \`postsmith try --engine newman\` on one.

A second paragraph.`,
  exitCodes: { 0: 'done', 1: 'it did not work', 2: 'the input is wrong' },
  examples: [
    { what: 'Try one', command: 'postsmith try thing' },
    { what: 'Try all', command: 'postsmith try --all --engine newman --values "my values.env" --check' },
  ],
  json: { prints: 'what was tried' },
  options: [
    { name: 'engine', short: 'e', value: '<engine>', description: 'On what it is to be tried, by name.' },
    { name: 'values', value: '<file>', description: 'From where.' },
    { name: 'check', description: 'Only look.' },
    { name: 'all', description: 'Everything.' },
  ],
  maxPositionals: 1,
  run: async () => 0,
};

const commands = await Promise.all(COMMANDS.map(({ load }) => load()));
const WIDTHS = [60, 72, 80, 100, 200];

test('shows how a command is called, examples, options, what it does and how it ends', () => {
  expect(commandHelp(small, 60)).toBe(`Try a thing.

Usage: postsmith try <thing> [options]
       postsmith try --all

Examples:
  # Try one
  postsmith try thing
  # Try all
  postsmith try --all --engine newman \\
    --values "my values.env" --check

Options:
  --engine <engine>, -e  On what it is to be tried, by name.
  --values <file>        From where.
  --check                Only look.
  --all                  Everything.
  --json                 Print one JSON document instead:
                         what was tried.
  --help, -h             Print this.

What it does, in lines that are broken anew, with
\`postsmith try --engine newman\` on one.

A second paragraph.

Exit codes:
  0  done
  1  it did not work
  2  the input is wrong
  3  a bug of Postsmith
`);
});

test('puts what an option does below it where there is no room beside', () => {
  expect(commandHelp(small, 50)).toContain(
    '\n  --engine <engine>, -e\n      On what it is to be tried, by name.\n',
  );
});

test('the general help lists every command and the exit codes', () => {
  const help = generalHelp(80);
  for (const { name } of commands) expect(help).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'));
  expect(help.replaceAll(/\s+/g, ' ')).toContain(
    'Exit codes: 0 done; 1 the answer is no; 2 the input is wrong; 3 a bug of Postsmith.',
  );
});

const words = (text: string): string => text.replaceAll(/\\\n|[\s#]+/g, ' ').replaceAll(/ +/g, ' ');

describe.each(WIDTHS)('at %i columns', (width) => {
  test('the general help fits', () => {
    expect(
      generalHelp(width)
        .split('\n')
        .filter((line) => line.length > width),
    ).toEqual([]);
  });

  test.each(commands)('the help of $name fits, and breaks no word, option or code', (command) => {
    const help = commandHelp(command, width);
    expect(help.split('\n').filter((line) => line.length > width)).toEqual([]);
    const flat = words(help);
    for (const paragraph of command.description.split('\n\n')) expect(flat).toContain(words(paragraph));
    for (const { command: example } of command.examples) expect(flat).toContain(words(example));
    for (const [code] of command.description.matchAll(/`[^`\n]*`/g)) expect(help).toContain(code);
  });
});

/** The words of a command as a shell has them; what stands behind a `>` or `|` is not the command's. */
const shellWords = (line: string): string[] =>
  [...(line.split(/ [>|] /)[0] ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );

describe.each(commands)('the help of $name', (command) => {
  test.each(command.examples)('gives an example that is understood: $command', ({ what, command: line }) => {
    const [program, name, ...parameters] = shellWords(line);
    expect([program, name]).toEqual(['postsmith', command.name]);
    parseArguments(command, parameters);
    expect(what).toMatch(/^[A-Z].*[^.]$/);
  });

  test('names no option that there is not', () => {
    const { description, exitCodes, json, options, examples } = command;
    const text = JSON.stringify([description, exitCodes, json, options, examples]);
    const known = new Set(optionsOf(command).flatMap(({ name, short }) => [`--${name}`, `-${short}`]));
    const named = [...text.matchAll(/(?<![\w-])--?[a-z][a-z-]*/g)].map(([option]) => option);
    expect(named.filter((option) => !known.has(option))).toEqual([]);
  });

  test('says what its exit codes mean, without a full stop', () => {
    for (const meaning of Object.values(command.exitCodes)) expect(meaning).toMatch(/[^.]$/);
  });
});
