/** Which probes and flaws make sense for the way a collection logs in. */

import type { Authorization, ClientAuthentication } from '../../oauth/authorization.ts';
import { loginOf, type LoginWay, mainJwtOf, type RunTimeLogin, secretVariableOf } from '../login/way.ts';
import type { Flaw, Probe } from '../mock.ts';

/** Flaws that the values of a login, or its audience, can have. */
export const flawsOf = (authorization: Authorization, way: LoginWay | undefined): readonly Flaw[] => {
  const login = loginOf(authorization, way);
  const jwt = mainJwtOf(login);
  return [
    ...(jwt === undefined ? [] : (['wrong-key'] as const)),
    ...(secretVariableOf(login.clientAuthentication) === undefined ? [] : (['wrong-secret'] as const)),
    ...(login.grant === 'refreshToken' ? (['used-refresh-token'] as const) : []),
    ...(jwt?.audience === undefined ? [] : (['wrong-audience'] as const)),
  ];
};

const jwtProbes = (login: RunTimeLogin): readonly Probe[] => {
  const jwt = mainJwtOf(login);
  if (jwt === undefined) return [];
  return [
    'expired-assertion',
    // A bearer token is used many times.
    ...(jwt.jti === false || login.grant === 'bearerJwt' ? [] : (['reused-jti'] as const)),
    ...(jwt.audience === undefined ? [] : (['wrong-audience'] as const)),
    'wrong-key',
    'unknown-client',
    'too-long-lived',
    ...(jwt.keyId === undefined && jwt.keyFile?.keyId === undefined ? [] : (['missing-key-id'] as const)),
    ...(jwt.type === undefined ? [] : (['wrong-type'] as const)),
  ];
};

const clientProbes = (authentication: ClientAuthentication | undefined): readonly Probe[] => {
  switch (authentication?.kind) {
    case 'clientSecretBasic':
    case 'clientSecretPost':
      return ['unknown-client', 'wrong-secret', 'no-secret'];
    case 'none':
      return ['unknown-client'];
    default:
      return [];
  }
};

/** Every probe for a login; `valid` first. The client authentication is the registered one. */
export const probesOf = (authorization: Authorization, login: RunTimeLogin): readonly Probe[] => {
  const parameters = authorization.kind === 'bearerJwt' ? {} : (authorization.parameters ?? {});
  const asksForScope = login.scope !== undefined && mainJwtOf(login)?.scopeClaim !== true;
  const usesPkce =
    authorization.kind === 'authorizationCode' && authorization.pkce && login.grant === 'refreshToken';
  return [
    ...new Set<Probe>([
      'valid',
      ...jwtProbes(login),
      ...clientProbes(login.clientAuthentication),
      ...(login.grant === 'refreshToken' ? (['used-refresh-token', 'unknown-refresh-token'] as const) : []),
      ...(asksForScope && login.grant !== 'bearerJwt' ? (['unknown-scope'] as const) : []),
      ...(Object.keys(parameters).length > 0 ? (['missing-parameter'] as const) : []),
      ...(usesPkce ? (['no-pkce'] as const) : []),
    ]),
  ];
};
