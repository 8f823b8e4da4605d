/** Tests the answers of one JSON:API resource's requests, and keeps the id of what was created. */

import { answerOf, showVerdict } from './json-api/exchange.ts';
import { judge, type Expectation } from './json-api/resource.ts';

export default (expectation: Expectation): void => {
  const verdict = judge(answerOf(), expectation);
  for (const [variable, id] of Object.entries(verdict.remember)) pm.collectionVariables.set(variable, id);
  showVerdict(verdict.statusProblem, verdict.problems);
};
