/** One run of a collection, or of a sample of it, against a mock of its own. */

import { identitiesOf } from '../model/identities.ts';
import { loginInputs } from '../oauth/inputs.ts';
import { emitEnvironment } from '../emit/environment.ts';
import type { EngineInput } from '../engines/engine.ts';
import { withValues, type PostmanEnvironment } from '../format/environment.ts';
import type { Mock, MockOptions } from '../mock/mock.ts';
import { startMock } from '../mock/start.ts';
import { environmentVariables } from '../model/environment-variables.ts';
import { defineEnvironment } from '../model/environment.ts';
import type { RequestReport, RunReport } from '../report/run-report.ts';
import type { Values } from '../values/placeholders.ts';
import { withinFence } from './fence.ts';
import type { Plan, Run } from './plan.ts';

/** Milliseconds for one request to a server on this very machine. */
const REQUEST_TIMEOUT = 20_000;
/** Milliseconds for one script, which may send a few such requests; one that takes longer waits for nothing. */
const SCRIPT_TIMEOUT = 60_000;

/**
 * A run against the mock may change it: it is there for that. Postsmith's own guard reads this variable, so that a
 * run against a real server cannot change anything by accident.
 */
const EXTRA_VALUES = { allow_changes: 'true' };

/** Where the project has none, the environment is what the mock adds. */
const NONE = defineEnvironment({ name: 'verify', variables: {} });

/** The plan's environment with these values, as a run takes it. */
export const environmentOf = ({ environment, slug }: Plan, values: Values): PostmanEnvironment =>
  withValues(emitEnvironment(environment ?? NONE, slug), values);

/** Starts a mock for the plan, hands it over, and closes it whatever happens. */
export const withMock = async <T>(
  plan: Plan,
  { extraValues }: Pick<MockOptions, 'extraValues'>,
  use: (mock: Mock) => Promise<T>,
): Promise<T> => {
  const mock = await startMock({
    collection: plan.declaration,
    environment: plan.environment,
    extraValues: { ...EXTRA_VALUES, ...extraValues },
    ...(plan.identity !== undefined && { identity: identitiesOf(plan.declaration).indexOf(plan.identity) }),
    ...(plan.way !== undefined && { way: plan.way }),
  });
  try {
    return await use(mock);
  } finally {
    await mock.close();
  }
};

/** What differs from a run of the whole collection with the right values. */
interface Variation {
  /** Takes a few requests out of the collection file. */
  readonly sample?: (collection: string, plan: Plan) => string;
  /** Values in place of the mock's. */
  readonly values?: Values;
  readonly onRequest?: (request: RequestReport) => void;
}

/** Engines ask the proxy that a request names, and nothing may leave the machine. */
const withoutProxies = (collection: string): string =>
  collection.includes('"proxy"')
    ? JSON.stringify(JSON.parse(collection, (name, value: unknown) => (name === 'proxy' ? undefined : value)))
    : collection;

/** Runs the plan's collection on the engine, logged in at the mock. */
export const runAgainst = async (
  mock: Mock,
  { plan, engine, signal, onSecret, onHeld }: Run,
  { sample = (collection) => collection, values = {}, onRequest }: Variation = {},
): Promise<RunReport> => {
  signal.throwIfAborted();
  const collection = withoutProxies(await plan.emit(mock.collection));
  const environment = environmentOf(plan, { ...mock.values, ...values });
  for (const { key, value } of environment.values) if (isSecret(plan, key)) onSecret(key, value);
  const input: EngineInput = {
    collection: sample(collection, plan),
    environment,
    workingFolder: plan.root,
    caFile: mock.caFile,
    requestTimeout: REQUEST_TIMEOUT,
    scriptTimeout: SCRIPT_TIMEOUT,
    signal,
    tellPlace: plan.tellPlace,
    onCredential: (credential) => onSecret('access_token', credential),
    ...(onRequest !== undefined && { onRequest }),
  };
  const report = await withinFence(() => engine.run(input), onHeld);
  // What only a part of the requests says is no verdict.
  signal.throwIfAborted();
  return report;
};

const isSecret = ({ declaration, environment }: Plan, name: string): boolean =>
  (environment !== undefined &&
    environmentVariables(environment).some((variable) => variable.isSecret && variable.name === name)) ||
  identitiesOf(declaration)
    .flatMap(loginInputs)
    .some((input) => input.isSecret && input.name === name);
