/**
 * Where a declaration comes from that was read from an exported collection: its JSON as it stands there. It is kept under a
 * symbol, which `{ ...request, name: 'Another' }` copies and nobody sees.
 */

const ORIGINAL: unique symbol = Symbol.for('postsmith.original');

/** A version of Postman's format. */
export type FormatVersion = '2.0' | '2.1';

/** An object of the file, and what was read from it. */
export interface Original<Declaration extends object = object> {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly read: Declaration;
  /** What the file is written in. */
  readonly version: FormatVersion;
}

/** The declaration with its original. */
export const withOriginal = <Declaration extends object>(
  read: Declaration,
  { raw, version }: Pick<Original, 'raw' | 'version'>,
): Declaration => ({ ...read, [ORIGINAL]: { raw, read, version } });

/** The original of a declaration; undefined for one that was written by hand. */
export const originalOf = <Declaration extends object>(
  declaration: Declaration,
): Original<Declaration> | undefined =>
  ORIGINAL in declaration
    ? // Only `withOriginal` sets it.
      (declaration[ORIGINAL] as Original<Declaration>)
    : undefined;

type Members = Readonly<Record<string, unknown>>;

/** True when these fields are still what was read from the file: nobody has declared them. */
export const isAsRead = (declaration: object, ...names: readonly string[]): boolean => {
  const original = originalOf(declaration);
  if (original === undefined) return false;
  // Fields are compared, whatever their types.
  const [read, now] = [original.read as Members, declaration as Members];
  return names.every((name) => read[name] === now[name]);
};

/** True when all of its fields are. */
export const isUntouched = (declaration: object): boolean =>
  isAsRead(
    declaration,
    ...new Set([...Object.keys(declaration), ...Object.keys(originalOf(declaration)?.read ?? {})]),
  );
