/** Tests that a list is what its query demands. */

import { statusProblem } from './json-api/answer.ts';
import { answerOf, showVerdict } from './json-api/exchange.ts';
import { documentIn } from './json-api/document.ts';
import { queryProblems, type ExpectedQuery } from './json-api/query.ts';

export default (expected: ExpectedQuery): void => {
  const answer = answerOf();
  const document = documentIn(answer.body, answer.contentType);
  showVerdict(
    statusProblem(answer, [200]),
    typeof document === 'string' ? [document] : queryProblems(document, expected),
  );
};
