/** What may stand where the cursor is: commands, options, and values that can be listed without running anything. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { optionsOf } from './arguments.ts';
import type { Command, CommandEntry, OptionSpec } from './command.ts';

/** A word, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly what?: string;
}

/** What a shell is to offer; files and folders it finds itself. */
export interface Completion {
  readonly kind: 'words' | 'files' | 'directories';
  readonly words: readonly Candidate[];
}

/** Where names come from. */
export interface CompletionSources {
  readonly commands: readonly CommandEntry[];
  /** The project folder. */
  readonly folder: string;
}

/** What is known of a value: the names that there are. */
type Lister = (folder: string, positionals: readonly string[]) => Promise<readonly string[]>;

const slugsOf =
  (kind: 'collection' | 'environment'): Lister =>
  async (folder) => {
    const { findSources } = await import('../project/source-files.ts');
    return findSources(folder)
      .filter((source) => source.kind === kind)
      .map(({ slug }) => slug);
  };

/** Of the folders of a collection, as they were built: what is declared would have to be run. */
const foldersOf: Lister = async (folder, [collection = '']) => {
  const [{ indexCollection }, { isPath }] = await Promise.all([
    import('../format/read-collection.ts'),
    import('../run/named-files.ts'),
  ]);
  const path = isPath(collection) ? collection : `dist/collections/${collection}.postman_collection.json`;
  const { items } = indexCollection(await readFile(resolve(folder, path), 'utf8'));
  return items.filter(({ item }) => item.item !== undefined).map(({ path: names }) => names.join('/'));
};

/** By what a value is called where a command is declared: `<collection>`. */
const LISTERS: Readonly<Record<string, Lister>> = {
  collection: slugsOf('collection'),
  environment: slugsOf('environment'),
  folder: foldersOf,
  engine: async () => (await import('../engines/load-engine.ts')).ENGINE_NAMES,
  preset: async () => Object.keys((await import('../presets/catalogue.ts')).presets),
  algorithm: async () => (await import('../oauth/signed-jwt.ts')).signingAlgorithms,
};

const isFileName = (name: string): boolean => /^(?:file|document|path)$|\.\w+$/.test(name);

const none: Completion = { kind: 'words', words: [] };

const wordsOf = (words: readonly string[]): Completion => ({
  kind: 'words',
  words: words.map((word) => ({ word })),
});

/** What a value may be that is called so: `<collection>`, `[preset]`, `<file | preset>`, `<bash|zsh|fish>`. */
const valuesOf = async (
  placeholder: string,
  typed: string,
  positionals: readonly string[],
  { folder }: CompletionSources,
): Promise<Completion> => {
  const names = placeholder
    .replaceAll(/[<>[\]…]/g, '')
    .split('|')
    .map((name) => name.trim());
  if (names.includes('directory')) return { kind: 'directories', words: [] };
  const isGenerated = names.some((name) => name === 'collection' || name === 'environment');
  if (typed.includes('/') && (isGenerated || names.some(isFileName))) return { kind: 'files', words: [] };
  const lists = await Promise.all(
    names.map(async (name) => {
      const list = LISTERS[name];
      if (list !== undefined) return list(folder, positionals).catch(() => []);
      return names.length > 1 && !isFileName(name) ? [name] : [];
    }),
  );
  const fitting = lists.flat().filter((word) => word.startsWith(typed));
  if (fitting.length === 0 && names.some(isFileName)) return { kind: 'files', words: [] };
  return wordsOf(fitting);
};

/** The option that a word is: `--engine`, `-e`. */
const optionNamed = (options: readonly OptionSpec[], word: string): OptionSpec | undefined =>
  options.find(({ name, formerly, short }) =>
    [`--${name}`, `--${formerly ?? name}`, `-${short ?? ''}`].includes(word),
  );

/** A command line before the cursor. */
interface Before {
  readonly positionals: readonly string[];
  readonly given: ReadonlySet<OptionSpec>;
  /** The option whose value comes next. */
  readonly awaiting: OptionSpec | undefined;
  /** Nothing more is an option, since a `--`. */
  readonly isOver: boolean;
}

const readBefore = (options: readonly OptionSpec[], words: readonly string[]): Before => {
  const positionals: string[] = [];
  const given = new Set<OptionSpec>();
  let awaiting: OptionSpec | undefined;
  let isOver = false;
  for (const word of words) {
    const option = isOver ? undefined : optionNamed(options, word.split('=', 1)[0] ?? '');
    if (awaiting !== undefined) awaiting = undefined;
    else if (option !== undefined) {
      given.add(option);
      if (option.value !== undefined && !word.includes('=')) awaiting = option;
    } else if (word === '--') isOver = true;
    else if (isOver || !word.startsWith('-')) positionals.push(word);
  }
  return { positionals, given, awaiting, isOver };
};

/** What follows a command's name, without options: `postman`, `<exported.json>`, `[environment.json…]`. */
const positionalsIn = (way: string): readonly string[] =>
  [...way.matchAll(/--?[\w-]+(?: <[^>]*>)?|\[[^\]]*\]…?|<[^>]*>…?|\S+/g)]
    .map(([part]) => part)
    .filter((part) => !/^\[?-|^\[options\]$/.test(part));

const fits = (part: string | undefined, word: string): boolean =>
  part !== undefined && (/^[<[]/.test(part) || part === word);

const positionalValues = async (
  { parameters }: Command,
  before: readonly string[],
  typed: string,
  sources: CompletionSources,
): Promise<Completion> => {
  const next = parameters.split('\n').flatMap((way) => {
    const parts = positionalsIn(way);
    const last = parts.at(-1);
    const at = (index: number) => parts[index] ?? (last?.includes('…') === true ? last : undefined);
    const part = at(before.length);
    return part !== undefined && before.every((word, index) => fits(at(index), word)) ? [part] : [];
  });
  const all = await Promise.all(
    next.map((part) => (/^[<[]/.test(part) ? valuesOf(part, typed, before, sources) : wordsOf([part]))),
  );
  return all.find(({ kind }) => kind !== 'words') ?? { ...none, words: all.flatMap(({ words }) => words) };
};

const optionValues = async (
  option: OptionSpec,
  typed: string,
  positionals: readonly string[],
  sources: CompletionSources,
): Promise<Completion> => {
  const found = await valuesOf(option.value ?? '', typed, positionals, sources);
  const isEngines = option.name === 'engine' && option.multiple === true;
  return isEngines ? { ...found, words: [...found.words, { word: 'all' }] } : found;
};

const inCommand = async (
  command: Command,
  words: readonly string[],
  typed: string,
  sources: CompletionSources,
): Promise<Completion> => {
  const options = optionsOf(command);
  const { positionals, given, awaiting, isOver } = readBefore(options, words);
  if (awaiting !== undefined) return optionValues(awaiting, typed, positionals, sources);
  if (isOver || !typed.startsWith('-')) return positionalValues(command, positionals, typed, sources);
  const [name = '', ...value] = typed.split('=');
  if (value.length === 0) {
    const open = options.filter((option) => option.multiple === true || !given.has(option));
    return {
      kind: 'words',
      words: open.map(({ name: word, description }) => ({ word: `--${word}`, what: description })),
    };
  }
  const option = optionNamed(options, name);
  if (option?.value === undefined) return none;
  const found = await optionValues(option, value.join('='), positionals, sources);
  return { ...found, words: found.words.map((each) => ({ ...each, word: `${name}=${each.word}` })) };
};

/** A name with a line feed or an escape in it can't be told to a shell, and nobody would type it. */
const isTypable = ({ word }: Candidate): boolean => !/\p{Cc}/u.test(word);

/**
 * What may stand in place of the last word.
 *
 * @param words what follows the program's name, without quotes
 */
export const complete = async (words: readonly string[], sources: CompletionSources): Promise<Completion> => {
  const [name = '', ...others] = words;
  const typed = words.at(-1) ?? '';
  const entry = sources.commands.find((each) => each.name === name);
  const found =
    others.length === 0
      ? generalWords(typed, sources)
      : entry === undefined
        ? none
        : await inCommand(await entry.load(), others.slice(0, -1), typed, sources);
  const fitting = found.words.filter((each) => each.word.startsWith(typed) && isTypable(each));
  return { ...found, words: fitting };
};

const generalWords = (typed: string, { commands }: CompletionSources): Completion => ({
  kind: 'words',
  words: typed.startsWith('-')
    ? [{ word: '--help' }, { word: '--version' }]
    : commands.map(({ name, summary }) => ({ word: name, what: summary })),
});
