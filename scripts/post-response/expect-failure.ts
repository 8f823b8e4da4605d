/** Tests that a request fails, and in the way that it is there to show. */

import { statusProblem } from './json-api/answer.ts';
import { answerOf } from './json-api/exchange.ts';
import { failureProblems, type ExpectedFailure } from './json-api/failure.ts';

export default (expected: ExpectedFailure): void => {
  const answer = answerOf();
  const problem = statusProblem(answer, [expected.status]);
  pm.test(`It fails with ${expected.status}, as it should`, () => {
    if (problem !== '') throw new Error(problem);
  });
  if (problem !== '') return;
  const challenge = pm.response.headers.get('WWW-Authenticate') ?? '';
  const problems = failureProblems(answer, challenge, expected);
  pm.test('The answer says why', () => {
    if (problems.length > 0) throw new Error(problems.join('; '));
  });
};
