/** `postsmith presets`: lists the providers that have a preset, or prints the page of one. */

import { closest } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import type { PageSource } from '../presets/page.ts';
import { formatTable } from '../report/terminal.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';

const command = {
  name: 'presets',
  parameters: '[preset]',
  description: `Without a name, lists every preset with its provider, grant, client authentication and algorithms, as it is when it
is just called. With a name, prints its page in Markdown: a collection and an environment to copy, where each value
is found, which key goes where, what the provider demands, and what its errors mean.`,
  exitCodes: { 0: 'done', 2: 'there is no such preset' },
  examples: [
    { what: 'Which providers there are', command: 'postsmith presets' },
    { what: 'What one of them needs', command: 'postsmith presets okta' },
  ],
  json: { none: 'its lines are made for people' },
  options: [],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

const readSources = async (): Promise<readonly PageSource[]> => {
  const { catalogue } = await import('../presets/catalogue.ts');
  return Object.entries(catalogue).map(([name, preset]) => ({
    name,
    facts: preset.facts,
    authorization: preset(),
  }));
};

const findSource = (sources: readonly PageSource[], name: string): PageSource => {
  const source = sources.find((each) => each.name === name);
  if (source !== undefined) return source;
  const names = sources.map((each) => each.name);
  const meant = closest(name, names);
  const hint = meant === undefined ? `There are ${names.join(', ')}` : `Did you mean ${meant}?`;
  throw new PostsmithError('USAGE', `There is no preset ${name}. ${hint}${meant === undefined ? '.' : ''}`);
};

const execute = async ({ positionals: [name] }: CommandInput, context: CommandContext): Promise<0> => {
  const { clientAuthenticationName, grantName, presetPage } = await import('../presets/page.ts');
  const sources = await readSources();
  if (name !== undefined) context.out(presetPage(findSource(sources, name)));
  else {
    const rows = sources.map(({ name: preset, facts, authorization }) => [
      preset,
      facts.name,
      grantName(authorization),
      clientAuthenticationName(authorization),
      facts.algorithms.join(' ') || '-',
    ]);
    const head = ['preset', 'provider', 'grant', 'client authentication', 'algorithms'];
    context.out(`${formatTable([head, ...rows], new Set())}\n`);
  }
  return 0;
};

/** The command `presets`. */
export const presetsCommand: CommandModule = { ...command, run: execute };
