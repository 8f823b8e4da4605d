/** The headers with which a request proves who sends it: the collection's own login, done for a tool that sends requests itself. */

import { loginScripts } from '../build/script-bundles.ts';
import { emitCollection } from '../emit/collection.ts';
import { loadEngine } from '../engines/load-engine.ts';
import { PostsmithError } from '../errors.ts';
import type { PostmanEnvironment } from '../format/environment.ts';
import type { AuthorizationDeclaration } from '../model/collection.ts';
import { defineCollection } from '../model/collection.ts';
import { grantIn } from '../model/identities.ts';
import type { Authorization } from '../oauth/grants.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import { fillPlaceholders, type Values } from '../values/placeholders.ts';

/** For what headers are made. */
export interface LoginInput {
  readonly authorization: AuthorizationDeclaration | undefined;
  /** With its values filled in. */
  readonly environment: PostmanEnvironment;
  /** Where they go. The login is done before a request to it. */
  readonly url: string;
  readonly caFile: string | undefined;
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const TIMEOUT = 60_000;

const valuesOf = ({ values }: PostmanEnvironment): Values =>
  Object.fromEntries(values.filter(({ enabled }) => enabled).map(({ key, value }) => [key, value]));

/** The token as the login's own script gets it; a live one in the environment is taken. */
const tokenOf = async (authorization: Authorization, input: LoginInput): Promise<string> => {
  const { accessToken } = authorization.variables;
  const known = valuesOf(input.environment)[accessToken] ?? '';
  if (isAuthorizationCode(authorization) && known !== '') return known;
  const declaration = defineCollection({
    name: 'Login',
    authorization,
    items: [{ kind: 'request', name: 'Login', method: 'GET', url: input.url }],
  });
  const { login, renewal } = await loginScripts(authorization, true);
  const texts = { text: () => '', requireScope: () => '', login, renewal };
  let token = '';
  const engine = await loadEngine('newman');
  const report = await engine.run({
    collection: JSON.stringify(emitCollection(declaration, 'login', texts)),
    environment: input.environment,
    requestTimeout: TIMEOUT,
    scriptTimeout: TIMEOUT,
    signal: input.signal,
    onVariables: (changes) => {
      token = changes[accessToken] ?? token;
    },
    ...(input.caFile !== undefined && { caFile: input.caFile }),
  });
  if (token !== '') return token;
  throw new PostsmithError('SIGN_IN_FAILED', 'The login has brought no token:', {
    problems: report.failures.map(({ source, message }) => `${source}: ${message}`),
  });
};

/**
 * @returns none for requests that are sent as nobody
 * @throws PostsmithError SIGN_IN_FAILED with what the login says, USAGE for what is no header
 */
export const loginHeaders = async (input: LoginInput): Promise<Readonly<Record<string, string>>> => {
  const { authorization } = input;
  if (authorization === undefined || typeof authorization === 'string') return {};
  const grant = grantIn(authorization);
  if (grant !== undefined) {
    const { name, prefix = '' } = grant.header ?? { name: 'Authorization', prefix: 'Bearer' };
    return { [name]: `${prefix} ${await tokenOf(grant, input)}`.trim() };
  }
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
