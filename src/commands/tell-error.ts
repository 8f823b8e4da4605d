/** Errors → what people read on stderr, and with `--json` a document on stdout as well; and the exit code. */

import { PostsmithError } from '../errors.ts';
import { wrapText } from '../report/wrap.ts';
import { worldlyReason } from '../system-error.ts';
import { isAsked } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { printJson, type ErrorJson } from './json.ts';

const REPORT_A_BUG =
  'This is a bug of Postsmith. Please report it to its maintainers, with what you ran and the lines below.';

/** Set to anything, it shows where in the code an error comes from. */
const DEBUG_VARIABLE = 'POSTSMITH_DEBUG';

/** Of a command's context what telling needs. */
type Voice = Pick<CommandContext, 'environment' | 'out' | 'talk' | 'redactor' | 'terminal'>;

/**
 * Tells what went wrong.
 *
 * @param parameters the whole command line, which may ask for JSON
 * @returns the exit code: 2 your input is wrong, 3 our bug
 */
export const tellError = (error: unknown, context: Voice, parameters: readonly string[]): 2 | 3 => {
  const described = describeError(error, context);
  const { code, message, problems } = described.error;
  const isBug = code === 'BUG';
  const lines = [message, ...problems.map((problem) => `  ${problem.replaceAll('\n', '\n  ')}`)];
  context.talk(`${fitted(lines.join('\n'), context)}\n`);
  if (isBug || context.environment[DEBUG_VARIABLE]) {
    context.talk(`\n${context.redactor.redact(stackOf(error))}\n`);
  }
  if (isAsked(parameters, '--json')) printJson(described, context);
  return isBug ? 3 : 2;
};

/** An error as programs are told of it. */
export const describeError = (error: unknown, { redactor }: Pick<CommandContext, 'redactor'>): ErrorJson => {
  if (error instanceof PostsmithError) {
    const { code, message, problems } = error;
    return { error: { code, message, problems } };
  }
  const worldly = worldlyReason(error);
  return {
    error:
      worldly === undefined
        ? { code: 'BUG', message: REPORT_A_BUG, problems: [] }
        : { code: 'SYSTEM', message: redactor.redact(worldly), problems: [] },
  };
};

/** Broken between words where a person reads it; secrets are hidden first, which may have blanks. */
const fitted = (text: string, { terminal, redactor }: Voice): string =>
  terminal.interactive ? wrapText(redactor.guard(text), terminal.width).join('\n') : text;

/** Where an error was raised, and what caused it. */
const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
};
