/** Node's deprecation warnings that the engines' own dependencies cause, and that nobody here can mend. */

/** Measured: newman's secure-fs.js reads `fs.F_OK` (Node 24); old dependencies use punycode, url.parse, util._extend. */
const KNOWN = new Set(['DEP0176', 'DEP0040', 'DEP0169', 'DEP0060']);

/** Loads a module while those warnings, and only those, are kept back. */
export const loadQuietly = async <T>(load: () => Promise<T>): Promise<T> => {
  const original = process.emitWarning;
  // The overloads differ in where the code is: the third argument, or a property of the second or of the error.
  const quiet = (...given: unknown[]): void => {
    if (!KNOWN.has(codeOf(given))) Reflect.apply(original, process, given);
  };
  process.emitWarning = quiet;
  try {
    return await load();
  } finally {
    // Another load may run at the same time: only the one that is still in place is taken out.
    if (process.emitWarning === quiet) process.emitWarning = original;
  }
};

const codeOf = (given: readonly unknown[]): string => {
  for (const argument of given) {
    if (typeof argument === 'string' && KNOWN.has(argument)) return argument;
    if (typeof argument === 'object' && argument !== null && 'code' in argument) return String(argument.code);
  }
  return '';
};
