/** Values for an environment, as every command that talks to a real server takes them. */

import { resolve } from 'node:path';
import type { PostmanEnvironment } from '../emit/environment.ts';
import { PostsmithError } from '../errors.ts';
import { type EnvFile, readEnvFile } from '../run/env-file.ts';
import { fillEnvironment, secretsOf, variableName } from '../run/fill-environment.ts';
import type { CommandContext } from './command.ts';

/** Read without being named, when it is there. */
const DEFAULT_ENV_FILE = '.env';

type NamedEnvFile = EnvFile & { readonly path: string };

/** The file of `--env-file`; else .env in the folder, when it is there. */
export const envFileOf = async (
  given: string | undefined,
  context: CommandContext,
): Promise<NamedEnvFile | undefined> => {
  const path = given ?? resolve(context.folder, DEFAULT_ENV_FILE);
  try {
    return { ...(await readEnvFile(path)), path };
  } catch (error) {
    const isAbsent = error instanceof PostsmithError && isMissingFile(error.cause);
    if (given === undefined && isAbsent) return undefined;
    throw error;
  }
};

const isMissingFile = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';

/** Fills the environment, and says where its values come from: names only. */
export const fill = (
  declared: PostmanEnvironment,
  envFile: NamedEnvFile | undefined,
  context: CommandContext,
): PostmanEnvironment => {
  const sources = { process: context.environment, file: envFile?.values ?? new Map<string, string>() };
  const { environment, fromProcess, fromFile } = fillEnvironment(declared, sources);
  const secrets = secretsOf(environment);
  for (const { value } of secrets) context.redactor.add(value);
  if (fromProcess.length > 0) context.talk(`From the process environment: ${fromProcess.join(', ')}.\n`);
  if (envFile !== undefined && fromFile.length > 0) {
    context.talk(`From ${envFile.path}: ${fromFile.join(', ')}.\n`);
    if (envFile.readableByOthers && secrets.some(({ name }) => fromFile.includes(name))) {
      context.talk(
        `Warning: other users of this machine can read ${envFile.path}, which holds secrets; \`chmod 600\` it.\n`,
      );
    }
  }
  return environment;
};

/** @throws PostsmithError USAGE when there are any. */
export const refuseMissing = (missing: readonly string[]): void => {
  if (missing.length === 0) return;
  throw new PostsmithError(
    'USAGE',
    'Nothing was sent, because these variables have no value. Set them in the process environment or in a file given with --env-file:',
    { problems: missing.map((name) => `${variableName(name)}  (${name})`) },
  );
};
