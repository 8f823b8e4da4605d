/** argv → command → exit code, and errors → messages. It prints through the context alone; what belongs to the process is in `cli.ts`. */

import { closest } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { worldlyReason } from '../system-error.ts';
import { parseArguments } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { COMMANDS } from './index.ts';

const REPORT_A_BUG =
  'This is a bug of Postsmith. Please report it to its maintainers, with what you ran and the lines below.';

/**
 * Runs the command that the arguments name.
 *
 * @param prepare called once the arguments are known to be right, before the command runs: help must be quick
 * @returns the exit code: 0 done, 1 the answer is no
 * @throws whatever the command throws, which `tellError` puts into words
 */
export const dispatch = async (
  [name, ...parameters]: readonly string[],
  context: CommandContext,
  prepare: () => Promise<void>,
): Promise<0 | 1> => {
  refuseOldNode();
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.out(generalHelp());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    context.out(`${await readVersion()}\n`);
    return 0;
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry === undefined) throw unknownCommand(name);
  const command = await entry.load();
  if (asksForHelp(parameters)) {
    context.out(commandHelp(command));
    return 0;
  }
  const input = parseArguments(command, parameters);
  await prepare();
  return command.run(input, context);
};

const OLDEST_NODE = [20, 19] as const;

const refuseOldNode = (): void => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new PostsmithError(
    'USAGE',
    `Postsmith needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
};

/** `--help` before a `--` that ends the options. */
const asksForHelp = (parameters: readonly string[]): boolean => {
  const end = parameters.indexOf('--');
  const options = end === -1 ? parameters : parameters.slice(0, end);
  return options.includes('--help') || options.includes('-h');
};

const unknownCommand = (name: string): PostsmithError => {
  const meant = closest(name, [...COMMANDS.map((command) => command.name), '--help', '--version']);
  const hint = meant === undefined ? '' : ` Did you mean \`postsmith ${meant}\`?`;
  const kind = name.startsWith('-') ? 'option' : 'command';
  return new PostsmithError('USAGE', `There is no ${kind} ${name}.${hint} See \`postsmith --help\`.`);
};

const readVersion = async (): Promise<string> => {
  const { readFile } = await import('node:fs/promises');
  // Compiled, this file is dist/src/commands/dispatch.js; both it and its source may ask.
  for (const place of ['../../../package.json', '../../package.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    // Our own package.json always has a version.
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  return 'unknown';
};

/** Tells what went wrong; returns the exit code: 2 your input is wrong, 3 our bug. */
export const tellError = (error: unknown, { talk, redactor }: CommandContext): 2 | 3 => {
  if (error instanceof PostsmithError) {
    const problems = error.problems.map((problem) => `  ${problem.replaceAll('\n', '\n  ')}\n`);
    talk(`${error.message}\n${problems.join('')}`);
    return 2;
  }
  const worldly = worldlyReason(error);
  if (worldly !== undefined) {
    talk(`${redactor.redact(worldly)}\n`);
    return 2;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  talk(`${REPORT_A_BUG}\n\n${redactor.redact(stack)}\n`);
  return 3;
};
