/** What a run knows as secret before it begins and while it goes on, beside its environment: from then on it is hidden. */

import type { PostmanEnvironment } from '../format/environment.ts';
import type { ResolvedRun } from '../run/resolve-run.ts';
import { percentDecoded } from '../values/percent-decoded.ts';
import type { Row } from '../run/iteration-data.ts';
import { secretsOf } from '../run/fill-environment.ts';
import { isRecord } from '../values/json.ts';
import type { Values } from '../values/placeholders.ts';
import type { CommandContext } from './command.ts';

/** Where programs read their proxy from: its address may hold a password. */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

interface Given {
  readonly environment: PostmanEnvironment;
  readonly data: readonly Row[] | undefined;
  readonly collection: ResolvedRun['index']['collection'];
}

const asVariables = (environment: PostmanEnvironment, values: Values): PostmanEnvironment => {
  const types = new Map(environment.values.map(({ key, type }) => [key, type]));
  return {
    ...environment,
    values: Object.entries(values).map(([key, value]) => ({
      key,
      value,
      type: types.get(key) ?? 'default',
      enabled: true,
    })),
  };
};

/** Of the rows of `--data` and the collection's own variables those that are secret, and a proxy's password. */
export const learnGiven = ({ environment, data = [], collection }: Given, context: CommandContext): void => {
  for (const row of data) learnVariables(environment, textsOf(Object.entries(row)), context);
  const own = variablesOf(collection).map(({ key, value }) => [String(key), value] as const);
  learnVariables(environment, textsOf(own), context);
  for (const name of PROXIES) {
    const address = context.environment[name] ?? '';
    if (URL.canParse(address)) context.redactor.add(percentDecoded(new URL(address).password));
  }
};

/** A collection that is a file may be anybody's. */
const variablesOf = (collection: object): readonly Readonly<Record<string, unknown>>[] => {
  const variables: unknown = 'variable' in collection ? collection.variable : undefined;
  return Array.isArray(variables) ? variables.filter(isRecord) : [];
};

const textsOf = (entries: readonly (readonly [string, unknown])[]): Values =>
  Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );

/** Of variables that a script has set, those that are secret: by their name, or as the environment declares them. */
export const learnVariables = (
  environment: PostmanEnvironment,
  values: Values,
  { redactor }: Pick<CommandContext, 'redactor'>,
): void => {
  for (const { value } of secretsOf(asVariables(environment, values))) redactor.add(value);
};
