/** Values for an environment, as every command that talks to a real server takes them. */

import { resolve } from 'node:path';
import type { PostmanEnvironment } from '../format/environment.ts';
import { PostsmithError } from '../errors.ts';
import { type EnvFile, readEnvFile } from '../run/env-file.ts';
import { mistyped } from '../did-you-mean.ts';
import { projectFolder } from '../project/project-folder.ts';
import { variableName, variableNames } from '../values/variable-name.ts';
import { fillEnvironment, secretsOf } from '../run/fill-environment.ts';
import { runSecretCommands } from '../run/secret-commands.ts';
import { errorCodeOf } from '../system-error.ts';
import type { CommandContext, OptionSpec } from './command.ts';

/** Read without being named, when it is there. */
const DEFAULT_ENV_FILE = '.env';

type NamedEnvFile = EnvFile & { readonly path: string };

/** The option of the file. Node itself reads `--env-file`, and ends with words of its own when there is no such file. */
export const valuesOption: OptionSpec = {
  name: 'values',
  formerly: 'env-file',
  value: '<file>',
  description: 'A file of NAME=value lines; .env unless given.',
};

/** The file of `--values`; else .env in the project's folder, when it is there. */
export const envFileOf = async (
  given: string | undefined,
  root: string,
): Promise<NamedEnvFile | undefined> => {
  const path = given ?? resolve(root, DEFAULT_ENV_FILE);
  try {
    return { ...(await readEnvFile(path)), path };
  } catch (error) {
    const isAbsent = error instanceof PostsmithError && errorCodeOf(error.cause) === 'ENOENT';
    if (given === undefined && isAbsent) return undefined;
    throw error;
  }
};

/** Fills the environment, and says where its values come from: names only. */
export const fill = async (
  unfilled: PostmanEnvironment,
  envFile: NamedEnvFile | undefined,
  context: CommandContext,
): Promise<PostmanEnvironment> => {
  const file = envFile?.values ?? new Map<string, string>();
  const given = { process: context.environment, file, commands: new Map<string, string>() };
  const { fromProcess, fromFile } = fillEnvironment(unfilled, given);
  const isGiven = new Set([...fromProcess, ...fromFile]);
  const commands = await runSecretCommands(
    unfilled.values.map(({ key }) => key).filter((key) => !isGiven.has(key)),
    [(name) => context.environment[name], (name) => file.get(name)],
    {
      ...context,
      // A command of .env is the same from wherever in the project somebody calls.
      folder: projectFolder(context.folder),
      hide: (secret) => context.redactor.add(secret),
      redact: (text) => context.redactor.redact(text),
    },
  );
  for (const value of commands.values()) context.redactor.add(value);
  const filled = fillEnvironment(unfilled, { ...given, commands });
  const secrets = secretsOf(filled.environment);
  for (const { value } of secrets) context.redactor.add(value);
  const tell = (from: string, names: readonly string[]): void => {
    if (names.length > 0) context.talk(`${from}: ${names.join(', ')}.\n`);
  };
  tell('From the process environment', filled.fromProcess);
  if (envFile !== undefined) tell(`From ${envFile.path}`, filled.fromFile);
  tell('From commands', filled.fromCommand);
  tell(`From the environment ${unfilled.name} itself`, filled.declared);
  for (const key of filled.passedOver) {
    context.talk(
      `Not from the process environment: ${key}, because systems set a variable of that name themselves. Set ${variableName(key)} if it is meant.\n`,
    );
  }
  if (envFile !== undefined) tellMistyped(filled.environment, envFile, context);
  const holdsSecrets = secrets.some(({ name }) => filled.fromFile.includes(name));
  if (envFile !== undefined) warnOf(envFile, holdsSecrets, context);
  return filled.environment;
};

/** Names in the file that nothing is called, but nearly as a variable is that has no value. */
const tellMistyped = (
  { name: environment, values }: PostmanEnvironment,
  { path, values: given }: NamedEnvFile,
  { talk }: CommandContext,
): void => {
  const known = new Set(values.flatMap(({ key }) => variableNames(key)));
  const lacking = values.filter(({ value }) => value === '').flatMap(({ key }) => variableNames(key));
  for (const name of given.keys()) {
    const meant = known.has(name) ? undefined : mistyped(name, lacking);
    if (meant === undefined) continue;
    talk(`${name} in ${path} fills nothing of the environment ${environment}. Did you mean ${meant}?\n`);
  }
};

const warnOf = (
  { path, readableByOthers, cutOff }: NamedEnvFile,
  holdsSecrets: boolean,
  { talk }: CommandContext,
) => {
  if (readableByOthers && holdsSecrets) {
    talk(`Warning: other users of this machine can read ${path}, which holds secrets; \`chmod 600\` it.\n`);
  }
  for (const name of cutOff) {
    talk(
      `Warning: in ${path}, the value of ${name} ends before a #, where a comment begins. If the # belongs to the value, put the whole value between quotes: ${name}='…'.\n`,
    );
  }
};

/** @throws PostsmithError USAGE when there are any. */
export const refuseMissing = (missing: readonly string[]): void => {
  if (missing.length === 0) return;
  throw new PostsmithError(
    'USAGE',
    'Nothing was sent, because these variables have no value. Set them in the process environment or in a file given with --values:',
    { problems: missing.map((name) => `${variableName(name)}  (${name})`) },
  );
};
