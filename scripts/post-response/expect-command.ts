/** Tests the answer of a command. A participant that was dialed is the one that later commands act on. */

import { judgeCommand } from './expect/command.ts';
import { showVerdict } from './expect/tests.ts';

const verdict = judgeCommand(pm.response.code, pm.response.text());
if (verdict.participantId !== '') pm.collectionVariables.set('participant_id', verdict.participantId);
showVerdict(verdict.statusProblem, verdict.problems);
