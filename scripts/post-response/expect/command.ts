/** What a command should answer: `{"status": "success", "data": …}`, with 200 or 202. */

import { idOfUri, objectProblems, readJson } from './shape.ts';
import { statusProblem } from './status.ts';

export interface CommandVerdict {
  readonly statusProblem: string | undefined;
  readonly problems: readonly string[];
  /** The participant that a dial-out has made; empty when none. */
  readonly participantId: string;
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const outcomeProblems = (value: unknown): readonly string[] => {
  const problems = objectProblems(value, { string: 'status' }, 'answer');
  if (problems.length > 0) return problems;
  const outcome = property(value, 'status');
  if (outcome === 'success') return [];
  const reason = JSON.stringify(
    property(value, 'error') ?? property(value, 'message') ?? property(value, 'data'),
  );
  return [
    `"status" is ${JSON.stringify(outcome)}, not "success"${reason === undefined ? '' : `: ${reason.slice(0, 300)}`}`,
  ];
};

/** Judges the answer to a command. */
export const judgeCommand = (status: number, body: string): CommandVerdict => {
  const problem = statusProblem(status, [200, 202], body);
  if (problem !== undefined) return { statusProblem: problem, problems: [], participantId: '' };
  const value = readJson(body);
  const problems = outcomeProblems(value);
  const dialed = problems.length === 0 ? property(property(value, 'data'), 'participant_id') : undefined;
  return { statusProblem: undefined, problems, participantId: idOfUri(dialed) };
};
