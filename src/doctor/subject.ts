/** What is examined: a collection of the project, an environment with its values, and one of its logins. */

import { clean } from '../../scripts/login/redact.ts';
import { formUrlEncode } from '../../scripts/login/form.ts';
import { PostsmithError } from '../errors.ts';
import type { PostmanEnvironment } from '../format/environment.ts';
import type { RequestDeclaration } from '../model/collection.ts';
import { authorizedRequests, identitiesOf, identityName, isSentAs } from '../model/identities.ts';
import { configureLogin } from '../oauth/configuration.ts';
import type { Authorization } from '../oauth/grants.ts';
import { loginInputs } from '../oauth/inputs.ts';
import { loadProject, type CollectionSource } from '../project/project.ts';
import { isPath, notNamed } from '../run/named-files.ts';
import { environmentOf, slugsOf } from '../run/resolve-login.ts';
import { placeholderValues } from '../session/open-session.ts';
import { literalIn, withHost } from '../session/settings.ts';
import type { SessionPlace } from '../session/token-file.ts';
import { fillPlaceholders, placeholdersIn, type Values } from '../values/placeholders.ts';
import { openAccess, type Access } from './access.ts';
import type { Subject } from './step.ts';

/** What the command line names, found in the project. */
export interface Named {
  readonly source: CollectionSource;
  readonly authorization: Authorization;
  readonly others: readonly Authorization[];
  /** Without its values. */
  readonly environment: PostmanEnvironment;
  readonly place: SessionPlace;
}

/** @throws PostsmithError USAGE for what is not there or logs nobody in, and everything that `loadProject` throws */
export const findNamed = async (
  folder: string,
  wanted: Readonly<Record<'collection' | 'environment' | 'identity', string | undefined>>,
): Promise<Named> => {
  const { collection: name } = wanted;
  if (name !== undefined && isPath(name)) {
    const message =
      'A generated file does not tell how it logs in. Name a collection of the project: postsmith doctor <collection>.';
    throw new PostsmithError('USAGE', message);
  }
  const project = await loadProject(folder);
  const source = project.collections.find(({ slug }) => slug === name);
  if (source === undefined) throw notNamed('doctor', 'collection', name, slugsOf(project.collections));
  const found = await environmentOf(project, folder, 'doctor', wanted.environment);
  const place = { root: project.root, collection: source.slug, environment: found.name };
  return { source, ...identityOf(source, wanted.identity), environment: found.environment, place };
};

const identityOf = ({ declaration }: CollectionSource, wanted: string | undefined) => {
  const identities = identitiesOf(declaration);
  const authorization =
    wanted === undefined ? identities[0] : identities.find((each) => identityName(each) === wanted);
  if (identities.length === 0)
    throw new PostsmithError(
      'USAGE',
      `${declaration.name} declares no authorization that logs in, so there is no login to examine.`,
    );
  if (authorization === undefined) {
    const message = `${declaration.name} has no identity ‘${wanted}’. There are:`;
    throw new PostsmithError('USAGE', message, { problems: identities.map(identityName) });
  }
  return { authorization, others: identities.filter((each) => each !== authorization) };
};

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
  { source, authorization, others, place }: Named,
  environment: PostmanEnvironment,
  world: Surroundings,
): Promise<Examined> => {
  const collection = source.declaration;
  const login = configureLogin(authorization);
  const { signal, redact, warn, ...rest } = world;
  const access = await openAccess({ authorization, collection, login, environment, place, signal, warn });
  const values = withHost(authorization, placeholderValues(collection, access.environment));
  hideAll(access, [authorization, ...others], values, world);
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
      others,
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
