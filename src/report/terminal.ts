/** How a terminal shows things: tables, numbers, and colours where they are wanted (https://no-color.org). */

/** Lines of a table whose first row is its head; `right` says which columns hold numbers. */
export const formatTable = (rows: readonly (readonly string[])[], right: ReadonlySet<number>): string => {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const cell = (text: string, column: number): string =>
    right.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};

/** `1,024` */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** `0.8 s` */
export const formatSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Paints text, or leaves it as it is where there are no colours. */
export interface Style {
  red(text: string): string;
  green(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

/**
 * Whether a stream takes colours: as Node itself decides it, FORCE_COLOR before NO_COLOR, and both before what the stream is.
 *
 * @see https://nodejs.org/api/tty.html#writestreamgetcolordepthenv https://no-color.org
 */
export const wantsColours = (
  { isTTY }: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean => {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment;
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  return isTTY === true && !refused && terminal !== 'dumb';
};

const painter = (colours: boolean, on: number, off: number) => (text: string) =>
  colours ? `\u001B[${on}m${text}\u001B[${off}m` : text;

export const styleOf = (colours: boolean): Style => ({
  red: painter(colours, 31, 39),
  green: painter(colours, 32, 39),
  dim: painter(colours, 2, 22),
  bold: painter(colours, 1, 22),
});
