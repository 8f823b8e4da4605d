/** Collections and environments as a command line names them: by the names of their files, or by paths of generated ones. */

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SourceFile } from '../check/check.ts';
import { didYouMean } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { inputError } from '../system-error.ts';

export type Kind = SourceFile['kind'];

/** True for the path of a generated file. */
export const isPath = (name: string): boolean => name.endsWith('.json');

/** The name in the project of what was generated into this file. */
export const nameOfPath = (path: string): string => basename(path).split('.')[0] ?? path;

/** @throws PostsmithError USAGE when it cannot be read. */
export const readGenerated = async (path: string, kind: Kind): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw inputError(`The ${kind} file ${path}`, cause);
  }
};

/** What is said of a missing or unknown name: which there are. */
export const notNamed = (
  command: 'run' | 'login' | 'token',
  kind: Kind,
  name: string | undefined,
  declared: Iterable<string>,
): PostsmithError => {
  const how = kind === 'collection' ? `postsmith ${command} <collection>` : '-e <environment>';
  const problems = [...declared];
  const message =
    name === undefined
      ? `Which ${kind}? Name one: ${how}.`
      : // Somebody may give the path of the source, as shells complete it.
        `This project has no ${kind} ‘${name}’.${didYouMean(nameOfPath(name), problems)}`;
  return new PostsmithError('USAGE', `${message} There are:`, { problems });
};
