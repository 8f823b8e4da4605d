/**
 * Takes a declared URL apart: the values of variables with which it leads to the mock, and the path that arrives there.
 */

import type { Authorization } from '../oauth/authorization.ts';
import { atTokenEndpoint, isAuthorizationCode } from '../oauth/inputs.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { enabledVariables } from '../model/environment-variables.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';

/** Where a declared URL leads. */
export interface Location {
  /** From the first slash, with placeholders and path variables: `/api/conference/:id/`. */
  readonly path: string;
  /** Values with which the URL's variables lead to the mock. */
  readonly values: Readonly<Record<string, string>>;
  /** True when a scheme or host is written out, so that no variable can point the URL elsewhere. */
  readonly fixed: boolean;
}

/** Declared values of variables; the environment's win over the collection's, as in Postman. Secrets have none. */
export const declaredValues = (
  collection: CollectionDeclaration,
  environment: EnvironmentDeclaration | undefined,
): Readonly<Record<string, string>> => {
  const values: Record<string, string> = {};
  for (const { name, value, enabled } of collection.variables ?? []) {
    if (enabled !== false) values[name] = String(value);
  }
  const own = environment === undefined ? [] : enabledVariables(environment);
  for (const { name, value } of own) values[name] = value;
  return values;
};

/** The authorization server's endpoints that a login reaches. */
export const endpointsOf = (authorization: Authorization): readonly string[] => {
  const atEndpoint = atTokenEndpoint(authorization);
  if (atEndpoint === undefined) return [];
  return [
    atEndpoint.tokenEndpoint,
    ...(isAuthorizationCode(authorization) ? [authorization.authorizationEndpoint] : []),
  ];
};

/** `scheme://authority` and what follows. */
const ABSOLUTE = /^([a-z][a-z0-9+.-]*|\{\{[^{}]+\}\}):\/\/([^/?#]*)(.*)$/i;
const VARIABLE = /^\{\{([^{}]+)\}\}$/;
const HOST_AND_PORT = /^\{\{([^{}]+)\}\}:\{\{([^{}]+)\}\}$/;
const LEADING_VARIABLE = /^\{\{([^{}]+)\}\}(.*)$/;

const withoutQuery = (path: string): string => path.replace(/[?#].*$/, '');

/** True for a value that leads to a server, such as a base URL's. */
export const isUrl = (value: string): boolean => ABSOLUTE.test(value);

/** Finds where a declared URL leads; `origin` is the mock's. */
export const locate = (url: string, declared: Readonly<Record<string, string>>, origin: string): Location => {
  const absolute = ABSOLUTE.exec(url);
  if (absolute !== null) return locateAbsolute(absolute, origin);
  const leading = LEADING_VARIABLE.exec(url);
  if (leading !== null) return locateByVariable(leading, declared, origin);
  return { path: withoutQuery(url.replace(/^[^/]*/, '')), values: {}, fixed: true };
};

/** `https://{{host}}/path`, `{{scheme}}://{{host}}:{{port}}/path`, `https://api.example.com/path`. */
const locateAbsolute = (
  [, scheme = '', authority = '', rest = '']: readonly string[],
  origin: string,
): Location => {
  const { host, hostname, port } = new URL(origin);
  const values: Record<string, string> = {};
  const schemeName = VARIABLE.exec(scheme)?.[1];
  if (schemeName !== undefined) values[schemeName] = 'https';
  const hostName = VARIABLE.exec(authority)?.[1];
  if (hostName !== undefined) values[hostName] = host;
  const [, separateHost, separatePort] = HOST_AND_PORT.exec(authority) ?? [];
  if (separateHost !== undefined) values[separateHost] = hostname;
  if (separatePort !== undefined) values[separatePort] = port;
  const secure = schemeName !== undefined || scheme.toLowerCase() === 'https';
  const variable = hostName !== undefined || separateHost !== undefined;
  const fixed = !(secure && variable);
  return { path: withoutQuery(rest), values: fixed ? {} : values, fixed };
};

/** `{{base_url}}/path`; the value of `base_url` may be made of other variables. */
const locateByVariable = (
  [, name = '', rest = '']: readonly string[],
  declared: Readonly<Record<string, string>>,
  origin: string,
): Location => {
  const { [name]: value = '', ...others } = declared;
  const base = locateValue(value, others, origin);
  const values = { ...base.values, ...(base.fixed ? { [name]: `${origin}${base.path}` } : {}) };
  return { path: withoutQuery(`${base.path}${rest}`), values, fixed: false };
};

const locateValue = (value: string, others: Readonly<Record<string, string>>, origin: string): Location =>
  value === '' ? { path: '', values: {}, fixed: true } : locate(value, others, origin);
