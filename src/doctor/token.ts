/** The seventh step: what the token endpoint responds, and what it most likely means. */

import { describeRequestError } from '../engines/request-error.ts';
import type { Exchange } from '../engines/engine.ts';
import { isRecord, parseJson } from '../values/json.ts';
import { attemptLogin, tokenExchange } from './attempt.ts';
import { readRejection } from './rejection.ts';
import { skip, type Attempted, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** What the login itself says of its failure: its own sentence, with the causes for this provider. */
const saidIn = ({ report }: Attempted, { show }: Subject): string => {
  const [failure] = report?.failures ?? [];
  return failure === undefined ? '' : show(failure.message.replace(/^Error: /, ''), 1500);
};

const noResponse = (exchange: Exchange | undefined, said: string, subject: Subject): Finding => {
  const { code = '', message = '' } = exchange?.error ?? {};
  const told = said === '' ? subject.show(describeRequestError({ code, message })) : said;
  return {
    outcome: 'error',
    cause: /TIMEDOUT|not respond|ESOCKET/.test(`${code} ${told}`) ? 'server-down' : 'other',
    message: `The token endpoint gave no response. ${told}`,
    mend: 'Wait and try again; --timeout lets it wait longer. If it stays so, tell whoever runs the server.',
  };
};

const unended: Finding = {
  outcome: 'error',
  cause: 'server-down',
  message: 'The response of the token endpoint does not come to an end.',
  mend: 'Check that the address is the one of the token endpoint; --timeout lets it wait longer.',
};

/** The fields of a response that are no secrets. */
const detailsOf = ({ response }: Exchange, { show }: Subject) => {
  const fields = parseJson(response?.body ?? '');
  const shown = (name: string): string | undefined =>
    isRecord(fields) && typeof fields[name] === 'string' ? show(fields[name]) : undefined;
  const [error, description] = [shown('error'), shown('error_description')];
  return {
    ...(response !== undefined && { status: response.status }),
    ...(error !== undefined && { error }),
    ...(description !== undefined && { error_description: description }),
  };
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  const { withoutLogin, authorization, way } = subject;
  if (withoutLogin !== undefined) return skip(withoutLogin);
  const run = await attemptLogin(subject, facts);
  const exchange = tokenExchange(run);
  const details = exchange === undefined ? {} : detailsOf(exchange, subject);
  const hasToken = (run.changed[authorization.variables.accessToken] ?? '') !== '';
  if (hasToken)
    return {
      outcome: 'ok',
      message: way.tokenEndpoint === undefined ? 'The JWT is the token.' : 'The server has given a token.',
      details,
    };
  const isCutOff = run.report?.failures.some(({ source }) => source === 'script') === true;
  if (run.report === undefined || run.isTooLong || (isCutOff && exchange === undefined)) return unended;
  const said = saidIn(run, subject);
  if (exchange === undefined && said === '')
    return skip('A token that is at hand still lives, so none was asked for.');
  if (exchange?.response === undefined) {
    // Nothing was sent, as the login has found something itself.
    if (exchange === undefined) return { outcome: 'error', cause: 'variable', message: said };
    return { ...noResponse(exchange, said, subject), details };
  }
  return { ...readRejection(exchange.response, said, subject, facts), details };
};

/** Step 7. */
export const tokenStep: Step = {
  name: 'token',
  title: 'Token',
  needs: ['variables', 'key', 'network'],
  examine,
};
