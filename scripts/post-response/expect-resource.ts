/** Tests the answers of one resource's requests and remembers the ids that other requests need. */

import { judge, type Expectation } from './expect/expectation.ts';
import { showVerdict } from './expect/tests.ts';

export default (expectation: Expectation): void => {
  const verdict = judge(
    {
      method: pm.request.method,
      path: pm.request.url.getPath(),
      status: pm.response.code,
      body: pm.response.text(),
      location: pm.response.headers.get('Location'),
    },
    expectation,
  );
  for (const [variable, id] of Object.entries(verdict.remember)) pm.collectionVariables.set(variable, id);
  showVerdict(verdict.statusProblem, verdict.problems);
};
