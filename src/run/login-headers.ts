/** The headers with which a request proves who sends it: the collection's own login, done for a tool that sends requests itself. */

import { loginScripts } from '../build/script-bundles.ts';
import { emitCollection } from '../emit/collection.ts';
import type { EngineInput } from '../engines/engine.ts';
import { loadEngine } from '../engines/load-engine.ts';
import { PostsmithError } from '../errors.ts';
import type { PostmanEnvironment } from '../format/environment.ts';
import type { AuthorizationDeclaration, CollectionDeclaration } from '../model/collection.ts';
import { defineCollection, request } from '../model/collection.ts';
import { grantIn } from '../model/identities.ts';
import type { Authorization } from '../oauth/grants.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import type { RunReport } from '../report/run-report.ts';
import { fillPlaceholders, type Values } from '../values/placeholders.ts';

/** What a login is done with. */
export interface LoginInput {
  /** With its values filled in. */
  readonly environment: PostmanEnvironment;
  readonly caFile: string | undefined;
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const TIMEOUT = 60_000;

const valuesOf = ({ values }: PostmanEnvironment): Values =>
  Object.fromEntries(values.filter(({ enabled }) => enabled).map(({ key, value }) => [key, value]));

/** Nothing but the login's own requests leaves: the one that it runs for is skipped. */
export const skipped = request('GET', {
  name: 'Login',
  url: 'https://localhost/',
  scripts: { preRequest: [{ code: 'pm.execution.skipRequest();' }] },
});

/** What came of a login. */
interface LoginRun {
  /** The variables that the login has set. */
  readonly changed: Values;
  readonly report: RunReport;
}

/**
 * Runs a collection of one request, which logs in as the login's own script does, in the engine that runs it.
 *
 * @param further what else of the engine's options is wanted
 */
export const runLogin = async (
  collection: CollectionDeclaration & { readonly authorization: Authorization },
  { environment, caFile, signal }: LoginInput,
  further: Partial<EngineInput> = {},
): Promise<LoginRun> => {
  const { login } = await loginScripts(collection.authorization, true);
  const changed: Record<string, string> = {};
  const engine = await loadEngine('newman');
  const report = await engine.run({
    collection: JSON.stringify(
      // What drops and renews a rejected token would ask for another one.
      emitCollection(collection, 'login', { text: () => '', requireScope: () => '', login }),
    ),
    environment,
    requestTimeout: TIMEOUT,
    scriptTimeout: TIMEOUT,
    signal,
    ...further,
    onVariables: (changes) => {
      Object.assign(changed, changes);
      further.onVariables?.(changes);
    },
    ...(caFile !== undefined && { caFile }),
  });
  return { changed, report };
};

/**
 * Logs in as the login's own script does, in the engine that runs it.
 *
 * @returns the variables that it has set, the token among them
 * @throws PostsmithError SIGN_IN_FAILED with what the login says
 */
export const logIn = async (authorization: Authorization, input: LoginInput): Promise<Values> => {
  const declaration = { ...defineCollection({ name: 'Login', items: [skipped] }), authorization };
  const { changed, report } = await runLogin(declaration, input);
  input.signal.throwIfAborted();
  if ((changed[authorization.variables.accessToken] ?? '') !== '') return changed;
  throw new PostsmithError('SIGN_IN_FAILED', 'The login has brought no token:', {
    problems: report.failures.map(({ source, message }) => `${source}: ${message}`),
  });
};

/** A token that is there is taken: where a person must sign in, nobody else can get one. */
const tokenOf = async (authorization: Authorization, input: LoginInput): Promise<string> => {
  const { accessToken } = authorization.variables;
  const known = valuesOf(input.environment)[accessToken] ?? '';
  if (isAuthorizationCode(authorization) && known !== '') return known;
  return (await logIn(authorization, input))[accessToken] ?? '';
};

/** The header that carries a token. */
export const tokenHeader = ({ header }: Authorization, token: string): Readonly<Record<string, string>> => {
  const { name, prefix = '' } = header ?? { name: 'Authorization', prefix: 'Bearer' };
  return { [name]: `${prefix} ${token}`.trim() };
};

/**
 * @returns none for requests that are sent as nobody
 * @throws PostsmithError SIGN_IN_FAILED with what the login says, USAGE for what is no header
 */
export const loginHeaders = async (
  authorization: AuthorizationDeclaration | undefined,
  input: LoginInput,
): Promise<Readonly<Record<string, string>>> => {
  if (authorization === undefined || typeof authorization === 'string') return {};
  const grant = grantIn(authorization);
  if (grant !== undefined) return tokenHeader(grant, await tokenOf(grant, input));
  const fill = (text: string): string => fillPlaceholders(text, valuesOf(input.environment));
  if (authorization.kind === 'bearer') return { Authorization: `Bearer ${fill(authorization.token)}` };
  if (authorization.kind === 'basic') {
    const pair = `${fill(authorization.username)}:${fill(authorization.password)}`;
    return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  if (authorization.kind === 'apiKey' && authorization.in !== 'query')
    return { [fill(authorization.key)]: fill(authorization.value) };
  throw new PostsmithError(
    'USAGE',
    `An authorization of the kind ${authorization.kind} can't be used here; take one of OAuth 2.0, bearer, basic, or an API key in a header.`,
  );
};
