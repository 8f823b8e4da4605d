/** Asks the person at the terminal. The only door to the prompt library, which is loaded when somebody is asked. */

import type { CANCEL_SYMBOL } from '@clack/prompts';
import type { CommandContext, Person } from './command.ts';

/** One of several. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** How to ask; each ends the program when the person does. */
export interface Questions {
  choose(message: string, choices: readonly Choice[]): Promise<string>;
  /** @param otherwise what an empty line stands for */
  text(
    message: string,
    rules: { readonly otherwise?: string; problem(given: string): string | undefined },
  ): Promise<string>;
  confirm(message: string): Promise<boolean>;
}

const prompts = async () => import('@clack/prompts');

/** More than these are found by typing. */
const SHORT_LIST = 9;

const ask = (
  { autocomplete, select, text, confirm, isCancel }: Awaited<ReturnType<typeof prompts>>,
  { input, output, leave }: Person,
  signal: AbortSignal,
): Questions => {
  const streams = { input, output, signal };
  const given = <Answer>(answer: Answer | typeof CANCEL_SYMBOL): Answer => {
    if (!isCancel(answer)) return answer;
    // Another signal ends the program by itself.
    if (!signal.aborted) leave();
    throw signal.reason;
  };
  return {
    choose: async (message, choices) => {
      const options = choices.map((choice) => ({ ...choice }));
      return given(
        choices.length > SHORT_LIST
          ? await autocomplete<string>({ message, options, ...streams, maxItems: SHORT_LIST })
          : await select<string>({ message, options, ...streams }),
      );
    },
    text: async (message, { otherwise, problem }) => {
      const validate = (typed: string | undefined): string | undefined => {
        const line = typed?.trim() ?? '';
        return line === '' && otherwise !== undefined ? undefined : problem(line);
      };
      const defaults = otherwise === undefined ? {} : { placeholder: otherwise, defaultValue: otherwise };
      return given(await text({ message, validate, ...defaults, ...streams })).trim();
    },
    confirm: async (message) => given(await confirm({ message, ...streams })),
  };
};

/** Undefined where nobody can be asked. */
export const questionsFor = async ({ person, signal }: CommandContext): Promise<Questions | undefined> => {
  const somebody = person?.();
  return somebody && ask(await prompts(), somebody, signal);
};
