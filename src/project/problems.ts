/** One error for everything that is wrong with a project. */

import { PostsmithError } from '../errors.ts';

/** What is wrong, by whose fault it is. */
interface ProjectProblems {
  readonly project?: readonly string[];
  readonly declarations?: readonly string[];
  readonly scripts?: readonly string[];
}

const count = (number: number): string => (number === 1 ? '1 problem' : `${number} problems`);

/** The error that lists all problems; its code is that of the first kind. Undefined when nothing is wrong. */
export const projectProblems = ({
  project = [],
  declarations = [],
  scripts = [],
}: ProjectProblems): PostsmithError | undefined => {
  const problems = [...project, ...declarations, ...scripts];
  if (problems.length === 0) return undefined;
  const code =
    project.length > 0
      ? 'INVALID_PROJECT'
      : declarations.length > 0
        ? 'INVALID_DECLARATION'
        : 'INVALID_SCRIPT';
  return new PostsmithError(code, `This project can't be built: ${count(problems.length)}.`, { problems });
};
