/** The answer to the request that was just sent, and its verdict as two tests: the status and, where that is right, the rest. */

import type { Answer } from './answer.ts';

/** The answer to the request that was just sent. */
export const answerOf = (): Answer => ({
  method: pm.request.method,
  path: pm.request.url.getPath(),
  // A request that could not be sent has an answer without a code.
  status: pm.response.code || 0,
  contentType: pm.response.headers.get('Content-Type') ?? '',
  body: pm.response.text(),
  sent: pm.request.body?.raw ?? '',
});

/** `problem` is the status's; '' when it is right. */
export const showVerdict = (problem: string, problems: readonly string[]): void => {
  pm.test('The status is the documented one', () => {
    if (problem !== '') throw new Error(problem);
  });
  if (problem !== '') return;
  pm.test('The answer is the documented JSON:API document', () => {
    if (problems.length > 0) throw new Error(problems.slice(0, 10).join('; '));
  });
};
