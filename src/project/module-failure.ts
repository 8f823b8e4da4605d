/** Says in words why a declaration's module could not be loaded, and where. */

import { PostsmithError } from '../errors.ts';

const escape = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** The first place below `root` that a stack trace or message names, from `root`: `collections/demo.ts:4:7`. */
export const placeIn = (text: string, root: string): string | undefined => {
  const places = text.matchAll(new RegExp(`${escape(root)}/([^\\n]+?:\\d+:\\d+)`, 'g'));
  for (const [, place = ''] of places) if (!place.includes('node_modules/')) return place;
  return undefined;
};

/** The module whose import failed, as Node's message lists it. */
const importerIn = (text: string, root: string): string | undefined =>
  new RegExp(`^- ${escape(root)}/(.+)$`, 'm').exec(text)?.[1];

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

/** Words of jiti's errors that say nothing to a reader. */
const withoutPrefix = (message: string): string => message.replace(/^ParseError: /, '').trim();

/** One line: file, line and column where known, and the cause. */
export const tellModuleFailure = (failure: unknown, file: string, root: string): string => {
  if (!(failure instanceof Error)) return `${file}: the module threw ${String(failure)}, which is no Error`;
  const message = withoutPrefix(firstLine(failure.message)).replaceAll(`${root}/`, '');
  if (failure.message.startsWith('ParseError')) {
    return `${placeIn(failure.message, root) ?? file}: does not compile: ${message}`;
  }
  if ('code' in failure && /MODULE_NOT_FOUND|ERR_PACKAGE_PATH|ERR_MODULE/.test(String(failure.code))) {
    const importer = importerIn(failure.message, root) ?? file;
    return `${importer}: ${message}; correct the import, or install the package`;
  }
  // The column is that of the transpiled code; its lines are those of the source.
  const place = placeIn(failure.stack ?? '', root)?.replace(/:\d+$/, '') ?? file;
  // Raised on purpose, such as by `discover`: its message says all.
  if (failure instanceof PostsmithError) return `${place}: ${failure.message.replaceAll('\n', '\n  ')}`;
  return `${place}: the module threw ${failure.name}: ${message}`;
};
