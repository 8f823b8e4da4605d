/** Asks the mock itself, without an engine: one that lets everything pass would prove nothing. */

import type { Mock, Probe } from '../../mock/mock.ts';
import { failure, type Check, type Plan } from '../plan.ts';
import { withMock } from '../run-against-mock.ts';

const REFUSED: Readonly<Record<Exclude<Probe, 'valid'>, string>> = {
  'expired-assertion': 'an expired assertion',
  'reused-jti': 'an assertion that was used before',
  'wrong-audience': 'an assertion for another audience',
  'wrong-key': 'an assertion with another key',
  'too-long-lived': 'an assertion that lives too long',
  'missing-key-id': 'an assertion that names no key',
  'wrong-type': 'an assertion of another type',
  'wrong-secret': 'a wrong client secret',
  'no-secret': 'a client without its secret',
  'unknown-client': 'an unknown client',
  'used-refresh-token': 'a refresh token that was used before',
  'unknown-refresh-token': 'an unknown refresh token',
  'unknown-scope': 'a scope that was not declared',
  'missing-parameter': 'a request without a declared parameter',
  'no-pkce': 'an authorization request without PKCE',
};

/** A check for each probe that makes sense. */
export const verifyMock = (plan: Plan): Promise<readonly Check[]> =>
  withMock(plan, {}, async (mock) => {
    const checks: Check[] = [];
    for (const probe of mock.probes) checks.push(await probeCheck(mock, probe));
    return checks;
  });

const probeCheck = async (mock: Mock, probe: Probe): Promise<Check> => {
  const isGood = probe === 'valid';
  const name = isGood
    ? 'The authorization server takes a good login'
    : `The authorization server refuses ${REFUSED[probe]}`;
  const { status, error } = await mock.probe(probe);
  const holds = (status === 200) === isGood;
  return {
    name,
    failures: holds ? [] : [failure(name, `It answered ${[status, error].filter(Boolean).join(' ')}.`)],
  };
};
