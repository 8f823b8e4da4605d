/** Tests a node's description of itself: a root that lists resources, or the schema of one. */

import { judgeSelfDescription } from './expect/self-description.ts';
import { showVerdict } from './expect/tests.ts';

export default ({ kind }: { readonly kind: 'root' | 'schema' }): void => {
  const verdict = judgeSelfDescription(pm.response.code, pm.response.text(), kind);
  showVerdict(verdict.statusProblem, verdict.problems);
};
