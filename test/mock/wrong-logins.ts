/** Logins that are wrong in exactly one respect, and for which way to log in each of them makes sense. */

import { randomUUID } from 'node:crypto';
import type { Mock } from '../../src/mock/mock.ts';
import type { TokenEndpointBase } from '../../src/oauth/grant.ts';
import { draftOf, mainJwt, send, type Draft, type Outcome } from './login-draft.ts';
import { now } from './oauth-client.ts';

interface Wrong {
  /** True when such a login can be wrong in this respect. */
  fits(draft: Draft): boolean;
  /** Spoils a good login. */
  spoil(draft: Draft, mock: Mock): void;
  /** True: the login is good, and sent twice. */
  readonly isRepeated?: true;
}

const signs = ({ jwt, clientJwt }: Draft): boolean => jwt !== undefined || clientJwt !== undefined;
const asks = ({ way }: Draft): boolean => way.grantType !== undefined;
const hasSecret = ({ secret }: Draft): boolean => secret !== undefined;
const renews = ({ way }: Draft): boolean => way.refreshToken !== undefined;
/** The provider knows again what is sent once. */
const isUsedOnce = (draft: Draft): boolean =>
  asks(draft) && signs(draft) && mainJwt(draft).settings.jti !== false && !isJwtSecret(draft);
const isJwtSecret = ({ clientJwt, way }: Draft): boolean =>
  clientJwt !== undefined && way.jwt === undefined && !clientJwt.claims['sub'];

const further = ({ form }: Draft): string | undefined =>
  Object.keys(form).find((name) => !['grant_type', 'scope', 'refresh_token'].includes(name));

/** By what is wrong. */
export const wrongs: Readonly<Record<string, Wrong>> = {
  'an expired JWT': {
    fits: signs,
    spoil: (draft) => (mainJwt(draft).claims['exp'] = now() - 1),
  },
  'a JWT that was used before': { fits: isUsedOnce, spoil: () => {}, isRepeated: true },
  'a JWT for another audience': {
    fits: (draft) => signs(draft) && mainJwt(draft).settings.audience !== undefined,
    spoil: (draft) => (mainJwt(draft).claims['aud'] = `${String(mainJwt(draft).claims['aud'])}?other`),
  },
  'a JWT with another key': {
    fits: signs,
    spoil: (draft, mock) => {
      const jwt = mainJwt(draft);
      const strange = draftOf({ ...mock, values: { ...mock.values, ...mock.strangeValues } }, draft.way);
      Object.assign(jwt, { key: mainJwt(strange).key, passphrase: mainJwt(strange).passphrase });
    },
  },
  'a JWT of an unknown client': {
    fits: signs,
    spoil: (draft) => {
      const { claims } = mainJwt(draft);
      const unknown = `unknown-${randomUUID()}`;
      Object.assign(claims, { iss: unknown, ...(claims['sub'] === claims['iss'] && { sub: unknown }) });
    },
  },
  'a JWT that lives too long': {
    fits: signs,
    spoil: (draft) => (mainJwt(draft).claims['exp'] = now() + 3 * 3600),
  },
  'a JWT that names no key': {
    fits: (draft) => signs(draft) && mainJwt(draft).header['kid'] !== undefined,
    spoil: (draft) => delete mainJwt(draft).header['kid'],
  },
  'a JWT of another type': {
    fits: signs,
    spoil: (draft) => (mainJwt(draft).header['typ'] = 'other+jwt'),
  },
  'a wrong client secret': {
    fits: hasSecret,
    spoil: (draft) => (draft.secret = `${draft.secret ?? ''}?`),
  },
  'no client secret': {
    fits: hasSecret,
    spoil: (draft) => (draft.secret = undefined),
  },
  'an unknown client': {
    fits: (draft) => asks(draft) && draft.way.clientAuthentication !== undefined && !draft.clientJwt,
    spoil: (draft) => (draft.clientId = `unknown-${randomUUID()}`),
  },
  'a refresh token that was used before': { fits: renews, spoil: () => {}, isRepeated: true },
  'an unknown refresh token': {
    fits: renews,
    spoil: (draft) => (draft.form['refresh_token'] = randomUUID()),
  },
  'a scope that was not declared': {
    fits: (draft) => asks(draft) && draft.form['scope'] !== undefined,
    spoil: (draft) => (draft.form['scope'] = `${String(draft.form['scope'])} unknown`),
  },
  'a request without a declared parameter': {
    fits: (draft) => further(draft) !== undefined,
    spoil: (draft) => (draft.form[further(draft) ?? ''] = undefined),
  },
  'another value of a declared parameter': {
    fits: (draft) => further(draft) !== undefined,
    spoil: (draft) => (draft.form[further(draft) ?? ''] = 'other'),
  },
  'a parameter that was not declared': {
    fits: asks,
    spoil: (draft) => (draft.form['undeclared'] = 'x'),
  },
  'a request without a declared header': {
    fits: ({ headers }) => Object.keys(headers).length > 0,
    spoil: (draft) => (draft.headers = {}),
  },
};

/** What is wrong, and what came of it; the good login first. A refresh token is used by the good one alone. */
export const tryLogins = async (
  mock: Mock,
  way: Draft['way'],
  endpoint: Partial<TokenEndpointBase>,
  path: string,
): Promise<ReadonlyMap<string, Outcome>> => {
  const freshToken = async (draft: Draft): Promise<Draft> => {
    const last = mock.lastRefreshToken();
    if (way.refreshToken !== undefined && last !== undefined) draft.form['refresh_token'] = last;
    return draft;
  };
  const outcomes = new Map([['nothing', await send(mock, draftOf(mock, way, endpoint), path)]]);
  const plain = draftOf(mock, way, endpoint);
  const kinds = Object.entries(wrongs).filter(([, { fits }]) => fits(plain));
  // What was used twice ends all that came of it: those last.
  const sorted = kinds.toSorted(
    ([, one], [, other]) => Number(one.isRepeated ?? 0) - Number(other.isRepeated ?? 0),
  );
  for (const [what, { spoil, isRepeated }] of sorted) {
    const draft = await freshToken(draftOf(mock, way, endpoint));
    spoil(draft, mock);
    const first = await send(mock, draft, path);
    outcomes.set(what, isRepeated === true ? await send(mock, draft, path) : first);
  }
  return outcomes;
};
