/** `postsmith completion`: a script that lets a shell complete commands, options and names. */

import { didYouMean } from '../did-you-mean.ts';
import { projectFolder } from '../project/project-folder.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandEntry, CommandInput, CommandModule } from './command.ts';
import { COMPLETION_SCRIPTS } from './completion-scripts.ts';
import { complete, type Candidate } from './completion-words.ts';
import { quoted, shellWords } from './shell-words.ts';

const command = {
  name: 'completion',
  parameters: '<bash|zsh|fish>',
  description: `Prints a script for the shell. With it, the Tab key completes commands, options, the names of this project's
collections and environments, the folders of a collection that was built, presets, engines and files. Nothing of the
project is run for that.

bash: put \`source <(postsmith completion bash)\` into ~/.bashrc.

zsh: put \`source <(postsmith completion zsh)\` into ~/.zshrc, below \`autoload -Uz compinit && compinit\`.

fish: put the script into ~/.config/fish/completions/postsmith.fish.

Where postsmith is installed in projects alone, give it a name that bash and zsh find:
\`postsmith() { node_modules/.bin/postsmith "$@"; }\`

The script asks \`postsmith completion <shell> -- <word>…\` for what may come next.`,
  exitCodes: { 0: 'done', 2: 'there is no script for this shell' },
  examples: [
    { what: 'See what bash is told', command: 'postsmith completion bash' },
    {
      what: 'Complete in every fish',
      command: 'postsmith completion fish > ~/.config/fish/completions/postsmith.fish',
    },
  ],
  json: { none: 'what it prints is a script' },
  options: [],
  maxPositionals: Number.POSITIVE_INFINITY,
} satisfies Omit<CommandModule, 'run'>;

type Shell = keyof typeof COMPLETION_SCRIPTS;

const isShell = (name: string): name is Shell => Object.hasOwn(COMPLETION_SCRIPTS, name);

const shellOf = (name: string | undefined): Shell => {
  if (name !== undefined && isShell(name)) return name;
  const shells = Object.keys(COMPLETION_SCRIPTS);
  const list = `There are ${shells.join(', ')}.`;
  if (name === undefined) throw usage(command, `For which shell? ${list}`);
  throw usage(command, `There is no completion for the shell ‘${name}’.${didYouMean(name, shells)} ${list}`);
};

const withText = ({ word, what }: Candidate): string =>
  what === undefined ? word : `${word}\t${what.replaceAll(/\s+/g, ' ')}`;

/** What bash puts in place of `text`, the end of the line's last word: bash parts words at `=` and `:` as well. */
const forBash = (words: readonly Candidate[], { raw }: { readonly raw: string }, text: string): string[] => {
  const before = raw.endsWith(text) ? raw.slice(0, raw.length - text.length) : '';
  const { text: stays, quote } = shellWords(before).at(-1) ?? { text: '', quote: '' };
  return words.map(({ word }) => quoted(word.slice(stays.length), quote));
};

const execute = async (
  { positionals: [name, ...given] }: CommandInput,
  context: CommandContext,
  commands: readonly CommandEntry[],
): Promise<0> => {
  const shell = shellOf(name);
  if (given.length === 0) {
    context.out(COMPLETION_SCRIPTS[shell]);
    return 0;
  }
  const [line = '', text = ''] = given;
  // bash hands over its line, zsh and fish the words of theirs, the last as it was typed.
  const words =
    shell === 'bash'
      ? shellWords(line)
          .slice(1)
          .map((word) => word.text)
      : [...given.slice(0, -1), unquoted(given.at(-1) ?? '')];
  const found = await complete(words, { commands, folder: projectFolder(context.folder) });
  const last = shellWords(line).at(-1) ?? { raw: '' };
  const lines = shell === 'bash' ? forBash(found.words, last, text) : found.words.map(withText);
  context.out([found.kind, ...lines, ''].join('\n'));
  return 0;
};

const unquoted = (word: string): string =>
  shellWords(word)
    .map(({ text }) => text)
    .join(' ');

/** The command `completion` for these commands. */
export const completionCommand = (commands: readonly CommandEntry[]): CommandModule => ({
  ...command,
  run: (input, context) => execute(input, context, commands),
});
