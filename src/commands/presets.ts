/** `postsmith presets`: lists the providers that have a preset, or prints the page of one. */

import { didYouMean } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import type { EnvironmentValue } from '../model/environment.ts';
import type { PageSource } from '../presets/page.ts';
import { formatTable } from '../report/terminal.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { printJson } from './json.ts';

/** What of a preset can be said in a row. */
interface PresetRow {
  readonly name: string;
  readonly provider: string;
  readonly grant: string;
  /** The registered name (`private_key_jwt`); absent where there is none. */
  readonly clientAuthentication?: string;
  readonly algorithms: readonly string[];
}

/** What `--json` prints. */
export type PresetsJson =
  | { readonly presets: readonly PresetRow[] }
  | (PresetRow & {
      readonly summary: string;
      /** A variable that is a secret has the value null. */
      readonly environment: Readonly<Record<string, string | null>>;
      readonly documentation: readonly string[];
      /** Markdown. */
      readonly page: string;
    });

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
  json: { prints: '{ presets }, or of one preset its facts and its page' },
  options: [],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

/** Every preset, with what it returns when it is just called. */
export const readSources = async (): Promise<readonly PageSource[]> => {
  const { catalogue } = await import('../presets/catalogue.ts');
  return Object.entries(catalogue).map(([name, preset]) => ({
    name,
    facts: preset.facts,
    authorization: preset(),
  }));
};

/** @throws PostsmithError USAGE for a name that no preset has */
export const findSource = (sources: readonly PageSource[], name: string): PageSource => {
  const source = sources.find((each) => each.name === name);
  if (source !== undefined) return source;
  const names = sources.map((each) => each.name);
  const hint = didYouMean(name, names) || ` There are ${names.join(', ')}.`;
  throw new PostsmithError('USAGE', `There is no preset ${name}.${hint}`);
};

const rowOf = async ({ name, facts, authorization }: PageSource): Promise<PresetRow> => {
  const { clientAuthenticationName, grantName } = await import('../presets/page.ts');
  const clientAuthentication = clientAuthenticationName(authorization);
  return {
    name,
    provider: facts.name,
    grant: grantName(authorization),
    ...(clientAuthentication !== '-' && { clientAuthentication }),
    algorithms: facts.algorithms,
  };
};

const tableOf = (rows: readonly PresetRow[]): string => {
  const head = ['preset', 'provider', 'grant', 'client authentication', 'algorithms'];
  const cells = rows.map(({ name, provider, grant, clientAuthentication = '-', algorithms }) => [
    name,
    provider,
    grant,
    clientAuthentication,
    algorithms.join(' ') || '-',
  ]);
  return `${formatTable([head, ...cells], new Set())}\n`;
};

const valueOf = (value: EnvironmentValue): string | null =>
  typeof value === 'string' ? value : value.kind === 'secret' ? null : value.value;

const documentOf = async (source: PageSource, page: string): Promise<PresetsJson> => {
  const { summary, environment, documentation } = source.facts;
  return {
    ...(await rowOf(source)),
    summary,
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, valueOf(value)]),
    ),
    documentation,
    page,
  };
};

const execute = async (
  { positionals: [name], options }: CommandInput,
  context: CommandContext,
): Promise<0> => {
  const sources = await readSources();
  const isJson = options.has('json');
  const print = (document: PresetsJson): void => printJson(document, context);
  if (name === undefined) {
    const presets = await Promise.all(sources.map(rowOf));
    if (isJson) print({ presets });
    else context.out(tableOf(presets));
    return 0;
  }
  const { presetPage } = await import('../presets/page.ts');
  const source = findSource(sources, name);
  const page = presetPage(source);
  if (isJson) print(await documentOf(source, page));
  else context.out(page);
  return 0;
};

/** The command `presets`. */
export const presetsCommand: CommandModule = { ...command, run: execute };
