/** The command line → what a command is given; whatever is wrong with it is said in words. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PostsmithError } from '../errors.ts';
import type { CommandContext, CommandModule, CommandInput, OptionSpec } from './command.ts';
import { closest } from '../did-you-mean.ts';

/** Options that people look for, and must not find: every process of a machine can read a command line. */
const SECRET_OPTION = /secret|password|passphrase|private-?key|token|env-var|credential/i;

/** The options of a command: its own, and those that all have. */
export const optionsOf = ({
  options,
  json,
}: Pick<CommandModule, 'options' | 'json'>): readonly OptionSpec[] => [
  ...options,
  ...('none' in json
    ? []
    : [{ name: 'json', description: `Print one JSON document instead: ${json.prints}.` }]),
  { name: 'help', short: 'h', description: 'Print this.' },
];

/** Whether one of these options stands before a `--` that ends the options: known before all else is read. */
export const isAsked = (parameters: readonly string[], ...names: readonly string[]): boolean =>
  beforeEnd(parameters).some((parameter) => names.includes(parameter));

const beforeEnd = (parameters: readonly string[]): readonly string[] => {
  const end = parameters.indexOf('--');
  return end === -1 ? parameters : parameters.slice(0, end);
};

/**
 * Parses what follows the command's name.
 *
 * @throws PostsmithError USAGE for an unknown option, a missing or surplus value, a surplus argument.
 */
export const parseArguments = (command: CommandModule, parameters: readonly string[]): CommandInput => {
  const specs = new Map(
    optionsOf(command).flatMap((option) => namesOf(option).map((name) => [name, option] as const)),
  );
  refuseSingleDash(command, parameters, specs);
  // Not strict: Node's own messages name neither the option that was meant nor the command.
  const { tokens } = parseArgs({
    args: [...parameters],
    options: Object.fromEntries([...specs].map(([name, option]) => [name, parserOption(name, option)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const positionals: string[] = [];
  let isOver = false;
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') isOver = true;
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'positional' && token.value === '' && !isOver) {
      throw usage(command, 'An argument is empty; a variable of the shell may not be set.');
    }
    if (token.kind !== 'option') continue;
    const spec = specs.get(token.name) ?? unknownOption(command, token.rawName);
    options.set(spec.name, [...(options.get(spec.name) ?? []), valueOf(command, spec, token)]);
    if (spec.multiple !== true && (options.get(spec.name) ?? []).length > 1) {
      throw usage(command, `${token.rawName} is given more than once.`);
    }
  }
  if (positionals.length > command.maxPositionals) {
    throw usage(command, `‘${positionals[command.maxPositionals] ?? ''}’ is one argument too many.`);
  }
  return { positionals, options };
};

/** `-engine`, which would be read as `-e ngine`. */
const refuseSingleDash = (
  command: CommandModule,
  parameters: readonly string[],
  specs: ReadonlyMap<string, OptionSpec>,
): void => {
  for (const parameter of beforeEnd(parameters)) {
    const name = /^-(\w[\w-]+)/.exec(parameter)?.[1] ?? '';
    if (specs.has(name)) throw usage(command, `There is no option -${name}. Did you mean --${name}?`);
  }
};

const namesOf = ({ name, formerly }: OptionSpec): readonly string[] =>
  formerly === undefined ? [name] : [name, formerly];

const parserOption = (given: string, { name, value, short, multiple }: OptionSpec) => ({
  type: value === undefined ? ('boolean' as const) : ('string' as const),
  ...(short !== undefined && given === name && { short }),
  ...(multiple === true && { multiple }),
});

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

const valueOf = (
  command: CommandModule,
  spec: OptionSpec,
  { rawName, value, inlineValue }: OptionToken,
): string => {
  if (spec.value === undefined) {
    if (value !== undefined) throw usage(command, `${rawName} takes no value.`);
    return '';
  }
  if (value === undefined || value === '')
    throw usage(command, `${rawName} needs a value: ${rawName} ${spec.value}.`);
  if (inlineValue !== true && value.startsWith('-') && value !== '-') {
    throw usage(
      command,
      `${rawName} needs a value, and ‘${value}’ looks like an option; if it is the value, write ${rawName}=${value}.`,
    );
  }
  // `-e=lab`, as some parsers take it.
  return rawName.startsWith('--') ? value : value.replace(/^=/, '');
};

const unknownOption = (command: CommandModule, rawName: string): never => {
  if (SECRET_OPTION.test(rawName)) {
    const hasFile = command.options.some(({ name }) => name === 'values');
    throw usage(
      command,
      `There is no option ${rawName}: a secret on the command line can be read by every process of the machine. ` +
        `Set it as a variable of the process environment${hasFile ? ', or in a file given with --values' : ''}.`,
    );
  }
  const meant = closest(
    rawName.replace(/^-+/, ''),
    optionsOf(command).map(({ name }) => name),
  );
  const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
  throw usage(command, `There is no option ${rawName}.${hint}`);
};

/** The value of an option that is given once at most. */
export const optionOf = ({ options }: Pick<CommandInput, 'options'>, name: string): string | undefined =>
  options.get(name)?.[0];

/** The absolute path that an option names from where somebody stands, be that below the project's folder. */
export const pathOf = (
  input: CommandInput,
  name: string,
  { folder }: Pick<CommandContext, 'folder'>,
): string | undefined => {
  const given = optionOf(input, name);
  return given === undefined ? undefined : resolve(folder, given);
};

interface Range {
  readonly least: number;
  /** As much as a timer takes unless given. */
  readonly most?: number;
  readonly unit?: 'milliseconds' | 'seconds';
}

/** @throws PostsmithError USAGE for what is no whole number of that range */
export const wholeNumberOf = (
  command: Pick<CommandModule, 'name'>,
  input: CommandInput,
  name: string,
  { least, most, unit }: Range,
): number | undefined => {
  const given = optionOf(input, name);
  if (given === undefined) return undefined;
  const number = Number(given);
  const isInRange = number >= least && number <= (most ?? 2 ** 31 - 1);
  if (given.trim() !== '' && Number.isSafeInteger(number) && isInRange) return number;
  const what = unit === undefined ? 'a' : `${unit}, a`;
  const range = most === undefined ? `, ${least} or more` : ` from ${least} to ${most}`;
  throw usage(command, `--${name} takes ${what} whole number${range}, not ‘${given}’.`);
};

/** A usage error that points to the command's help. */
export const usage = ({ name }: Pick<CommandModule, 'name'>, message: string): PostsmithError =>
  new PostsmithError('USAGE', `${message} See \`postsmith ${name} --help\`.`);
