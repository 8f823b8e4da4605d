/** Which variables a collection requires, and whether everything that can run it provides them. */

import type { Source } from './check.ts';
import type { Authorization } from '../oauth/authorization.ts';
import { authorizedRequests, grantIn, identitiesOf } from '../model/identities.ts';
import { loginInputs, loginTemplates } from '../oauth/inputs.ts';
import type { PostmanAuthDeclaration } from '../model/auth.ts';
import { authValues, isSecretOf } from '../model/auth-kinds.ts';
import type {
  Body,
  CollectionDeclaration,
  FormBody,
  FormDataBody,
  FormDataFile,
  FormField,
  ItemDeclaration,
  Json,
  RequestDeclaration,
} from '../model/collection.ts';
import { enabledVariables } from '../model/environment-variables.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import { placedRequests } from '../model/items.ts';
import { isDynamic, placeholdersIn } from '../values/placeholders.ts';
import { isSecretName } from '../values/secret-patterns.ts';

/** Where a variable is used. */
interface Use {
  /** `collections/pexip-management.ts › Status › Alarms` */
  readonly place: string;
  /** `url`, `header "Accept"`, … */
  readonly part: string;
}

/** Uses by variable name, in the order in which the variables are met first. */
type Uses = Map<string, Use[]>;

/** An environment that a collection is run with. */
export type EnvironmentFile = Omit<Source<EnvironmentDeclaration>, 'slug'>;

interface RequiredVariablesInput extends Source<CollectionDeclaration> {
  readonly environments: readonly EnvironmentFile[];
  /** Names that the collection's scripts set. */
  readonly scriptVariables: ReadonlySet<string>;
}

const addUse = (uses: Uses, name: string, use: Use): void => {
  // What only an exported collection may hold is the name of no variable.
  if (isDynamic(name) || name === '' || /\s/.test(name)) return;
  const known = uses.get(name);
  if (known === undefined) uses.set(name, [use]);
  else known.push(use);
};

const addText = (uses: Uses, text: string | undefined, place: string, part: string): void => {
  for (const name of placeholdersIn(text ?? '')) addUse(uses, name, { place, part });
};

const addAuthorization = (uses: Uses, authorization: Authorization, file: string): void => {
  const place = `${file} › authorization`;
  for (const { part, text } of loginTemplates(authorization)) addText(uses, text, place, part);
  for (const { name, part, need } of loginInputs(authorization)) {
    if (need !== 'optional') addUse(uses, name, { place, part });
  }
};

/** Postman's own kinds of auth, with the requests that are sent with them. */
const authsOf = (declaration: CollectionDeclaration) =>
  authorizedRequests(declaration).flatMap(({ path, authorization }) =>
    authorization === undefined || authorization === 'none' || grantIn(authorization) !== undefined
      ? []
      : // What is no grant is one of Postman's own kinds.
        [{ path, auth: authorization as PostmanAuthDeclaration }],
  );

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const addAuths = (uses: Uses, declaration: CollectionDeclaration, file: string): void => {
  for (const { path, auth } of authsOf(declaration)) {
    const place = [file, ...path].join(' › ');
    for (const [name, value] of authValues(auth))
      addText(uses, textOf(value), place, `authorization.${name}`);
  }
};

const addJson = (uses: Uses, json: Json, place: string): void =>
  addText(uses, JSON.stringify(json), place, 'body');

const contentOf = (body: Exclude<Body, FormBody | FormDataBody>): Json => {
  if ('json' in body) return body.json;
  if ('text' in body) return body.text;
  return 'file' in body ? body.file : [body.graphql.query, body.graphql.variables ?? null];
};

const addFields = (uses: Uses, fields: readonly (FormField | FormDataFile)[], place: string): void => {
  for (const field of fields) {
    const content = 'file' in field ? [field.file].flat().join(' ') : field.value;
    addText(uses, `${field.name} ${content}`, place, `form field ${JSON.stringify(field.name)}`);
  }
};

const addBody = (uses: Uses, body: Body, place: string): void => {
  if ('form' in body) addFields(uses, body.form, place);
  else if ('formData' in body) addFields(uses, body.formData, place);
  else addJson(uses, contentOf(body), place);
};

const addRequest = (uses: Uses, request: RequestDeclaration, place: string): void => {
  addText(uses, request.url, place, 'url');
  for (const [name, { value }] of Object.entries(request.pathVariables ?? {})) {
    addText(uses, value, place, `path variable ${JSON.stringify(name)}`);
  }
  for (const { name, value } of request.query ?? [])
    addText(uses, `${name} ${value ?? ''}`, place, `query ${JSON.stringify(name)}`);
  for (const { name, value } of request.headers ?? []) {
    addText(uses, `${name} ${value}`, place, `header ${JSON.stringify(name)}`);
  }
  if (request.body !== undefined) addBody(uses, request.body, place);
  addText(uses, request.certificate?.passphrase, place, 'certificate.passphrase');
};

const collectionUses = ({ file, declaration }: RequiredVariablesInput): Uses => {
  const uses: Uses = new Map();
  for (const identity of identitiesOf(declaration)) addAuthorization(uses, identity, file);
  addAuths(uses, declaration, file);
  for (const { name, value } of declaration.variables ?? []) {
    addText(uses, String(value), file, `variable ${JSON.stringify(name)}`);
  }
  for (const { path, item } of placedRequests(declaration.items)) {
    addRequest(uses, item, [file, ...path].join(' › '));
  }
  return uses;
};

/** Values of an environment may hold placeholders themselves. */
const environmentUses = ({ file, declaration }: EnvironmentFile): Uses => {
  const uses: Uses = new Map();
  for (const { name, value } of enabledVariables(declaration)) {
    addText(uses, value, file, `variable ${JSON.stringify(name)}`);
  }
  return uses;
};

/** Names that a collection has a value for in any environment. */
const providedAnywhere = ({ declaration, scriptVariables }: RequiredVariablesInput): Set<string> =>
  new Set([
    ...(declaration.variables ?? []).filter(({ enabled }) => enabled !== false).map(({ name }) => name),
    ...(declaration.literals ?? []),
    ...identitiesOf(declaration).flatMap(({ variables }) => Object.values<string>({ ...variables })),
    ...scriptVariables,
  ]);

const secretNamesOf = (declaration: CollectionDeclaration): readonly string[] => [
  ...identitiesOf(declaration)
    .flatMap(loginInputs)
    .filter(({ isSecret }) => isSecret)
    .map(({ name }) => name),
  ...authsOf(declaration).flatMap(({ auth }) =>
    authValues(auth)
      .filter(([name]) => isSecretOf(auth, name))
      .flatMap(([, value]) => placeholdersIn(textOf(value))),
  ),
];

const lineToAdd = (name: string, isSecret: boolean): string =>
  `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${isSecret ? 'secret()' : "''"},`;

const tellUses = ([first, ...others]: readonly Use[]): { place: string; parts: string } => {
  const more =
    others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'place' : 'places'}`;
  return { place: first?.place ?? '', parts: `${first?.part ?? ''}${more}` };
};

const mendInCollection = (input: RequiredVariablesInput, lacking: readonly string[], line: string): string =>
  input.environments.length === 0
    ? `no environment belongs to this collection; write environments/${input.slug}.ts with ${line}`
    : `${lacking.join(' and ')} ${lacking.length === 1 ? 'lacks' : 'lack'} it; add there: ${line}`;

const usesScripts = (owner: CollectionDeclaration | ItemDeclaration): boolean =>
  owner.scripts !== undefined || ('items' in owner && owner.items.some(usesScripts));

/** The build sees only names that stand in a script as they are. */
const mendInScript = (input: RequiredVariablesInput, isSecret: boolean): string =>
  !isSecret && usesScripts(input.declaration)
    ? ' (or, if a script sets it under a computed name, say so where the script is named: provides)'
    : '';

/** A name that other software may have put between its own braces. */
const mendInBody = (name: string, uses: readonly Use[]): string =>
  uses.every(({ part }) => part === 'body')
    ? ` (or, if {{${name}}} is meant for somebody else, list it in the collection's literals)`
    : '';

/** What is to be sent as it stands must have a value nowhere. */
const literalProblems = ({ file, declaration, environments, scriptVariables }: RequiredVariablesInput) =>
  (declaration.literals ?? []).flatMap((name) => {
    const owners = environments
      .filter((environment) => hasVariable(environment, name))
      .map((each) => each.file);
    const all = [...owners, ...(scriptVariables.has(name) ? ['a script'] : [])];
    if (all.length === 0) return [];
    return [
      `${file}: literals lists ${JSON.stringify(name)}, but ${all.join(' and ')} ${all.length === 1 ? 'has' : 'have'} a variable of that name, which would be sent in its place; give the variable another name`,
    ];
  });

const hasVariable = ({ declaration }: EnvironmentFile, name: string): boolean =>
  enabledVariables(declaration).some((variable) => variable.name === name);

interface Lacking {
  readonly name: string;
  readonly isSecret: boolean;
  readonly uses: readonly Use[];
  /** Files of the environments without it. */
  readonly files: readonly string[];
}

/** Every variable that an environment lacks and nothing else provides. */
const lackingIn = (input: RequiredVariablesInput): Lacking[] => {
  const provided = providedAnywhere(input);
  const secrets = new Set(secretNamesOf(input.declaration));
  const lacking = (used: Uses, environments: readonly EnvironmentFile[]): Lacking[] =>
    [...used].flatMap(([name, uses]) => {
      const files = environments.filter((each) => !hasVariable(each, name)).map(({ file }) => file);
      if (provided.has(name) || (files.length === 0 && input.environments.length > 0)) return [];
      return [{ name, isSecret: secrets.has(name) || isSecretName(name), uses, files }];
    });
  return [
    ...lacking(collectionUses(input), input.environments),
    ...input.environments.flatMap((each) => lacking(environmentUses(each), [each])),
  ];
};

/** Names of the variables that an environment must have and does not. */
export const lackingVariables = (
  input: RequiredVariablesInput,
): readonly Pick<Lacking, 'name' | 'isSecret'>[] => lackingIn(input);

/** One problem for each variable that an environment lacks and nothing else provides. */
export const requiredVariableProblems = (input: RequiredVariablesInput): string[] => [
  ...literalProblems(input),
  ...lackingIn(input).map(({ name, isSecret, uses, files }) => {
    const { place, parts } = tellUses(uses);
    return (
      `${place}: needs the variable ${JSON.stringify(name)} (${parts}), which no script sets, and ` +
      mendInCollection(input, files, lineToAdd(name, isSecret)) +
      mendInScript(input, isSecret) +
      mendInBody(name, uses)
    );
  }),
];
