/** For each kind of demand, how a declaration breaks just that one. */

import type { Authorization, Demand, DemandKind, Rule } from '../../src/oauth/authorization.ts';

type Members = { readonly [name: string]: unknown };

const record = (value: unknown): Members => ({ ...(value as Members | undefined) });

/** The field that holds the JWT. */
export const jwtField = ({ kind }: Authorization): string =>
  kind === 'jwtBearer' ? 'assertion' : kind === 'bearerJwt' ? 'jwt' : 'clientAuthentication';

/** A copy without some fields. */
const without = (value: Members, ...names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

const changeJwt = (authorization: Authorization, change: (jwt: Members) => Members): Members => {
  const field = jwtField(authorization);
  return { ...authorization, [field]: change(record(record(authorization)[field])) };
};

const withClaims = (authorization: Authorization, claims: Members): Members =>
  changeJwt(authorization, (jwt) => ({ ...jwt, claims: { ...record(jwt['claims']), ...claims } }));

const ELSEWHERE = 'https://elsewhere.example.org/token/x';

const breakClaim = (authorization: Authorization, { name, among }: Demand<'claim'>): Members => {
  if (among !== undefined) return withClaims(authorization, { [name]: 'group' });
  return changeJwt(authorization, (jwt) =>
    name === 'jti' ? { ...jwt, jti: false } : without(jwt, name === 'sub' ? 'subject' : name),
  );
};

const pick = (candidates: readonly string[], refused: readonly string[]): string => {
  const found = candidates.find((each) => !refused.includes(each));
  if (found === undefined) throw new Error('Everything is allowed');
  return found;
};

type Breakers = {
  readonly [Kind in DemandKind]: (authorization: Authorization, demand: Demand<Kind>) => Members;
};

const breakers: Breakers = {
  grant: (authorization) => ({
    ...without(
      record(authorization),
      'tokenEndpoint',
      'issuer',
      'parameters',
      'clientAuthentication',
      'assertion',
    ),
    kind: 'bearerJwt',
    jwt: record(authorization)[jwtField(authorization)],
  }),
  clientAuthentication: (authorization, { among }) => ({
    ...authorization,
    clientAuthentication: {
      kind: pick(['clientSecretBasic', 'clientSecretPost'], among),
      clientSecret: 'client_secret',
    },
  }),
  algorithm: (authorization, { among }) =>
    changeJwt(authorization, (jwt) => ({
      ...jwt,
      algorithm: pick(['PS512', 'ES512', 'EdDSA', 'RS256'], among),
    })),
  audience: (authorization) => changeJwt(authorization, (jwt) => ({ ...jwt, audience: ELSEWHERE })),
  singleAudience: (authorization) => {
    const { audience } = record(record(authorization)[jwtField(authorization)]);
    return withClaims(authorization, { aud: [audience] });
  },
  lifetime: (authorization, { atMost }) =>
    changeJwt(authorization, (jwt) => ({ ...jwt, lifetime: atMost + 1 })),
  header: (authorization) =>
    changeJwt(authorization, (jwt) => ({
      ...without(jwt, 'keyId', 'certificate'),
      ...(jwt['keyFile'] !== undefined && { keyFile: without(record(jwt['keyFile']), 'keyId') }),
    })),
  headerValue: (authorization, { name }) =>
    changeJwt(authorization, (jwt) =>
      name === 'typ' ? { ...jwt, type: 'at+jwt' } : { ...jwt, header: { [name]: 'another' } },
    ),
  claim: breakClaim,
  knownClaims: (authorization) => withClaims(authorization, { colour: 'red' }),
  scope: (authorization, { token }) =>
    token === undefined ? without(record(authorization), 'scope') : { ...authorization, scope: 'colour:red' },
  parameter: (authorization, { name }) => ({
    ...authorization,
    parameters: without(record(record(authorization)['parameters']), name),
  }),
};

const breakDemand = <Kind extends DemandKind>(authorization: Authorization, demand: Demand<Kind>): Members =>
  breakers[demand.kind](authorization, demand);

/** The authorization, changed so that it breaks this rule. */
export const breakRule = (authorization: Authorization, { demand }: Rule): Members =>
  breakDemand(authorization, demand);
