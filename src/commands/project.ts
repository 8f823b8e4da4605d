/** The project that a command works on, from wherever in it the command is called. */

import { relative, sep } from 'node:path';
import { projectFolder } from '../project/project-folder.ts';
import type { CommandContext } from './command.ts';

/** The project's folder. Whoever stands elsewhere in it is told, as what is printed begins there. */
export const projectOf = ({ folder, talk }: CommandContext): string => {
  const root = projectFolder(folder);
  if (root !== folder)
    talk(`The project is ${relative(folder, root).split(sep).join('/')}, where paths below begin.\n`);
  return root;
};
