/** The seventh step: what the token endpoint responds, and what it most likely means. */

import type { ExchangeReport } from '../report/run-report.ts';
import { isRecord, parseJson } from '../values/json.ts';
import { attemptLogin } from './attempt.ts';
import { readRejection, responseOf } from './rejection.ts';
import { skip, type Attempted, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** What the login itself says of its failure: its own sentence, with the causes for this provider. */
const saidIn = ({ failures: [failure] }: Attempted, { show }: Subject): string =>
  failure === undefined ? '' : show(failure.message.replace(/^Error: /, ''), 1500);

const noResponse = ({ error = '' }: ExchangeReport, said: string, subject: Subject): Finding => {
  const told = said === '' ? subject.show(error) : said;
  return {
    outcome: 'error',
    cause: 'server-down',
    message: `The token endpoint gave no response. ${told}`,
    mend: 'Wait and try again; --timeout lets it wait longer. If it stays so, tell whoever runs the server.',
  };
};

const endless: Finding = {
  outcome: 'error',
  cause: 'server-down',
  message: 'The response of the token endpoint does not come to an end.',
  mend: 'Check that the address is the one of the token endpoint; --timeout lets it wait longer.',
};

/** The fields of a response that are no secrets. */
const detailsOf = ({ status, responseBody }: ExchangeReport, { show }: Subject) => {
  const fields = parseJson(responseBody?.text ?? '');
  const shown = (name: string): string | undefined =>
    isRecord(fields) && typeof fields[name] === 'string' ? show(fields[name]) : undefined;
  const [error, description] = [shown('error'), shown('error_description')];
  return {
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    ...(description !== undefined && { error_description: description }),
  };
};

const failure = (run: Attempted, subject: Subject, facts: Facts): Finding => {
  const { token } = run;
  // A script that is cut off waits for a response.
  const isCutOff = token === undefined && run.failures.some(({ source }) => source === 'script');
  if (run.isEndless || isCutOff) return endless;
  const said = saidIn(run, subject);
  if (token !== undefined)
    return token.status === undefined
      ? noResponse(token, said, subject)
      : readRejection(responseOf(token), said, subject, facts);
  // Nothing was sent, as the login has found something itself.
  return said === ''
    ? skip('A token that is at hand still lives, so none was asked for.')
    : { outcome: 'error', cause: 'variable', message: said };
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  const { withoutLogin, authorization, way } = subject;
  if (withoutLogin !== undefined) return skip(withoutLogin);
  const run = await attemptLogin(subject, facts);
  const details = run.token === undefined ? {} : detailsOf(run.token, subject);
  const hasToken = (run.changed[authorization.variables.accessToken] ?? '') !== '';
  if (!hasToken) return { ...failure(run, subject, facts), details };
  const message = way.tokenEndpoint === undefined ? 'The JWT is the token.' : 'The server has given a token.';
  return { outcome: 'ok', message, details };
};

/** Step 7. */
export const tokenStep: Step = {
  name: 'token',
  title: 'Token',
  needs: ['variables', 'key', 'network'],
  examine,
};
