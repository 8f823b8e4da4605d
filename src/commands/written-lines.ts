/** What became of a file in `dist`, as lines for people. */

import type { Written } from '../output/output.ts';

/** Without a line feed. */
export const writtenLine = ({ change, path }: Written): string => {
  const why = change === 'kept' ? '  (not declared any more, but changed by hand)' : '';
  return `${change.padEnd('unchanged'.length)}  ${path}${why}`;
};

/** What has lost its ids. */
export const renamedLines = ({ path, renamed }: Written): string[] =>
  (renamed ?? []).map(({ before, now, key, count }) => {
    const ids = count === 1 ? 'its id has' : `its id and ${count - 1} more of what lies in it have`;
    return (
      `${path}: ${JSON.stringify(before)} is called ${JSON.stringify(now)} now, and ${ids} changed with the name, so that ` +
      `Postman takes it for something new. To keep the ids, add key: ${JSON.stringify(key)} where it is declared, and build again.\n`
    );
  });
