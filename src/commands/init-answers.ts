/** What `init` has to know: from the command line, else from the person at the terminal, else what is usual. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from '../did-you-mean.ts';
import { slugOf } from '../import/declare.ts';
import type { Answers } from '../init/make-start.ts';
import { addressProblem } from '../init/preset-project.ts';
import { isAddress } from '../sources/openapi/document.ts';
import type { PageSource } from '../presets/page.ts';
import type { PresetExample } from '../presets/preset.ts';
import { optionOf, usage } from './arguments.ts';
import type { CommandInput } from './command.ts';
import { findSource, readSources } from './presets.ts';
import type { Choice, Questions } from './questions.ts';

const INIT = { name: 'init' };

const nothingToStartFrom = () =>
  usage(
    INIT,
    'Say what the project starts from: a preset (`postsmith presets` lists them; generic is for any other server), --openapi <document>, or --collection <exported.json>.',
  );

const OPENAPI = '--openapi';
const COLLECTION = '--collection';

const choosePreset = async (
  questions: Questions | undefined,
  presets: readonly PageSource[],
): Promise<string> => {
  if (questions === undefined) throw nothingToStartFrom();
  const choices: Choice[] = [
    { value: OPENAPI, label: 'An OpenAPI document', hint: 'a file or an address' },
    { value: COLLECTION, label: 'A collection that was exported from Postman' },
    ...presets.map(({ name, facts }) => ({
      value: name,
      label: name === 'generic' ? 'Any other OAuth 2.0 server' : facts.name,
      hint: name,
    })),
  ];
  return questions.choose('What does the project start from?', choices);
};

const fileProblem =
  (folder: string) =>
  (given: string): string | undefined =>
    given === ''
      ? 'Name the file.'
      : existsSync(resolve(folder, given))
        ? undefined
        : `There is no file ${given} in ${folder}.`;

const documentFrom = async (questions: Questions, folder: string): Promise<Answers> => {
  const problem = (given: string): string | undefined =>
    isAddress(given) ? undefined : fileProblem(folder)(given);
  return {
    from: 'openapi',
    document: await questions.text('Where is the document? A file or an address.', { problem }),
  };
};

const exportedFrom = async (questions: Questions, folder: string): Promise<Answers> => {
  const file = await questions.text('Which file is the exported collection?', {
    problem: fileProblem(folder),
  });
  const none = 'none';
  const problem = (given: string): string | undefined =>
    given === none ? undefined : fileProblem(folder)(given);
  const environment = await questions.text('Which file is its exported environment?', {
    otherwise: none,
    problem,
  });
  return { from: 'collection', file, environments: environment === none ? [] : [environment] };
};

const chooseExample = async (
  { facts }: PageSource,
  given: string | undefined,
  questions: Questions | undefined,
): Promise<{ readonly example: PresetExample; readonly said: readonly string[] }> => {
  const ways = new Map(facts.examples.map((example) => [slugOf(example.title), example]));
  const [[first = '', plainest] = []] = ways;
  if (plainest === undefined) throw new Error('A preset has an example.');
  const choices = [...ways].map(([value, { title, call }]) => ({
    value,
    label: value === first ? 'The usual way' : title,
    hint: call.split('\n')[0] ?? '',
  }));
  const name = given ?? (ways.size > 1 ? await questions?.choose('How does it log in?', choices) : first);
  const example = ways.get(name ?? first);
  if (example === undefined) {
    const meant = closest(name ?? '', [...ways.keys()]);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw usage(
      INIT,
      `There is no --login ${name ?? ''} here.${hint} There are ${[...ways.keys()].join(', ')}.`,
    );
  }
  if (name !== undefined) return { example, said: [] };
  const others = [...ways.keys()].filter((each) => each !== first).join(', ');
  return { example, said: [`The login is the preset’s own. --login takes another: ${others}.`] };
};

const addressMistake = (given: string): string | undefined => {
  const found = addressProblem(given);
  return found && `The address ${found}.`;
};

const presetAnswers = async (
  preset: PageSource,
  input: CommandInput,
  questions: Questions | undefined,
): Promise<Answers> => {
  const { example, said } = await chooseExample(preset, optionOf(input, 'login'), questions);
  const sample = preset.facts.sample.url;
  const asked =
    optionOf(input, 'url') ??
    (await questions?.text('Which address does the first request read?', {
      otherwise: sample,
      problem: addressMistake,
    }));
  return {
    from: 'preset',
    preset,
    example,
    url: asked ?? sample,
    said: [
      ...said,
      ...(asked === undefined ? [`The first request reads ${sample}. --url takes another.`] : []),
    ],
  };
};

const OPTIONS_OF: Readonly<Record<Answers['from'], readonly string[]>> = {
  preset: ['login', 'url', 'keygen'],
  openapi: [],
  collection: ['environment'],
};

/** An option that means nothing here would be a wish that nobody grants. */
const refuseOthers = ({ options }: CommandInput, { from }: Pick<Answers, 'from'>): void => {
  const others = Object.values(OPTIONS_OF)
    .flat()
    .filter((name) => !OPTIONS_OF[from].includes(name));
  const found = others.find((name) => options.has(name));
  if (found === undefined) return;
  const [home = ''] = Object.entries(OPTIONS_OF).find(([, names]) => names.includes(found)) ?? [];
  throw usage(
    INIT,
    `--${found} is for a project that starts from ${home === 'preset' ? 'a preset' : '--collection'}.`,
  );
};

const answersOf = async (
  input: CommandInput,
  questions: Questions | undefined,
  folder: string,
): Promise<Answers> => {
  const [document, file] = [optionOf(input, 'openapi'), optionOf(input, 'collection')];
  if (document !== undefined && file !== undefined)
    throw usage(INIT, '--openapi and --collection are two starts; give one of them.');
  if (document !== undefined) return { from: 'openapi', document };
  if (file !== undefined)
    return { from: 'collection', file, environments: input.options.get('environment') ?? [] };
  const presets = await readSources();
  const name = input.positionals[0] ?? (await choosePreset(questions, presets));
  if (questions !== undefined && name === OPENAPI) return documentFrom(questions, folder);
  if (questions !== undefined && name === COLLECTION) return exportedFrom(questions, folder);
  return presetAnswers(findSource(presets, name), input, questions);
};

/** @throws PostsmithError USAGE for what is missing or wrong */
export const initAnswers = async (
  input: CommandInput,
  questions: Questions | undefined,
  folder: string,
): Promise<Answers> => {
  const answers = await answersOf(input, questions, folder);
  refuseOthers(input, answers);
  return answers;
};
