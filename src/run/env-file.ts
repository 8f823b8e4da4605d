/** Reads a `.env` file: values and secrets of a run, multi-line keys among them. */

import { readFile, stat } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { PostsmithError } from '../errors.ts';

export interface EnvFile {
  /** Values by name, as the file has them. */
  readonly values: ReadonlyMap<string, string>;
  /** True when others than the owner may read the file. Not known on Windows: false. */
  readonly readableByOthers: boolean;
}

const GROUP_AND_OTHERS_READ = 0o044;
const BYTE_ORDER_MARK = '\uFEFF';
const UTF_16_MARK = Buffer.from([0xff, 0xfe]);

/** @throws PostsmithError USAGE when the file is missing, is a folder, cannot be read, or holds half a key. */
export const readEnvFile = async (path: string): Promise<EnvFile> => {
  const text = await read(path);
  const parsed = Object.entries(parseEnv(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text));
  const values = new Map(parsed.map(([name, value]) => [name, value ?? '']));
  const problems = [...values].flatMap(([name, value]) => halfKeyProblem(name, value) ?? []);
  if (problems.length > 0) throw new PostsmithError('USAGE', `${path}: ${problems.join(' ')}`);
  const { mode } = await stat(path);
  return { values, readableByOthers: process.platform !== 'win32' && (mode & GROUP_AND_OTHERS_READ) !== 0 };
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
    return bytes.toString(bytes.subarray(0, 2).equals(UTF_16_MARK) ? 'utf16le' : 'utf8');
  } catch (cause) {
    throw new PostsmithError('USAGE', `The environment file ${path} ${reasonOf(cause)}.`, { cause });
  }
};

/** A clause for what kept a file from being read. */
export const reasonOf = (cause: unknown): string => {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    EISDIR: 'is a folder',
    ENOTDIR: 'does not exist',
    EACCES: 'may not be read by this user',
    EPERM: 'may not be read by this user',
  };
  return reasons[code] ?? `could not be read (${code})`;
};
