/** Text tables: columns padded to their widest cell. */

/** Lines of a table whose first row is its head; `right` says which columns hold numbers. */
export const formatTable = (rows: readonly (readonly string[])[], right: ReadonlySet<number>): string => {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const cell = (text: string, column: number): string =>
    right.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};
