/** Finds variables that every run needs and that have no value, before anything is sent. */

import type { Authorization } from '../oauth/authorization.ts';
import { loginInputs, loginTemplates } from '../oauth/inputs.ts';
import { rawUrlOf, requestsIn, type FileItem } from '../format/read-collection.ts';
import type { AuthorizationDeclaration } from '../model/collection.ts';
import { grantIn } from '../model/identities.ts';
import { placeholdersIn } from '../values/placeholders.ts';
import type { PostmanEnvironment } from '../format/environment.ts';

/** Those that the login reads, and those that are a request's host. */
export const requiredVariables = (
  items: readonly FileItem[],
  identities: readonly Authorization[],
): ReadonlySet<string> => new Set([...hostVariables(items), ...identities.flatMap(loginVariables)]);

/** Names of the required variables that the environment declares and that are empty. */
export const missingVariables = (
  { values }: PostmanEnvironment,
  required: ReadonlySet<string>,
): readonly string[] =>
  values.filter(({ key, value }) => required.has(key) && value.trim() === '').map(({ key }) => key);

/** Those that an authorization reads. */
export const authorizationVariables = (authorization: AuthorizationDeclaration): ReadonlySet<string> => {
  const grant = grantIn(authorization);
  return new Set(grant === undefined ? placeholdersIn(JSON.stringify(authorization)) : loginVariables(grant));
};

const loginVariables = (authorization: Authorization): readonly string[] => [
  ...loginInputs(authorization)
    .filter(({ need }) => need === 'value')
    .map(({ name }) => name),
  ...loginTemplates(authorization).flatMap(({ text }) => placeholdersIn(text)),
];

/** Variables that are, or are in, the host of a request. */
const hostVariables = (items: readonly FileItem[]): readonly string[] =>
  [...requestsIn(items)].flatMap((request) => {
    const [host = ''] = /^(?:[a-z]+:\/\/)?[^/]*/i.exec(rawUrlOf(request)) ?? [];
    return placeholdersIn(host);
  });
