/** What `init` says at its end: the commands that come next, which work as they stand. */

import { variableName } from '../values/variable-name.ts';
import { mustBeFilledIn } from './env-example.ts';
import type { ProjectKey } from './new-key.ts';
import type { NewProject } from './new-project.ts';
import { signInCommands, type Start } from './start.ts';

/** What was made. */
export interface Outcome {
  readonly start: Start;
  readonly project: NewProject;
  /** The project's folder from where the person stands; '' where that is it. */
  readonly from: string;
  readonly key?: ProjectKey;
  /** Makes a key that was not made. */
  readonly keyCommand?: string;
}

/** As a shell takes it. */
const quote = (path: string): string =>
  /^[\w./\\:-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const commands = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join('');

/** Where the values come from. */
const filling = ({ start, project, key, keyCommand }: Outcome): string => {
  const open = start.needed.filter((each) => mustBeFilledIn(each) && key?.values.has(each.name) !== true);
  const names = open.map(({ name }) => variableName(name)).join(', ');
  const where = project.kept.includes('.env')
    ? 'Put these into .env, which was there already; .env.example says where each is found'
    : 'Fill in .env, where it says where each value is found';
  return [
    ...(key === undefined ? [] : [`\nA key was made, and is in .env. ${key.advice.join('\n')}\n`]),
    ...(keyCommand === undefined
      ? []
      : [`\nIf you have no key yet, this makes one and says what goes where:\n  ${keyCommand}\n`]),
    ...(names === '' ? [] : [`\n${where}: ${names}.\n`]),
  ].join('');
};

type Made = Pick<Outcome, 'start' | 'project' | 'from'>;

/** Those that send nothing beyond this machine. */
const localCommands = ({ project, from }: Made): readonly string[] => [
  ...(from === '' ? [] : [`cd ${quote(from)}`]),
  'npm install',
  `npm run ${project.prefix}verify`,
];

/** Those that talk to the real server. */
const realCommands = ({ start }: Made): readonly string[] => [
  ...signInCommands(start),
  `npx postsmith run ${start.project.slug} -e ${start.environment}`,
];

/** What to type, in this order; before those for the real server, the values are filled in. */
export const nextCommands = (made: Made): readonly string[] => [
  ...localCommands(made),
  ...realCommands(made),
];

/** Ends with a line feed. */
export const nextSteps = (outcome: Outcome): string => {
  const { start, project } = outcome;
  const { repository } = project;
  return [
    '\nNext, which sends nothing beyond this machine:\n',
    commands(localCommands(outcome)),
    filling(outcome),
    start.persons.length > 0
      ? '\nThen sign in, and run it against the real server:\n'
      : '\nThen run it against the real server:\n',
    commands(realCommands(outcome)),
    repository === undefined
      ? ''
      : `\nGitHub reads workflows in the repository's own folder alone: move .github/workflows/postsmith.yml to ${repository}.\n`,
  ].join('');
};
