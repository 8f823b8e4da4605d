/** `postsmith inject`: an exported collection logs itself in, in place of the login that it has. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { fileError, inputError } from '../system-error.ts';
import { optionOf, usage } from './arguments.ts';
import { printJson } from './json.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';

/** What `--json` prints. */
export type InjectJson =
  | {
      /** What is done, by place. */
      readonly changes: readonly string[];
      readonly notices: readonly string[];
      /** Paths of what was written, or of what would be with --check. */
      readonly files: readonly string[];
    }
  /** With --print: the login that is there, as TypeScript, and what that does not say. */
  | { readonly declaration: string; readonly unclear: readonly string[] };

const command = {
  name: 'inject',
  parameters: '<exported.json> --authorization <file | preset> [options]',
  description: `Replaces the login in the scripts of an exported collection (v2.1 or v2.0) by Postsmith's: without a library that is
downloaded or evaluated, with an error that fails the run. What is replaced is removed and listed, by place; every
other byte stays as it was. Running it twice changes nothing.

--authorization is a preset, or a file whose default export is an authorization. --print shows the login that is there
as such a file: \`postsmith inject old.json --print > login.ts\`. Without -o the file itself is changed.`,
  exitCodes: {
    0: 'done',
    1: 'with --check, the file would change',
    2: "the input is wrong, or the login can't be separated from what else the scripts do: nothing was written",
  },
  examples: [
    { what: 'See which login is there', command: 'postsmith inject orders.json --print' },
    {
      what: 'Let it log in as the provider wants, in a new file',
      command: 'postsmith inject orders.json --authorization entra -o new/orders.json',
    },
    {
      what: 'The same with its environment, whose secrets are emptied',
      command: 'postsmith inject orders.json --authorization login.ts --environment lab.json --strip-secrets',
    },
  ],
  json: { prints: '{ changes, notices, files }, with --print { declaration, unclear }' },
  options: [
    {
      name: 'authorization',
      value: '<file | preset>',
      description: 'How the collection logs in from now on.',
    },
    { name: 'print', description: 'Write nothing; print the login that is there as a declaration.' },
    {
      name: 'output',
      short: 'o',
      value: '<file>',
      description: 'Where the collection goes; in place unless given.',
    },
    {
      name: 'environment',
      value: '<environment.json>',
      description: 'Changed in place: without the library, with the variables that the login reads.',
    },
    { name: 'strip-secrets', description: 'Empty the values of secrets in the environment.' },
    { name: 'check', description: 'Write nothing; end with 1 if something would change.' },
  ],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

interface InputFile {
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

const read = async (label: string, folder: string): Promise<InputFile> => {
  const path = resolve(folder, label);
  try {
    return { path, label, text: await readFile(path, 'utf8') };
  } catch (cause) {
    throw inputError(`The file ${label}`, cause);
  }
};

const loadParts = async () => {
  const [file, proposal, inject, environment] = await Promise.all([
    import('../inject/read-file.ts'),
    import('../inject/declaration.ts'),
    import('../inject/inject.ts'),
    import('../inject/environment.ts'),
  ]);
  return { ...file, ...proposal, ...inject, ...environment };
};

type Parts = Awaited<ReturnType<typeof loadParts>>;

const environmentValues = ({ valuesIn }: Parts, environment: InputFile | undefined) => {
  if (environment === undefined) return new Map<string, string>();
  try {
    // JSON.parse returns any; what is no list has no values.
    const { values } = Object(JSON.parse(environment.text.replace(/^\uFEFF/, ''))) as { values?: unknown };
    return valuesIn(values);
  } catch {
    throw new PostsmithError('USAGE', `${environment.label} is not JSON.`);
  }
};

const print = async (
  parts: Parts,
  collection: InputFile,
  environment: InputFile | undefined,
  context: CommandContext,
  isJson: boolean,
): Promise<0> => {
  const file = parts.readCollectionFile(collection.text, collection.label);
  const proposal = parts.proposalOf(file, environmentValues(parts, environment));
  if (proposal === undefined) {
    throw new PostsmithError(
      'USAGE',
      `${collection.label}: no login was found in its scripts that gets an OAuth 2.0 token or signs a JWT; a session of the API's own is none. Choose a preset, or write the authorization by hand, and inject it with --authorization.`,
      { problems: parts.unreadScripts(file) },
    );
  }
  const declaration = parts.printProposal(proposal);
  const { unclear } = proposal;
  if (isJson) printJson({ declaration, unclear } satisfies InjectJson, context);
  else context.out(declaration);
  for (const sentence of unclear) context.talk(`${sentence}\n`);
  return 0;
};

interface Order {
  readonly collection: InputFile;
  readonly environment: InputFile | undefined;
  readonly authorization: string;
  readonly output: string;
  readonly stripSecrets: boolean;
}

/** Texts by the paths of the files in which they belong. */
interface Outcome {
  readonly files: readonly {
    readonly path: string;
    readonly before: string | undefined;
    readonly text: string;
  }[];
  readonly done: readonly string[];
  readonly notices: readonly string[];
}

const change = async (parts: Parts, order: Order, context: CommandContext): Promise<Outcome> => {
  const { collection, environment } = order;
  const { loadAuthorization } = await import('../project/load-authorization.ts');
  const file = parts.readCollectionFile(collection.text, collection.label);
  const values = environmentValues(parts, environment);
  const found = parts.proposalOf(file, values)?.found ?? new Map<string, string>();
  const given = await loadAuthorization(order.authorization, context.folder);
  const authorization = parts.fitted(file, collection.label, given);
  const { loginScripts } = await import('../build/script-bundles.ts');
  const injected = await parts.injectLogin(file, collection.label, authorization, (isInherited) =>
    loginScripts(authorization, isInherited),
  );
  const own = parts.valuesIn(file.value['variable']);
  const needed = parts.neededVariables(authorization).filter(({ name }) => !own.has(name));
  const edited =
    environment &&
    parts.editEnvironment({
      ...environment,
      libraries: injected.libraries,
      needed,
      found,
      stripSecrets: order.stripSecrets,
    });
  const lacking =
    environment === undefined && needed.length > 0 ? needed.map(({ name }) => name).join(', ') : '';
  const output = resolve(context.folder, order.output);
  return {
    files: [
      { path: output, before: output === collection.path ? collection.text : undefined, text: injected.text },
      ...(environment && edited
        ? [{ path: environment.path, before: environment.text, text: edited.text }]
        : []),
    ],
    done: [...injected.done, ...(edited?.done ?? [])],
    notices: [
      ...injected.notices,
      ...(lacking === ''
        ? []
        : [`the login reads these variables; its environment must have them: ${lacking}`]),
    ],
  };
};

const write = async ({ files }: Outcome): Promise<void> => {
  const { stageFile } = await import('../disk/replace-file.ts');
  const staged = files.map(({ path, text }) => {
    try {
      return stageFile(path, text);
    } catch (cause) {
      throw fileError(path, 'written', cause);
    }
  });
  for (const file of staged) file.place();
};

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const [label] = input.positionals;
  const authorization = optionOf(input, 'authorization');
  const isPrint = input.options.has('print');
  const isJson = input.options.has('json');
  if (label === undefined) throw usage(command, 'Name the exported collection.');
  if (authorization === undefined && !isPrint) {
    throw usage(
      command,
      'Say how it logs in: --authorization with a preset or a file, or --print, which shows the login that is there as such a file.',
    );
  }
  const collection = await read(label, context.folder);
  const environmentName = optionOf(input, 'environment');
  const environment = environmentName === undefined ? undefined : await read(environmentName, context.folder);
  const parts = await loadParts();
  if (isPrint || authorization === undefined) return print(parts, collection, environment, context, isJson);
  const order = {
    collection,
    environment,
    authorization,
    output: optionOf(input, 'output') ?? label,
    stripSecrets: input.options.has('strip-secrets'),
  };
  const outcome = await change(parts, order, context);
  const changed = outcome.files.filter(({ before, text }) => before !== text);
  for (const notice of outcome.notices) context.talk(`Note: ${notice}.\n`);
  const isChange = changed.length > 0;
  if (!isChange) context.talk('Nothing to change: this login is there already.\n');
  const isCheck = input.options.has('check');
  if (isChange && !isCheck) await write({ ...outcome, files: changed });
  const changes = isChange ? outcome.done : [];
  const document: InjectJson = { changes, notices: outcome.notices, files: changed.map(({ path }) => path) };
  if (isJson) printJson(document, context);
  else for (const line of changes) context.out(`${line}\n`);
  return isChange && isCheck ? 1 : 0;
};

/** The command `inject`. */
export const injectCommand: CommandModule = { ...command, run: execute };
