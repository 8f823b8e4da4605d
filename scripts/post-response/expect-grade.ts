/**
 * Tests the answers of *Grades*, as far as the service can give any: the version that its source shows relates a grade to
 * a student, which no request creates, and fails with 500 when it's given a person or has to show a grade.
 */

import { answerOf, showVerdict } from './json-api/exchange.ts';
import { judge, type Expectation } from './json-api/resource.ts';

/** The id of no object. */
const NOBODY = /\/00000000-0000-0000-0000-000000000000\//;

export default (expectation: Expectation): void => {
  const answer = answerOf();
  if (answer.status === 500) {
    pm.test.skip('500: this version of the service fails at grades; its fault, not yours');
    return;
  }
  if (answer.status === 404 && NOBODY.test(answer.path)) {
    pm.test.skip('404: there is no grade, as Create grade could not make one');
    return;
  }
  const verdict = judge(answer, expectation);
  for (const [variable, id] of Object.entries(verdict.remember)) pm.collectionVariables.set(variable, id);
  showVerdict(verdict.statusProblem, verdict.problems);
};
