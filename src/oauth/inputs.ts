/** What the login of an authorization reads: variables by their names, and texts with placeholders in them. */

import { methodOf } from './client-authentication.ts';
import type { GrantModule, TokenEndpointBase, Way } from './grant.ts';
import grants, { type Authorization, type AuthorizationCode } from './grants.ts';
import { jwtTemplates, jwtVariables, type JwtSettings } from './signed-jwt.ts';
import type { LoginTemplate } from './texts.ts';

export type { LoginTemplate } from './texts.ts';

/** A variable that the login reads by its name. */
export interface LoginInput {
  readonly name: string;
  /** The field that names it: `clientId`, `key`, … */
  readonly part: string;
  readonly isSecret: boolean;
  /**
   * `value`: nothing can be sent without a value; `declared`: every environment has it, maybe empty; `optional`: an
   * environment may lack it.
   */
  readonly need: 'value' | 'declared' | 'optional';
}

const known: readonly GrantModule<Authorization>[] = grants;

/** The module of a grant by its `kind`; undefined for anything else. */
export const grantNamed = (kind: unknown): GrantModule<Authorization> | undefined =>
  known.find((grant) => grant.kind === kind);

/** The module of an authorization's grant. */
export const grantOf = ({ kind }: Authorization): GrantModule<Authorization> => {
  const grant = grantNamed(kind);
  if (grant === undefined) throw new TypeError(`There is no grant ${kind}`);
  return grant;
};

/** True where a person signs in. */
export const isAuthorizationCode = (
  authorization: { readonly kind: string } | undefined,
): authorization is AuthorizationCode => authorization?.kind === 'authorizationCode';

/** How a collection logs in when nobody sits before it, the preferred way first. */
export const waysOf = (authorization: Authorization): readonly Way[] =>
  grantOf(authorization).ways(authorization);

/** What an authorization says of its token endpoint; undefined for one that asks nowhere. */
export const atTokenEndpoint = (authorization: Authorization): TokenEndpointBase | undefined =>
  'tokenEndpoint' in authorization ? authorization : undefined;

/** The JWT that proves who the client is; undefined where nothing is signed for that. */
export const clientJwtOf = ({
  clientAuthentication,
}: Pick<Way, 'clientAuthentication'>): JwtSettings | undefined =>
  clientAuthentication && methodOf(clientAuthentication).jwt?.(clientAuthentication);

/** Name of the variable with the client secret that is sent; undefined where none is. */
export const clientSecretOf = ({
  clientAuthentication,
}: Pick<Way, 'clientAuthentication'>): string | undefined =>
  clientAuthentication && methodOf(clientAuthentication).secret?.(clientAuthentication);

type Need = LoginInput['need'];

const input = (name: string | undefined, part: string, isSecret: boolean, need: Need): LoginInput[] =>
  name === undefined ? [] : [{ name, part, isSecret, need }];

const inputsOfJwt = (jwt: JwtSettings | undefined, need: Need): LoginInput[] => {
  if (jwt === undefined) return [];
  const { key, passphrase, certificate } = jwtVariables(jwt);
  return [
    ...input(key, 'key', true, need),
    ...input(passphrase, 'passphrase', true, need === 'value' ? 'declared' : need),
    ...input(certificate, 'certificate', false, need),
  ];
};

/** True for a client that is a public one without its secret. */
export const hasOptionalSecret = ({ clientAuthentication }: Pick<Way, 'clientAuthentication'>): boolean =>
  clientAuthentication !== undefined &&
  'optional' in clientAuthentication &&
  clientAuthentication.optional === true;

const inputsOfWay = (way: Way): LoginInput[] => {
  const { clientId, jwt, refreshToken, secretParameters = {}, need = 'value' } = way;
  const unless = (isKnown: boolean, weaker: Need): Need => (isKnown && need === 'value' ? weaker : need);
  return [
    // What a key file has need not be in a variable.
    ...input(clientId, 'clientId', false, unless(jwt?.keyFile?.clientId !== undefined, 'optional')),
    ...input(clientSecretOf(way), 'clientSecret', true, unless(hasOptionalSecret(way), 'declared')),
    ...inputsOfJwt(clientJwtOf(way), need),
    ...inputsOfJwt(jwt, need),
    ...input(refreshToken, 'refreshToken', true, need),
    ...Object.entries(secretParameters).flatMap(([part, name]) => input(name, part, true, need)),
  ];
};

/** Every variable that the login reads by its name. */
export const loginInputs = (authorization: Authorization): readonly LoginInput[] =>
  waysOf(authorization).flatMap(inputsOfWay);

const template = (part: string, text: string | object | undefined): LoginTemplate[] =>
  text === undefined ? [] : [{ part, text: typeof text === 'string' ? text : JSON.stringify(text) }];

const templatesOfWay = (way: Way): LoginTemplate[] => {
  const clientJwt = clientJwtOf(way);
  return [
    ...(clientJwt === undefined ? [] : jwtTemplates(clientJwt)),
    ...(way.jwt === undefined ? [] : jwtTemplates(way.jwt)),
    ...template('scope', way.scope),
    ...template('parameters', way.parameters),
  ];
};

/** Every text of the authorization whose placeholders the login fills. */
export const loginTemplates = (authorization: Authorization): readonly LoginTemplate[] => {
  const { person } = grantOf(authorization);
  const { tokenEndpoint, issuer, parameters, headers }: Partial<TokenEndpointBase> =
    atTokenEndpoint(authorization) ?? {};
  return [
    ...template('tokenEndpoint', tokenEndpoint),
    ...(person?.templates(authorization) ?? []),
    ...waysOf(authorization).flatMap(templatesOfWay),
    ...template('issuer', issuer),
    ...template('parameters', parameters),
    ...template('headers', headers),
  ];
};

/** Names of the variables that the login writes from what a server responds. */
export const writtenVariables = (authorization: Authorization): ReadonlySet<string> =>
  new Set([
    ...Object.values<string>({ ...authorization.variables }),
    ...loginInputs(authorization).flatMap(({ part, name }) => (part === 'refreshToken' ? [name] : [])),
  ]);
