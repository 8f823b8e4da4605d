/** The negative side of `verify`: what must fail fails with its reason, and what must survive survives. */

import { setTimeout as sleep } from 'node:timers/promises';
import { loginInputs } from '../declare/login-inputs.ts';
import type { Mock, Probe } from '../mock/mock.ts';
import type { Failure, RunReport } from '../report/run-report.ts';
import { failure, type Check, type Plan, type Run } from './plan.ts';
import { issuedTokens } from './positive.ts';
import { runAgainst, withMock } from './run-against-mock.ts';

/** Seconds. The login keeps a token of such a life for its first half. */
const SHORT_LIFETIME = 4;
/** Milliseconds after which a token of that lifetime still is valid, but not kept any more. */
const UNTIL_STALE = 2500;

const PROBES: Readonly<Record<Exclude<Probe, 'valid'>, string>> = {
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

/** Asks the mock itself, without an engine: a mock that lets everything pass would prove nothing. */
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
    : `The authorization server refuses ${PROBES[probe]}`;
  const { status, error } = await mock.probe(probe);
  const holds = (status === 200) === isGood;
  return {
    name,
    failures: holds ? [] : [failure(name, `It answered ${[status, error].filter(Boolean).join(' ')}.`)],
  };
};

/** Something that must hold on an engine; answers what does not. */
export interface NegativeCheck {
  readonly name: string;
  check(name: string, run: Run): Promise<readonly Failure[]>;
}

/** Everything that needs an engine. */
export const NEGATIVE_CHECKS: readonly NegativeCheck[] = [
  {
    name: 'With a wrong key nothing is sent',
    check: (name, run) => refusal(name, run, (mock) => ({ [privateKeyOf(run.plan)]: mock.strangeKey() })),
  },
  {
    name: 'With a wrong audience nothing is sent',
    check: (name, run) =>
      refusal(name, run, (mock) => {
        mock.demandOtherAudience();
        return {};
      }),
  },
  {
    name: 'A token that is revoked in the middle of a run is renewed',
    check: (name, run) => renewal(name, run, {}, revokeOnce),
  },
  {
    name: 'A token that expires in the middle of a run is renewed',
    check: (name, run) => renewal(name, run, { tokenLifetime: SHORT_LIFETIME }, waitOnce),
  },
];

const privateKeyOf = ({ declaration }: Plan): string =>
  (declaration.authorization === undefined ? [] : loginInputs(declaration.authorization)).find(
    ({ part }) => part === 'key',
  )?.name ?? '';

const refusal = (
  name: string,
  run: Run,
  spoil: (mock: Mock) => Readonly<Record<string, string>>,
): Promise<readonly Failure[]> =>
  withMock(run.plan, {}, async (mock) => {
    const report = await runAgainst(mock, run, { sample: true, values: spoil(mock) });
    return refusalProblems(mock, report).map((message) => failure(name, message));
  });

const refusalProblems = (mock: Mock, report: RunReport): readonly string[] => {
  const answer = mock.tokenRequests.find(({ status }) => status !== 200);
  const error = answer?.error ?? '';
  const said = report.requests
    .flatMap(({ assertions }) => assertions)
    .some(({ outcome, name, message = '' }) => outcome === 'failed' && `${name} ${message}`.includes(error));
  return [
    ...(answer === undefined ? ['The authorization server was not asked, or refused nothing.'] : []),
    ...(mock.apiRequests.length > 0
      ? [`${mock.apiRequests.length} requests reached the API without a token.`]
      : []),
    ...(report.failures.length === 0 ? ['The run is green although no token could be had.'] : []),
    ...(report.failures.length > 0 && !said ? [`No failed test names the server’s answer, ‘${error}’.`] : []),
  ];
};

const renewal = (
  name: string,
  run: Run,
  options: { tokenLifetime?: number },
  event: (mock: Mock) => (index: number) => Promise<void>,
): Promise<readonly Failure[]> =>
  withMock(run.plan, options, async (mock) => {
    mock.onApiRequest(event(mock));
    const report = await runAgainst(mock, run, { sample: true });
    return [
      ...report.failures.map(({ path, source, message }) => ({
        path,
        source: name,
        message: `${source}: ${message}`,
      })),
      ...(issuedTokens(mock) < 2 ? [failure(name, 'No second token was fetched.')] : []),
      ...lostRequests(report).map((path) => ({
        path,
        source: name,
        message: 'It was not answered with success in the end.',
      })),
    ];
  });

/** Requests whose last execution was not answered, or with 401. */
const lostRequests = ({ requests }: RunReport): readonly (readonly string[])[] => {
  const last = new Map(requests.map((request) => [request.id, request]));
  return [...last.values()]
    .filter(({ status }) => status === undefined || status === 401)
    .map(({ path }) => path);
};

const revokeOnce = (mock: Mock) => async (index: number) => {
  if (index === 1) await mock.revokeTokens();
};

const waitOnce = () => async (index: number) => {
  if (index === 0) await sleep(UNTIL_STALE);
};
