/** `postsmith import`: an exported collection, an OpenAPI document or a live service becomes a source of this project. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Loss } from '../model/described.ts';
import type { ExportedFile, ExportedProject, NewSource } from '../import/exported-project.ts';
import { inputError } from '../system-error.ts';
import { didYouMean } from '../did-you-mean.ts';
import { usage } from './arguments.ts';
import { valuesOption } from './environment-values.ts';
import { importTastypie, type ImportJson } from './import-tastypie.ts';
import { caOption } from './connection-options.ts';
import { printJson } from './json.ts';
import { projectOf } from './project.ts';
import { tellLosses } from './losses.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';

const command = {
  name: 'import',
  parameters: 'postman <exported.json> [environment.json…]\nopenapi <document>\ntastypie <base-url>…',
  description: `postman: makes an exported collection (Collection v2.1 or v2.0) a source of this project: a few lines of TypeScript that read
the exported file, which is copied beside them, and a file for each exported environment. Without an environment, one
is written with the variables that the collection needs. What you declare in the lines comes in place of what the file
says; all else is built as it stands.

openapi: makes a document (OpenAPI 3, JSON or YAML, a file or an address) a source: a few lines that read it at each build, and
an environment for each of its servers. What a collection can't say is listed.

tastypie: asks a live Tastypie service, such as a Pexip node, for the schemas of its resources, and saves them beside a few
lines that read them. Give the address of each of its roots: https://node.example.com/api/v1/. It sends five requests at once at
most, waits where the service asks for that, and goes on where an import before has stopped. --diff <old> <new> says which
resources, fields and choices came and went between two imports, and ends with 1 where any did.

Values of secrets are left out: they become secret(), and people fill them in. A collection that holds secrets itself is
refused, with their places. A file that exists is never overwritten.`,
  exitCodes: {
    0: 'done',
    1: 'with --diff, something differs',
    2: "the input is wrong or a file can't be written, nothing was written",
  },
  examples: [
    {
      what: 'An exported collection with its environment',
      command: 'postsmith import postman orders.postman_collection.json lab.postman_environment.json',
    },
    {
      what: 'An OpenAPI document',
      command: 'postsmith import openapi https://api.example.com/openapi.yaml --name orders',
    },
    {
      what: 'A live Tastypie service, as another collection logs in',
      command:
        'postsmith import tastypie https://node.example.com/api/v1/ --authorization collections/pexip.ts -e lab',
    },
    {
      what: 'What came and went between two imports',
      command: 'postsmith import tastypie --diff collections/old collections/new',
    },
  ],
  json: {
    prints: '{ created, losses, emptied, added }, with --diff { differences }',
  },
  options: [
    {
      name: 'name',
      value: '<name>',
      description: "What the files are called; made of the collection's name unless given.",
    },
    {
      name: 'authorization',
      value: '<file | preset>',
      description: 'tastypie: whose login to use: a file that exports it, or a collection that has one.',
    },
    {
      name: 'environment',
      short: 'e',
      value: '<environment>',
      description: "tastypie: where the login's values are; the process environment fills what is empty.",
    },
    { ...valuesOption, description: 'tastypie: a file of NAME=value lines; .env unless given.' },
    { ...caOption, description: 'tastypie: certificate authorities (PEM) to trust besides the known ones.' },
    { name: 'diff', description: 'tastypie: compare two folders of saved schemas.' },
  ],
  maxPositionals: Infinity,
} satisfies Omit<CommandModule, 'run'>;

const read = async (path: string, folder: string): Promise<ExportedFile> => {
  try {
    return { path, text: await readFile(resolve(folder, path), 'utf8') };
  } catch (cause) {
    throw inputError(`The file ${path}`, cause);
  }
};

interface Imported extends Partial<Pick<ExportedProject, 'leftOut' | 'added'>> {
  readonly sources: readonly NewSource[];
  readonly losses?: readonly Loss[];
  readonly options: CommandInput['options'];
}

const tellCreated = (
  { sources, losses = [], leftOut: emptied = [], added = [], options }: Imported,
  context: CommandContext,
): void => {
  const created = sources.map(({ path }) => path);
  if (options.has('json')) printJson({ created, losses, emptied, added } satisfies ImportJson, context);
  else for (const path of created) context.out(`created    ${path}\n`);
};

const importOpenApi = async (
  document: string,
  others: readonly string[],
  options: CommandInput['options'],
  context: CommandContext,
): Promise<0> => {
  if (others.length > 0) throw usage(command, `‘${others[0] ?? ''}’ is one argument too many.`);
  const [{ openApiProject }, { writeSources }, { isAddress }] = await Promise.all([
    import('../import/openapi-project.ts'),
    import('../import/write-sources.ts'),
    import('../sources/openapi/document.ts'),
  ]);
  const root = projectOf(context);
  const location = isAddress(document) ? document : resolve(context.folder, document);
  if (!isAddress(document)) {
    await readFile(location).catch((cause: unknown) => {
      throw inputError(`The document ${document}`, cause);
    });
  }
  const project = await openApiProject(location, root, options.get('name')?.[0]);
  writeSources(root, project.sources);
  tellCreated({ ...project, options }, context);
  tellLosses(project.losses, context);
  context.talk('Next: npx postsmith build\n');
  return 0;
};

const FORMATS = ['postman', 'openapi', 'tastypie'];

const unknownFormat = (format: string | undefined): string =>
  format === undefined || FORMATS.includes(format)
    ? ''
    : `There is no format ‘${format}’.${didYouMean(format, FORMATS)} `;

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const {
    positionals: [format, file, ...environments],
    options,
  } = input;
  if (format === 'tastypie')
    return importTastypie(command, file === undefined ? [] : [file, ...environments], input, context);
  if (file === undefined || (format !== 'postman' && format !== 'openapi')) {
    throw usage(
      command,
      `${unknownFormat(format)}Say what to import: postsmith import postman <exported.json>, openapi <document> or tastypie <base-url>.`,
    );
  }
  if (format === 'openapi') return importOpenApi(file, environments, options, context);
  const [{ exportedProject }, { writeSources }] = await Promise.all([
    import('../import/exported-project.ts'),
    import('../import/write-sources.ts'),
  ]);
  const exported = await read(file, context.folder);
  const others = await Promise.all(environments.map((path) => read(path, context.folder)));
  const project = exportedProject(exported, others, options.get('name')?.[0]);
  writeSources(projectOf(context), project.sources);
  tellCreated({ ...project, options }, context);
  if (project.leftOut.length > 0) {
    context.talk(
      `Values of secrets were left out; fill them in where they are used: ${project.leftOut.join(', ')}.\n`,
    );
  }
  if (project.added.length > 0) {
    context.talk(
      `The collection needs variables that an environment did not have, or had switched off: ${project.added.join(', ')}.\n`,
    );
  }
  context.talk('Next: npx postsmith build\n');
  return 0;
};

/** The command `import`. */
export const importCommand: CommandModule = { ...command, run: execute };
