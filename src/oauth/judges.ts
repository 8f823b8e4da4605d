/** For each kind of demand: what it says in words, whether a login meets it, and which field of a declaration mends it. */

import type { JwtFacts, LoginFacts } from './login-facts.ts';
import type { Demand, DemandKind } from './rules.ts';
import { declaredMatch, receivedMatch, type TextMatch } from './text-match.ts';

/** A login, with how its texts are compared. */
export interface Case {
  readonly facts: LoginFacts;
  readonly match: TextMatch;
}

/** Knows one kind of demand. */
export interface Judge<Kind extends DemandKind> {
  /** What must hold, as a main clause. */
  must(demand: Demand<Kind>): string;
  /** What is wrong, as a main clause; undefined when the demand is met. */
  wrong(demand: Demand<Kind>, login: Case): string | undefined;
  /** Which field of a declaration to look at. */
  field(demand: Demand<Kind>): string;
}

/** The case of a login. */
export const caseOf = (facts: LoginFacts): Case => ({
  facts,
  match: facts.declared === true ? declaredMatch : receivedMatch,
});

/** `A, B or C` */
const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const text = (value: unknown): string =>
  value === undefined ? 'missing' : typeof value === 'string' ? value : JSON.stringify(value);

/** Only where the login has a JWT. */
const withJwt = ({ facts }: Case, wrong: (jwt: JwtFacts) => string | undefined): string | undefined =>
  facts.jwt === undefined ? undefined : wrong(facts.jwt);

/** `aud` as one string; a list of one is taken for its only member. */
const audienceOf = ({ claims: { aud } }: JwtFacts): string | undefined => {
  const only: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  return typeof only === 'string' ? only : undefined;
};

type Audience = Demand<'audience'>['among'][number];

const isAudience = (audience: string, wanted: Audience, { facts, match }: Case): boolean => {
  if (typeof wanted !== 'string') return match.looksLike(audience, wanted);
  if (wanted !== 'tokenEndpoint' && wanted !== 'issuer') return match.equals(audience, wanted);
  return facts[wanted] !== '' && match.equals(audience, facts[wanted]);
};

const AUDIENCES: Readonly<Record<string, string>> = {
  tokenEndpoint: "the token endpoint's URL",
  issuer: "the authorization server's issuer identifier",
};

const audienceName = (wanted: Audience): string =>
  typeof wanted === 'string' ? (AUDIENCES[wanted] ?? wanted) : wanted.means;

const secondsOf = ({ claims: { exp, iat }, receivedAt }: JwtFacts, from: 'issuedAt' | 'now'): number => {
  const start = from === 'now' ? receivedAt : iat;
  return typeof exp === 'number' && typeof start === 'number' ? exp - start : Number.NaN;
};

const wrongClaim = (value: unknown, demand: Demand<'claim'>, { match }: Case): string | undefined => {
  const { name, among, minLength = 1, maxLength = Infinity } = demand;
  if (value === undefined || value === '') return `the JWT has no claim ${name}`;
  if (among !== undefined && !among.some((each) => match.equals(String(value), each))) {
    return `the JWT's claim ${name} is ${text(value)}`;
  }
  const length = match.lengthOf(String(value)) ?? minLength;
  if (length >= minLength && length <= maxLength) return undefined;
  return `the JWT's claim ${name} has ${length} characters`;
};

const lengthName = (least: number | undefined, most: number | undefined): string => {
  if (most === undefined) return least === undefined ? '' : `, of at least ${least} characters`;
  return least === undefined ? `, of at most ${most} characters` : `, of ${least} to ${most} characters`;
};

/** Which field of a declaration sets a header. */
const HEADER_FIELDS: Readonly<Record<string, string>> = {
  kid: 'keyId',
  typ: 'type',
  x5c: 'certificate',
  x5t: 'certificate',
  'x5t#S256': 'certificate',
};

const CLAIM_FIELDS: Readonly<Record<string, string>> = {
  jti: 'jti',
  sub: 'subject',
  iss: 'issuer',
  nbf: 'notBefore',
};

/** The grants in whose token request the client itself asks for a scope. */
const ASKS_FOR_SCOPE = new Set(['clientCredentials', 'jwtBearer', 'bearerJwt']);

const wrongScope = ({ in: place, token }: Demand<'scope'>, { facts, match }: Case): string | undefined => {
  if (!ASKS_FOR_SCOPE.has(facts.grant)) return undefined;
  const scope = place === 'parameter' ? facts.form['scope'] : facts.jwt?.claims['scope'];
  if (typeof scope !== 'string' || scope.trim() === '') {
    return `no scope is asked for ${place === 'parameter' ? 'with the parameter' : 'in the claim'} scope`;
  }
  const fits = token === undefined || scope.split(' ').some((each) => match.looksLike(each, token));
  return fits ? undefined : `the scope is ${scope}`;
};

/** The judges by kind of demand. */
export const judges: { readonly [Kind in DemandKind]: Judge<Kind> } = {
  grant: {
    must: ({ among }) => `the grant must be ${oneOf(among)}`,
    wrong: ({ among }, { facts }) =>
      among.includes(facts.grant) ? undefined : `the grant is ${facts.grant}`,
    field: () => 'the grant',
  },
  clientAuthentication: {
    must: ({ among }) => `the client must authenticate with ${oneOf(among)}`,
    wrong: ({ among }, { facts: { clientAuthentication } }) =>
      among.includes(clientAuthentication ?? '')
        ? undefined
        : clientAuthentication === undefined
          ? 'the client does not authenticate'
          : `the client authenticates with ${clientAuthentication}`,
    field: () => 'clientAuthentication',
  },
  algorithm: {
    must: ({ among }) => `the JWT must be signed with ${oneOf(among)}`,
    wrong: ({ among }, login) =>
      withJwt(login, ({ header: { alg } }) =>
        among.includes(text(alg)) ? undefined : `the JWT is signed with ${text(alg)}`,
      ),
    field: () => 'algorithm',
  },
  audience: {
    must: ({ among }) => `the JWT's audience must be ${oneOf(among.map(audienceName))}`,
    wrong: ({ among }, login) =>
      withJwt(login, (jwt) => {
        const audience = audienceOf(jwt);
        const meant = audience !== undefined && among.some((each) => isAudience(audience, each, login));
        return meant ? undefined : `the JWT's audience is ${text(jwt.claims['aud'])}`;
      }),
    field: () => 'audience',
  },
  singleAudience: {
    must: () => "the JWT's audience must be a string, not a list",
    wrong: (_demand, login) =>
      withJwt(login, ({ claims: { aud } }) =>
        typeof aud === 'string' ? undefined : `the JWT's audience is ${text(aud)}`,
      ),
    field: () => 'audience',
  },
  lifetime: {
    must: ({ atMost, from }) =>
      `the JWT must end ${atMost} seconds ${from === 'now' ? 'from now' : 'after it was issued'} at the latest`,
    wrong: ({ atMost, from }, login) =>
      withJwt(login, (jwt) => {
        const seconds = secondsOf(jwt, from);
        if (seconds <= atMost) return undefined;
        if (Number.isNaN(seconds)) return `the JWT lacks exp${from === 'now' ? '' : ' or iat'}`;
        return `the JWT ends ${seconds} seconds ${from === 'now' ? 'from now' : 'after it was issued'}`;
      }),
    field: ({ from }) => (from === 'now' ? 'lifetime' : 'lifetime or backdate'),
  },
  header: {
    must: ({ anyOf }) => `the JWT must have the header ${oneOf(anyOf)}`,
    wrong: ({ anyOf }, login) =>
      withJwt(login, ({ header }) =>
        anyOf.some((name) => header[name] !== undefined && header[name] !== '')
          ? undefined
          : `the JWT has no header ${oneOf(anyOf)}`,
      ),
    field: ({ anyOf }) => oneOf([...new Set(anyOf.map((name) => HEADER_FIELDS[name] ?? 'header'))]),
  },
  headerValue: {
    must: ({ name, value }) => `the JWT's header ${name} must be ${value}`,
    wrong: ({ name, value }, login) =>
      withJwt(login, ({ header }) =>
        typeof header[name] === 'string' && login.match.equals(header[name], value)
          ? undefined
          : `the JWT's header ${name} is ${text(header[name])}`,
      ),
    field: ({ name }) => HEADER_FIELDS[name] ?? 'header',
  },
  claim: {
    must: ({ name, among, minLength, maxLength }) =>
      `the JWT must have the claim ${name}` +
      (among === undefined ? '' : `, and it must be ${oneOf(among)}`) +
      lengthName(minLength, maxLength),
    wrong: (demand, login) => withJwt(login, ({ claims }) => wrongClaim(claims[demand.name], demand, login)),
    field: ({ name }) => CLAIM_FIELDS[name] ?? 'claims',
  },
  knownClaims: {
    must: ({ only }) => `the JWT must have no other claims than ${only.join(', ')}`,
    wrong: ({ only }, login) =>
      withJwt(login, ({ claims }) => {
        const unknown = Object.keys(claims).filter((name) => !only.includes(name));
        return unknown.length === 0 ? undefined : `the JWT has the claim ${unknown.join(', ')}`;
      }),
    field: () => 'claims or subject',
  },
  scope: {
    must: ({ in: place, token }) =>
      `a scope must be asked for ${place === 'parameter' ? 'with the parameter' : 'in the claim'} scope` +
      (token === undefined ? '' : `, with ${token.means} in it`),
    wrong: wrongScope,
    field: ({ in: place }) => (place === 'parameter' ? 'scope' : 'scope and scopeClaim'),
  },
  parameter: {
    must: ({ name }) => `the token request must have the parameter ${name}`,
    wrong: ({ name }, { facts }) =>
      (facts.form[name] ?? '') === '' ? `the token request has no parameter ${name}` : undefined,
    field: ({ name }) => `parameters.${name}`,
  },
};
