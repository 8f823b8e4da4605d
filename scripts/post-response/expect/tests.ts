/** Shows a verdict as two tests: the status, and, where that is right, the shape. */

export const showVerdict = (statusProblem: string | undefined, problems: readonly string[]): void => {
  pm.test('The status is the documented one', () => {
    if (statusProblem !== undefined) throw new Error(statusProblem);
  });
  if (statusProblem !== undefined) return;
  pm.test('The answer has the documented shape', () => {
    if (problems.length > 0) throw new Error(problems.slice(0, 10).join('; '));
  });
};
