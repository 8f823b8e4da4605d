/** Tests that an object is gone: deleted now, or before. */

import { statusProblem } from './json-api/answer.ts';
import { answerOf, showVerdict } from './json-api/exchange.ts';

showVerdict(statusProblem(answerOf(), [204, 404]), []);
