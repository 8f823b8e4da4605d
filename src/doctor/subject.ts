/** What is examined: one of the logins of a collection, with an environment and its values. */

import { clean } from '../../scripts/login/redact.ts';
import { formUrlEncode } from '../../scripts/login/form.ts';
import type { PostmanEnvironment } from '../format/environment.ts';
import type { RequestDeclaration } from '../model/collection.ts';
import { authorizedRequests, identitiesOf, isSentAs } from '../model/identities.ts';
import { configureLogin } from '../oauth/configuration.ts';
import type { Authorization } from '../oauth/grants.ts';
import { loginInputs } from '../oauth/inputs.ts';
import type { ResolvedToken } from '../run/resolve-login.ts';
import { placeholderValues } from '../session/open-session.ts';
import { literalIn, withHost } from '../session/settings.ts';
import { fillPlaceholders, placeholdersIn, type Values } from '../values/placeholders.ts';
import { openAccess, type Access } from './access.ts';
import type { Subject } from './step.ts';

/** What the world gives. */
export interface Surroundings extends Pick<Subject, 'names' | 'caFile' | 'timeout' | 'signal' | 'process'> {
  redact(text: string): string;
  hide(secret: string): void;
  /** Tells, as a sentence, what went wrong beside the examination. */
  warn(sentence: string): void;
}

/** A subject, and how to let go of the session that it may hold. */
export interface Examined {
  readonly subject: Subject;
  release(): void;
}

/** @param environment with its values filled in */
export const prepareSubject = async (
  { collection, authorization, place }: ResolvedToken,
  environment: PostmanEnvironment,
  world: Surroundings,
): Promise<Examined> => {
  const identities = identitiesOf(collection);
  const login = configureLogin(authorization);
  const { signal, redact, warn, ...rest } = world;
  const access = await openAccess({ authorization, collection, login, environment, place, signal, warn });
  const values = withHost(authorization, placeholderValues(collection, access.environment));
  hideAll(access, identities, values, world);
  const requests = authorizedRequests(collection).filter((request) => isSentAs(request, authorization));
  const ready = requests.filter(({ item }) => isSafe(item) && isReady(item, values));
  // Whether a resource of that id exists, nobody knows.
  const request = ready.find(({ item }) => !/\/:[^/]/.test(item.url)) ?? ready[0];
  const { way, withoutLogin, onVariables, release } = access;
  const template = way.tokenEndpoint ?? request?.item.url ?? '';
  const address = fillPlaceholders(template, given(values)).trim();
  return {
    release,
    subject: {
      ...rest,
      signal,
      collection,
      authorization,
      others: identities.filter((each) => each !== authorization),
      login,
      way,
      environment: access.environment,
      values,
      address: address.includes('{{') ? '' : address,
      request,
      show: (text, limit) => clean(redact(text.slice(0, 20_000)), [], limit),
      ...(withoutLogin !== undefined && { withoutLogin }),
      ...(onVariables !== undefined && { onVariables }),
    },
  };
};

/** Every secret of every login, and what is made of them. */
const hideAll = (
  { way }: Access,
  identities: readonly Authorization[],
  values: Values,
  { hide }: Surroundings,
): void => {
  for (const { name, isSecret } of identities.flatMap(loginInputs)) {
    if (isSecret && values[name] !== undefined) hide(literalIn(name, values));
  }
  for (const { variables } of identities) hide(values[variables.accessToken] ?? '');
  const secret = literalIn(way.clientAuthentication?.clientSecret ?? '', values);
  const client = literalIn(way.clientId ?? '', values);
  if (secret !== '')
    for (const pair of [`${client}:${secret}`, `${formUrlEncode(client)}:${formUrlEncode(secret)}`])
      hide(Buffer.from(pair).toString('base64'));
};

/** Those that are not blank. */
const given = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));

const isSafe = ({ method }: RequestDeclaration): boolean => method === 'GET';

/** True when everything that it sends has a value. */
const isReady = ({ url, pathVariables = {}, query, headers, body }: RequestDeclaration, values: Values) => {
  const sent = [query, headers].map((list) => (list ?? []).filter(({ enabled }) => enabled !== false));
  const text = JSON.stringify([url, pathVariables, sent, body ?? null]);
  const isFilled = placeholdersIn(fillPlaceholders(text, given(values))).every((name) =>
    name.startsWith('$'),
  );
  const segments = [...url.matchAll(/\/:([^/.?#]+)/g)].map(
    ([, name = '']) => pathVariables[name]?.value ?? '',
  );
  return isFilled && segments.every((value) => value !== '');
};
