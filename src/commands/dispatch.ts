/** argv → command → exit code. It prints through the context alone; what belongs to the process is in `cli.ts`. */

import { closest } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { isAsked, parseArguments } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { COMMANDS } from './index.ts';

/**
 * Runs the command that the arguments name.
 *
 * @param prepare called once the arguments are known to be right, before the command runs: help must be quick
 * @returns the exit code of the command
 * @throws whatever the command throws, which `tellError` puts into words
 */
export const dispatch = async (
  [name, ...parameters]: readonly string[],
  context: CommandContext,
  prepare: () => Promise<void>,
): Promise<number> => {
  refuseOldNode();
  const [first] = parameters;
  if (name === 'help' && first !== undefined) return dispatch([first, '--help'], context, prepare);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.out(generalHelp(context.terminal.width));
    return 0;
  }
  if (name === '--version' || name === '-v') {
    context.out(`${await readVersion()}\n`);
    return 0;
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry === undefined) throw unknownCommand(name, parameters);
  const command = await entry.load();
  if (isAsked(parameters, '--help', '-h')) {
    context.out(commandHelp(command, context.terminal.width));
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

const unknownCommand = (typed: string, parameters: readonly string[]): PostsmithError => {
  // What stands behind a = may be a secret.
  const [name = ''] = typed.split('=');
  const late = parameters.find((word) => COMMANDS.some((command) => command.name === word));
  if (name.startsWith('-') && late !== undefined) {
    return new PostsmithError('USAGE', `Options go behind the command: \`postsmith ${late} ${name}\`.`);
  }
  const meant = closest(name, [...COMMANDS.map((command) => command.name), '--help', '--version']);
  const hint = meant === undefined ? '' : ` Did you mean \`postsmith ${meant}\`?`;
  const kind = name.startsWith('-') ? 'option' : 'command';
  return new PostsmithError('USAGE', `There is no ${kind} ${name}.${hint} See \`postsmith --help\`.`);
};

const readVersion = async (): Promise<string> => {
  const { readOwnPackage } = await import('../own-package.ts');
  return (await readOwnPackage()).version;
};
