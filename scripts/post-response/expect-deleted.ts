/** Tests that an object is gone: deleted now, or before. */

import { answerOf, showVerdict, statusProblem } from './json-api/answer.ts';

showVerdict(statusProblem(answerOf(), [204, 404]), []);
