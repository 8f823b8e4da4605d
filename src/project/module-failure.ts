/** Says in words why a declaration's module could not be loaded, and where. */

/** A place as stack traces and Babel's messages name it. */
const placeIn = (text: string, root: string): string | undefined => {
  for (const [, path = '', line = '', column = ''] of text.matchAll(
    /(?:^|[\s(])(?:file:\/\/)?(\S+?):(\d+):(\d+)\)?\s*$/gm,
  )) {
    if (path.startsWith(`${root}/`) && !path.includes('/node_modules/')) {
      return `${path.slice(root.length + 1)}:${line}:${column}`;
    }
  }
  return undefined;
};

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
    return `${file}: ${message}; correct the import, or install the package`;
  }
  const place = placeIn(failure.stack ?? '', root) ?? file;
  return `${place}: the module threw ${failure.name}: ${message}`;
};
