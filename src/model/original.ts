/**
 * Where a declaration comes from that was read from an exported collection: its JSON as it stands there. It is kept under a
 * symbol, which `{ ...request, name: 'Another' }` copies and nobody sees.
 */

const ORIGINAL: unique symbol = Symbol('postsmith.original');

/** An object of the file, and what was read from it. */
export interface Original<Declaration extends object = object> {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly read: Declaration;
}

/** The declaration with its original. */
export const withOriginal = <Declaration extends object>(
  raw: Original['raw'],
  read: Declaration,
): Declaration => ({ ...read, [ORIGINAL]: { raw, read } });

/** The original of a declaration; undefined for one that was written by hand. */
export const originalOf = <Declaration extends object>(
  declaration: Declaration,
): Original<Declaration> | undefined =>
  ORIGINAL in declaration
    ? // Only `withOriginal` sets it.
      (declaration[ORIGINAL] as Original<Declaration>)
    : undefined;

/** True when these fields are still what was read from the file: nobody has declared them. */
export const isAsRead = (declaration: object, ...names: readonly string[]): boolean => {
  const read: Readonly<Record<string, unknown>> | undefined = originalOf(declaration)?.read as
    Readonly<Record<string, unknown>> | undefined;
  return (
    read !== undefined &&
    names.every((name) => read[name] === (declaration as Readonly<Record<string, unknown>>)[name])
  );
};
