/** The environment with which a collection runs against the mock: hosts, login, and something plausible for the rest. */

import { randomUUID } from 'node:crypto';
import type { Authorization } from '../oauth/authorization.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { authorizedRequests, grantIn, type AuthorizedRequest } from '../model/identities.ts';
import { enabledVariables } from '../model/environment-variables.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import { requestsIn } from '../model/items.ts';
import { declaredValues, endpointsOf, isUrl, locate } from './locate.ts';
import { isAuthorizationCode, loginInputs, loginTemplates } from '../oauth/inputs.ts';
import { placeholdersIn, type Values } from '../values/placeholders.ts';

interface ValuesInput {
  /** Already redirected: no host is written out. */
  readonly collection: CollectionDeclaration;
  readonly identities: readonly Authorization[];
  readonly environment: EnvironmentDeclaration | undefined;
  readonly origin: string;
  /** What the mock's clients log in with, by variable. */
  readonly credentials: Values;
  readonly extraValues: Values;
}

/** The paths of the token and the authorization endpoint that a variable without a value stands for. */
const ENDPOINT_PATHS = ['/oauth/token', '/oauth/authorize'];

/** What an empty variable of a request is given: an id, most likely. */
const PLAUSIBLE_ID = '1';

/**
 * Values by variable name. Variables that lead to a server lead to the mock; the client's credentials are fresh; what the login
 * keeps is empty; an empty variable that a request uses is given `1`, a secret one something random; all others keep
 * what they were declared with. `extraValues` win.
 */
export const mockValues = (input: ValuesInput): Values => {
  const { collection, identities, environment, credentials } = input;
  const declared = declaredValues({ ...collection, variables: [] }, environment);
  const pointed = { ...declared, ...pointedValues(input) };
  return {
    ...pointed,
    ...plausibleValues(input, pointed),
    ...Object.assign({}, ...identities.map(emptyTokens)),
    ...credentials,
    ...input.extraValues,
  };
};

/** Values of the variables that lead to a server. */
const pointedValues = ({ collection, identities, environment, origin }: ValuesInput): Values => {
  const endpoints = identities.flatMap(endpointsOf);
  const declared = withEndpoints(declaredValues(collection, environment), identities, origin);
  const values: Record<string, string> = {};
  const callbacks = new Set(identities.flatMap(redirectVariables));
  const urlValues = Object.entries(declared).filter(([name, text]) => isUrl(text) && !callbacks.has(name));
  for (const [name, value] of urlValues) {
    const { path, fixed, values: inner } = locate(value, declared, origin);
    Object.assign(values, fixed ? { [name]: `${origin}${path}` } : inner);
  }
  const urls = [...requestsIn(collection.items).map((request) => request.url), ...endpoints];
  for (const url of urls) Object.assign(values, locate(url, declared, origin).values);
  return values;
};

/** Variables of redirect URIs: those are where the browser goes back to, not the mock. */
const redirectVariables = (authorization: Authorization): string[] =>
  isAuthorizationCode(authorization)
    ? [authorization.redirectUri, authorization.loopbackRedirectUri].flatMap(placeholdersIn)
    : [];

const withEndpoints = (declared: Values, identities: readonly Authorization[], origin: string): Values => {
  const values: Record<string, string> = { ...declared };
  for (const [index, endpoint] of identities.flatMap((identity) => [...endpointsOf(identity).entries()])) {
    const [name] = placeholdersIn(endpoint);
    const isUnknown = name !== undefined && endpoint === `{{${name}}}` && (declared[name] ?? '') === '';
    if (isUnknown) values[name] = `${origin}${ENDPOINT_PATHS[index] ?? ''}`;
  }
  return values;
};

/** What the login itself fills. */
const emptyTokens = (authorization: Authorization): Values => {
  const kept = loginInputs(authorization).filter(({ part }) => part === 'refreshToken');
  const names: string[] = [...Object.values(authorization.variables), ...kept.map(({ name }) => name)];
  return Object.fromEntries(names.map((name) => [name, '']));
};

/** Something for the environment's empty variables that a request or the login uses. Scripts provide the others. */
const plausibleValues = ({ collection, identities, environment }: ValuesInput, values: Values): Values => {
  const texts = [...authorizedRequests(collection).flatMap(textsOf), ...identities.flatMap(loginTexts)];
  const used = new Set(texts.flatMap(placeholdersIn));
  return Object.fromEntries(
    (environment === undefined ? [] : enabledVariables(environment))
      .filter(({ name }) => used.has(name) && values[name] === '')
      .map(({ name, isSecret }) => [name, isSecret ? randomUUID() : PLAUSIBLE_ID]),
  );
};

const loginTexts = (authorization: Authorization): readonly string[] =>
  loginTemplates(authorization).map(({ text }) => text);

/** The parts of a request that are sent. */
const textsOf = ({ item: request, authorization }: AuthorizedRequest): readonly string[] => [
  request.url,
  ...(typeof authorization === 'object' && grantIn(authorization) === undefined
    ? Object.values<unknown>({ ...authorization }).map(String)
    : []),
  ...Object.values(request.pathVariables ?? {}).map((variable) => variable.value),
  ...(request.query ?? [])
    .filter((parameter) => parameter.enabled !== false)
    .flatMap(({ name, value }) => [name, value ?? '']),
  ...(request.headers ?? []).filter((header) => header.enabled !== false).map(({ value }) => value),
  JSON.stringify(request.body ?? ''),
];
