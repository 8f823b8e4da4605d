/** `postsmith import tastypie`: a live service describes itself, and becomes a source of this project. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { withValues, type PostmanEnvironment } from '../format/environment.ts';
import type { ServiceLogin } from '../import/tastypie/service-project.ts';
import type { Loss } from '../model/described.ts';
import type { DeclaredAuthorization } from '../project/load-authorization.ts';
import { projectFolder } from '../project/project-folder.ts';
import { optionOf, pathOf, usage } from './arguments.ts';
import type { CommandContext, CommandInput } from './command.ts';
import { authorityFileOf } from './connection-options.ts';
import { printJson } from './json.ts';
import { projectOf } from './project.ts';
import { envFileOf, fill, refuseMissing } from './environment-values.ts';

/** What `import --json` prints. */
export type ImportJson =
  | {
      /** Paths below the project folder. */
      readonly created: readonly string[];
      /** What could not be carried over, or was left out. */
      readonly losses: readonly Loss[];
      /** Names of variables whose values were left out, as they are secrets. */
      readonly emptied: readonly string[];
      /** Names of variables that no given environment had. */
      readonly added: readonly string[];
    }
  /** With --diff; the exit code is 1 where there are any. */
  | { readonly differences: readonly string[] };

type Named = Parameters<typeof usage>[0];

/** The environment that is named; one of the login's variables where none is. */
const environmentFor = async (
  given: string | undefined,
  required: ReadonlySet<string>,
  folder: string,
): Promise<PostmanEnvironment> => {
  const none: PostmanEnvironment = { id: 'import', name: 'of the login', values: [] };
  const { environmentNamed } = await import('../run/resolve-login.ts');
  const found = given === undefined ? none : await environmentNamed(folder, given);
  const lacking = [...required].filter((name) => found.values.every(({ key }) => key !== name));
  return withValues(found, Object.fromEntries(lacking.map((name) => [name, ''])));
};

/** Headers of the login, which is done at once. */
const headersFor = async (
  { authorization }: DeclaredAuthorization,
  input: CommandInput,
  caFile: string | undefined,
  context: CommandContext,
): Promise<Readonly<Record<string, string>>> => {
  const [{ loginHeaders }, { authorizationVariables }] = await Promise.all([
    import('../run/login-headers.ts'),
    import('../run/missing-variables.ts'),
  ]);
  const required = authorizationVariables(authorization);
  const environment = await environmentFor(optionOf(input, 'environment'), required, context.folder);
  const envFile = await envFileOf(pathOf(input, 'values', context), projectFolder(context.folder));
  const filled = await fill(environment, envFile, context);
  refuseMissing(
    filled.values.filter(({ key, value }) => required.has(key) && value === '').map(({ key }) => key),
  );
  const headers = await loginHeaders(authorization, {
    environment: filled,
    caFile,
    signal: context.signal,
  });
  for (const value of Object.values(headers)) context.redactor.add(value.replace(/^\S+ /, ''));
  return headers;
};

/** How the service is asked. */
const connectionFor = async (
  declared: DeclaredAuthorization | undefined,
  input: CommandInput,
  context: CommandContext,
) => {
  const caFile = await authorityFileOf(input, context);
  return {
    headers: declared === undefined ? {} : await headersFor(declared, input, caFile, context),
    caFile,
    signal: context.signal,
    onWait: (seconds: number) => context.talk(`The service asks for patience: ${seconds} seconds.\n`),
  };
};

const slugFor = async (address: string, name: string | undefined): Promise<string> => {
  const { slugOf } = await import('../import/declare.ts');
  const slug = name ?? slugOf(URL.canParse(address) ? new URL(address).hostname : '');
  if (/^[A-Za-z\d][\w.-]*$/.test(slug)) return slug;
  throw new PostsmithError(
    'USAGE',
    `No file can be called by the name ${JSON.stringify(slug)}; give one of letters, digits and -: --name library.`,
  );
};

/** Compares two folders of saved schemas. */
const compare = async (
  folders: readonly string[],
  input: CommandInput,
  context: CommandContext,
): Promise<0 | 1> => {
  const [{ readSchemas }, { compareRoots }] = await Promise.all([
    import('../sources/tastypie/read-schemas.ts'),
    import('../sources/tastypie/compare.ts'),
  ]);
  const [before, now] = folders.map((folder) => readSchemas(resolve(context.folder, folder)));
  const lines = compareRoots(before ?? [], now ?? []);
  if (input.options.has('json')) printJson({ differences: lines } satisfies ImportJson, context);
  else for (const line of lines) context.out(`${line}\n`);
  if (lines.length === 0) context.talk('The schemas say the same.\n');
  return lines.length === 0 ? 0 : 1;
};

const refuseOverwriting = (source: string, root: string): void => {
  if (!existsSync(resolve(root, source))) return;
  throw new PostsmithError(
    'OUTPUT_FAILED',
    `${source} is there already, and nothing is overwritten. Import under another name with --name; \`postsmith import tastypie --diff\` compares the two.`,
  );
};

/** The login, by a path that holds wherever the project is. */
const namedIn = (
  given: string,
  declared: DeclaredAuthorization,
  { folder }: CommandContext,
): ServiceLogin => ({
  ...declared,
  given: declared.from === 'preset' ? given : resolve(folder, given),
});

/** Reads the schemas of the roots, and writes a project of them. */
const importService = async (
  addresses: readonly string[],
  input: CommandInput,
  context: CommandContext,
): Promise<0> => {
  const [first = ''] = addresses;
  const [{ saveService }, { serviceProject }, { writeSources }, { loadDeclaredAuthorization }] =
    await Promise.all([
      import('../import/tastypie/save-service.ts'),
      import('../import/tastypie/service-project.ts'),
      import('../import/write-sources.ts'),
      import('../project/load-authorization.ts'),
    ]);
  const slug = await slugFor(first, optionOf(input, 'name'));
  const [source, schemas] = [`collections/${slug}.ts`, `collections/${slug}`];
  const root = projectOf(context);
  refuseOverwriting(source, root);
  const given = optionOf(input, 'authorization');
  if (given !== undefined && /^http:\/\/(?!localhost|127\.|\[::1\])/i.test(first))
    context.talk(`Warning: the credential goes to ${new URL(first).host} without TLS.\n`);
  const declared = given === undefined ? undefined : await loadDeclaredAuthorization(given, context.folder);
  const connection = await connectionFor(declared, input, context);
  const isJson = input.options.has('json');
  const losses: Loss[] = [];
  const earlier = await saveService(addresses, resolve(root, schemas), connection, {
    onSchema: (name) => isJson || context.out(`created    ${schemas}: ${name}\n`),
    onLeftOut: (name, why) => {
      losses.push({ place: name, what: why });
      context.talk(`Left out: ${name}: ${why}.\n`);
    },
  });
  const sources = await serviceProject({
    slug,
    folder: root,
    origin: new URL(first).origin,
    ...(declared !== undefined && given !== undefined && { login: namedIn(given, declared, context) }),
  });
  writeSources(root, sources);
  const created = sources.map(({ path }) => path);
  if (isJson) printJson({ created, losses, emptied: [], added: [] } satisfies ImportJson, context);
  else for (const path of created) context.out(`created    ${path}\n`);
  if (earlier > 0) context.talk(`${earlier} schemas were there from an import that had not ended.\n`);
  context.talk('Next: npx postsmith build\n');
  return 0;
};

/** @throws PostsmithError USAGE and all that reading and writing throw */
export const importTastypie = async (
  command: Named,
  addresses: readonly string[],
  input: CommandInput,
  context: CommandContext,
): Promise<0 | 1> => {
  if (input.options.has('diff')) {
    if (addresses.length === 2) return compare(addresses, input, context);
    throw usage(command, '--diff takes two folders of saved schemas: the old and the new one.');
  }
  if (addresses.length > 0) return importService(addresses, input, context);
  throw usage(
    command,
    'Say where the service is: postsmith import tastypie https://node.example.com/api/v1/',
  );
};
