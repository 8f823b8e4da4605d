/** The option `--engine`. */

import { ENGINE_NAMES, isEngineName } from '../engines/load-engine.ts';
import type { EngineName } from '../engines/engine.ts';
import { usage } from './arguments.ts';
import type { CommandModule } from './command.ts';
import { didYouMean } from '../did-you-mean.ts';

/** Engines from values such as `newman`, `newman,runtime` or `all`; newman unless given, each once. */
export const enginesOf = (
  command: Pick<CommandModule, 'name'>,
  given: readonly string[] | undefined,
): readonly EngineName[] => {
  const names = (given ?? ['newman']).flatMap((value) => value.split(',')).map((name) => name.trim());
  const engines = names.flatMap((name) => {
    if (name === 'all') return ENGINE_NAMES;
    if (isEngineName(name)) return [name];
    throw usage(
      command,
      `There is no engine ‘${name}’.${didYouMean(name, ENGINE_NAMES)} There are ${ENGINE_NAMES.join(', ')}, and \`all\`.`,
    );
  });
  return [...new Set(engines)];
};
