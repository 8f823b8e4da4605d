/** What can be made wrong about a login, and how. */

import { PostsmithError } from '../errors.ts';
import type { Way } from '../oauth/grant.ts';
import { clientJwtOf, clientSecretOf } from '../oauth/inputs.ts';
import type { MockWay } from './login/ways.ts';
import type { Flaw, LoginServer } from './mock.ts';
import type { Values } from '../values/placeholders.ts';

/** Flaws that the values of a way to log in, or its audience, can have. */
export const flawsOf = (way: Way): readonly Flaw[] => {
  const jwt = way.jwt ?? clientJwtOf(way);
  return [
    ...(jwt === undefined ? [] : (['wrong-key'] as const)),
    ...(clientSecretOf(way) === undefined ? [] : (['wrong-secret'] as const)),
    ...(way.secretParameters === undefined ? [] : (['wrong-parameter'] as const)),
    ...(way.refreshToken === undefined ? [] : (['used-refresh-token'] as const)),
    ...(jwt?.audience === undefined ? [] : (['wrong-audience'] as const)),
  ];
};

/** The values with which a login fails. @throws PostsmithError USAGE when it can't have the flaw */
export const spoil = async (
  flaw: Flaw,
  { way, strangeValues, values }: MockWay,
  login: LoginServer,
): Promise<Values> => {
  const wrong = (names: readonly string[]): Values =>
    Object.fromEntries(names.map((name) => [name, `${values[name] ?? ''}?`]));
  if (!flawsOf(way).includes(flaw)) {
    throw new PostsmithError('USAGE', `A login by ${way.title} can't have the flaw "${flaw}".`);
  }
  switch (flaw) {
    case 'wrong-key':
      return strangeValues;
    case 'wrong-secret':
      return wrong([clientSecretOf(way) ?? '']);
    case 'wrong-parameter':
      return wrong(Object.values(way.secretParameters ?? {}));
    case 'used-refresh-token':
      return { [way.refreshToken ?? '']: await login.issueRefreshToken('used') };
    case 'wrong-audience':
      login.demandOtherAudience();
      return {};
  }
};
