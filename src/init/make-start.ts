/** Makes the sources from which a new project starts: of a preset, an OpenAPI document or an exported collection. */

import { readFileSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import { PostsmithError } from '../errors.ts';
import {
  exportedProject,
  unnamed,
  type ImportedProject,
  type NewSource,
} from '../import/exported-project.ts';
import { openApiProject } from '../import/openapi-project.ts';
import type { Loss } from '../model/described.ts';
import { fileName } from '../presets/example-code.ts';
import type { PageSource } from '../presets/page.ts';
import type { PresetExample } from '../presets/preset.ts';
import { isAddress } from '../sources/openapi/document.ts';
import { inputError } from '../system-error.ts';
import type { ScriptName } from './fixed-files.ts';
import { presetProject } from './preset-project.ts';

/** What the project starts from. */
export type Answers =
  | {
      readonly from: 'preset';
      readonly preset: PageSource;
      readonly example: PresetExample;
      readonly url: string;
      /** What was taken without asking: sentences. */
      readonly said: readonly string[];
    }
  | { readonly from: 'openapi'; readonly document: string }
  | { readonly from: 'collection'; readonly file: string; readonly environments: readonly string[] };

const readText = (label: string, folder: string): string => {
  try {
    return readFileSync(resolve(folder, label), 'utf8');
  } catch (cause) {
    throw inputError(`The file ${label}`, cause);
  }
};

/** The sources, with what else is to be written and said. */
export interface Made {
  readonly project: ImportedProject;
  /** The script after each response. */
  readonly script: ScriptName;
  readonly more: readonly NewSource[];
  /** Sentences. */
  readonly said: readonly string[];
  readonly losses?: readonly Loss[];
}

/** Leads to another file, which would not come along. */
const REFERENCE = /\$ref["']?\s*:\s*["']?(?!https?:)[^#\s"']/;

const isBelow = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return !way.startsWith('..') && !isAbsolute(way);
};

/** A document from outside comes along: a project must be whole for whoever else has it. */
const copyOf = (path: string, root: string): NewSource | undefined => {
  if (isBelow(root, path)) return undefined;
  const content = readText(path, root);
  if (!REFERENCE.test(content)) return { path: basename(path), content };
  throw new PostsmithError(
    'USAGE',
    `${path} refers to other files, so it can't be copied into the project alone. Copy it there with those files, and name it there.`,
  );
};

/** What everything is made with. */
interface Place {
  /** The folder of the project. */
  readonly root: string;
  /** Where files that were named begin. */
  readonly folder: string;
  /** Base name of the files; made of the start unless given. */
  readonly name: string | undefined;
}

const makeOfDocument = async (document: string, { root, folder, name }: Place): Promise<Made> => {
  const location = isAddress(document) ? document : resolve(folder, document);
  const copy = isAddress(document) ? undefined : copyOf(location, root);
  const script = 'is-served';
  const more = { script, ...(copy !== undefined && { place: copy.path }) };
  const project = await openApiProject(location, root, name, more);
  return { project, script, more: copy === undefined ? [] : [copy], said: [], losses: project.losses };
};

const makeOfExported = (
  { file, environments }: Extract<Answers, { from: 'collection' }>,
  { folder, name }: Place,
): Made => {
  const read = (path: string) => ({ path, text: readText(path, folder) });
  const script = 'is-served';
  const project = exportedProject(read(file), environments.map(read), name, script);
  const leftOut = project.leftOut.join(', ');
  const said = leftOut === '' ? [] : [`Values of secrets were left out of the environment: ${leftOut}.`];
  return { project, script, more: [], said };
};

const makeOfPreset = async (
  { preset, example, url, said }: Extract<Answers, { from: 'preset' }>,
  { name }: Place,
): Promise<Made> => {
  const slug = name ?? fileName(preset.name);
  if (!/^[A-Za-z\d][\w.-]*$/.test(slug)) throw unnamed(slug);
  const script = 'succeeds';
  return { project: await presetProject({ preset, example, slug, url, script }), script, more: [], said };
};

/**
 * Makes the sources; nothing is written.
 *
 * @throws PostsmithError USAGE, INVALID_DECLARATION, SECRET_IN_ARTIFACT
 */
export const makeStart = async (answers: Answers, place: Place): Promise<Made> => {
  if (answers.from === 'openapi') return makeOfDocument(answers.document, place);
  return answers.from === 'collection' ? makeOfExported(answers, place) : makeOfPreset(answers, place);
};
