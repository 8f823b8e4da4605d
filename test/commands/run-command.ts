/** Runs a command in this process, without the program around it. */

import { parseArguments } from '../../src/commands/arguments.ts';
import type { Command } from '../../src/commands/command.ts';
import { Redactor } from '../../src/report/redact.ts';

/** What a command has printed, and its exit code. What it throws, it throws. */
export const runCommand = async (command: Command, parameters: readonly string[], folder: string) => {
  const redactor = new Redactor();
  let [stdout, stderr] = ['', ''];
  const code = await command.run(parseArguments(command, parameters), {
    folder,
    environment: {},
    out: (text) => void (stdout += redactor.redact(text)),
    talk: (text) => void (stderr += redactor.redact(text)),
    redactor,
    terminal: { interactive: false, colours: false, width: 100 },
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
};
