/** Reads a `.env` file: values and secrets of a run, multi-line keys among them. */

import { readFile, stat } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { PostsmithError } from '../errors.ts';
import { inputError } from '../system-error.ts';

/** What a `.env` file holds. */
export interface EnvFile {
  /** Values by name, as the file has them. */
  readonly values: ReadonlyMap<string, string>;
  /** True when others than the owner may read the file. Not known on Windows: false. */
  readonly readableByOthers: boolean;
  /** Names whose values end before a `#` that no blank stands before: it may have been meant as a part of them. */
  readonly cutOff: readonly string[];
}

const GROUP_AND_OTHERS_READ = 0o044;
const BYTE_ORDER_MARK = '\uFEFF';
const UTF_16_MARK = Buffer.from([0xff, 0xfe]);

/** @throws PostsmithError USAGE when the file is missing, is a folder, cannot be read, holds half a key, or a line that means nothing. */
export const readEnvFile = async (path: string): Promise<EnvFile> => {
  const text = await read(path);
  const parsed = Object.entries(parseEnv(text));
  const values = new Map(parsed.map(([name, value]) => [name, value ?? '']));
  const problems = [
    ...[...values].flatMap(([name, value]) => halfKeyProblem(name, value) ?? []),
    ...lineProblems(text),
  ];
  if (problems.length > 0) throw new PostsmithError('USAGE', `${path}: ${problems.join(' ')}`);
  const { mode } = await stat(path);
  return {
    values,
    readableByOthers: process.platform !== 'win32' && (mode & GROUP_AND_OTHERS_READ) !== 0,
    cutOff: [...values].filter(([name, value]) => isCutOff(text, name, value)).map(([name]) => name),
  };
};

const LINE = /^\s*(?:export\s+)?(?<key>[\w.-]+)\s*=(?<blanks>\s*)(?<rest>.*)$/;

/** True when the text has this value, without quotes, and right behind it a `#`. */
const isCutOff = (text: string, name: string, value: string): boolean =>
  text.split(/\r?\n/).some((line) => {
    const { key, blanks, rest = '' } = LINE.exec(line)?.groups ?? {};
    return key === name && rest.startsWith(`${value}#`) && (value !== '' || blanks === '');
  });

/** Lines from which Node takes no value, and does not say so. */
const lineProblems = (text: string): readonly string[] => {
  const problems: string[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    const { key, rest = '' } = LINE.exec(line)?.groups ?? {};
    if (key === undefined) {
      problems.push(`Line ${at + 1} is no NAME=value, and no comment that begins with #.`);
      continue;
    }
    const quote = /^["'`]/.exec(rest)?.[0];
    if (quote === undefined || rest.includes(quote, 1)) continue;
    const end = lines.findIndex((each, place) => place > at && each.includes(quote));
    if (end === -1) {
      problems.push(`The value of ${key} begins with ${quote} on line ${at + 1}, and nothing ends it.`);
      break;
    }
    at = end;
  }
  return problems;
};

/** What is wrong with a value that a line break or an inner quote has cut off. */
const halfKeyProblem = (name: string, value: string): string | undefined => {
  if (/^["'`]?-----BEGIN /.test(value) && !value.includes('-----END ')) {
    return `${name} ends after the first line of a PEM block. Put the whole block between quotes: ${name}="-----BEGIN … -----END …-----".`;
  }
  if (/^["'`]?\{/.test(value) && !value.includes('}')) {
    return `${name} ends in the middle of a JSON Web Key. Put the whole of it between single quotes: ${name}='{ … }'.`;
  }
  return undefined;
};

const read = async (path: string): Promise<string> => {
  try {
    const bytes = await readFile(path);
    // As Windows PowerShell writes a file.
    const text = bytes.toString(bytes.subarray(0, 2).equals(UTF_16_MARK) ? 'utf16le' : 'utf8');
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  } catch (cause) {
    throw inputError(`The file of values ${path}`, cause);
  }
};
