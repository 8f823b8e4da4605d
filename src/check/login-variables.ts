/**
 * Checks the variables that a login reads. None may come from what a server wrote, and none may be set by a script that
 * runs after the login.
 */

import type { CollectionDeclaration } from '../model/collection.ts';
import { enabledVariables } from '../model/environment-variables.ts';
import { isDynamic, placeholdersIn } from '../values/placeholders.ts';
import { identitiesOf } from '../model/identities.ts';
import { loginInputs, loginTemplates, writtenVariables } from '../oauth/inputs.ts';
import type { Source } from './check.ts';
import type { EnvironmentFile } from './required-variables.ts';

/** A use of a script, and the variables that it sets. */
export interface SettingUse {
  /** Names of the folders and the request; none for a script of the collection itself. */
  readonly path: readonly string[];
  readonly stage: 'preRequest' | 'postResponse';
  readonly script: string;
  readonly sets: readonly string[];
}

interface LoginVariablesInput extends Omit<Source<CollectionDeclaration>, 'slug'> {
  readonly environments: readonly EnvironmentFile[];
  readonly uses: readonly SettingUse[];
}

/** The value of a variable, and the file that declares it. */
interface DeclaredValue {
  readonly file: string;
  readonly name: string;
  readonly value: string;
}

const declaredValues = ({ file, declaration, environments }: LoginVariablesInput): DeclaredValue[] => [
  ...(declaration.variables ?? []).map(({ name, value }) => ({ file, name, value: String(value) })),
  ...environments.flatMap((environment) =>
    enabledVariables(environment.declaration).map(({ name, value }) => ({
      file: environment.file,
      name,
      value,
    })),
  ),
];

/** What the login reads. */
interface Reads {
  /** The field of the authorization by the names of the variables that are read for it, also through the values of others. */
  readonly parts: ReadonlyMap<string, string>;
  /** Values through which other variables are read. */
  readonly through: readonly {
    readonly declared: DeclaredValue;
    readonly inner: string;
    readonly part: string;
  }[];
}

const readsOf = (input: LoginVariablesInput): Reads => {
  const parts = new Map<string, string>();
  const through: Reads['through'][number][] = [];
  const values = declaredValues(input);
  const follow = (name: string, part: string): void => {
    if (isDynamic(name) || parts.has(name)) return;
    parts.set(name, part);
    for (const declared of values.filter((value) => value.name === name)) {
      for (const inner of placeholdersIn(declared.value)) {
        through.push({ declared, inner, part });
        follow(inner, part);
      }
    }
  };
  for (const identity of identitiesOf(input.declaration)) {
    for (const { name, part } of loginInputs(identity)) follow(name, part);
    for (const { text, part } of loginTemplates(identity)) {
      for (const name of placeholdersIn(text)) follow(name, part);
    }
  }
  return { parts, through };
};

/** What a server wrote must not come back as an input: it could name any other variable. */
const writtenInputs = ({ file, declaration }: LoginVariablesInput, { through }: Reads): string[] => {
  const written = new Set(identitiesOf(declaration).flatMap((identity) => [...writtenVariables(identity)]));
  return through
    .filter(({ inner }) => written.has(inner))
    .map(
      ({ declared, inner, part }) =>
        `${declared.file}: variable ${JSON.stringify(declared.name)} holds {{${inner}}}, a variable that the login itself writes from what the server responds, and the login reads it (authorization.${part} of ${file}); write the value, or use a variable of another name`,
    );
};

/** Postman runs the scripts of a folder and of a request after those of the collection, the login among them. */
const lateScripts = ({ file, uses }: LoginVariablesInput, { parts }: Reads): string[] =>
  uses
    .filter(({ stage, path }) => stage === 'preRequest' && path.length > 0)
    .flatMap(({ path, script, sets }) =>
      [...new Set(sets)]
        .filter((name) => parts.has(name))
        .map(
          (name) =>
            `${[file, ...path].join(' › ')}: the script ${JSON.stringify(script)} sets the variable ${JSON.stringify(name)}, which the login reads (${parts.get(name)}), but it runs after the login, so that a request would go out with the token of another; ` +
            "name the script in the collection's own scripts.preRequest, which run before the login, or give the folder an authorization of its own, asIdentity('admin', …), with variables of its own",
        ),
    );

/** One problem for each variable of the login that a server or a late script would set. */
export const loginVariableProblems = (input: LoginVariablesInput): string[] => {
  const reads = readsOf(input);
  return [...writtenInputs(input, reads), ...lateScripts(input, reads)];
};
