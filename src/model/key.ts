/** Keys: what ids are made of. */

/** Keys from the collection down; a key is a name, unless it is declared. */
export type Path = readonly string[];

// A slash in a key must not make it look like two (the escapes of RFC 6901 §3).
const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const unescape = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

/** One text of a path; no other path has it. */
export const pathText = (path: Path): string => path.map(escape).join('/');

/** The path of an item below `parent`; a key that begins with a slash counts from the collection. */
export const pathBelow = (
  parent: Path,
  { key, name }: { readonly key?: string; readonly name: string },
): Path =>
  key?.startsWith('/') === true
    ? [...parent.slice(0, 1), ...key.slice(1).split('/').map(unescape)]
    : [...parent, key ?? name];
