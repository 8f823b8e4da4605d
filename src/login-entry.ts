/**
 * The generated entry modules of a collection's own scripts: each imports just what the declared authorization needs,
 * so nothing else gets into the bundle, and the crypto behind `import()` runs only when a token is fetched.
 */

import type { Authorization } from './oauth/authorization.ts';
import { Entry, literal, LOGIN, object } from './login-entry/entry.ts';
import { hostVariableOf, waysOf } from './login-entry/ways.ts';

const keptIn = ({ variables: { accessToken, expires, scope, accessTokenFor } }: Authorization): string =>
  literal([accessToken, expires, scope, accessTokenFor]);

/** The code that chooses a way, once the host is understood. */
const chooseWay = (entry: Entry, authorization: Authorization): string => {
  const host = hostVariableOf(authorization);
  const settled = host === undefined ? '' : `${entry.use(`${LOGIN}/host`, 'settleHost')}(${literal(host)}), `;
  const [first = '', ...others] = waysOf(entry, authorization);
  const chosen =
    others.length === 0 && !takesButton(authorization)
      ? first
      : `${entry.use(`${LOGIN}/ways`, 'firstOpen')}([${[first, ...others].join(', ')}])`;
  return `() => (${settled}${chosen})`;
};

const takesButton = (authorization: Authorization): boolean => authorization.kind === 'authorizationCode';

/**
 * Returns the TypeScript that logs a collection in: the end of its pre-request script.
 *
 * @param scriptsFolder absolute path of Postsmith's own `scripts/`
 */
export const loginEntry = (authorization: Authorization, scriptsFolder: string): string => {
  const entry = new Entry(scriptsFolder);
  const { provider } = authorization;
  const plan = object({
    keep: keptIn(authorization),
    way: chooseWay(entry, authorization),
    brought:
      authorization.kind === 'authorizationCode'
        ? `${entry.use(`${LOGIN}/grants/stand-aside`, 'broughtIn')}(${[
            keptIn(authorization),
            literal(authorization.tokenEndpoint),
            literal(authorization.clientId),
          ].join(', ')})`
        : undefined,
  });
  const places =
    provider === undefined
      ? ''
      : `${entry.use(`${LOGIN}/messages/settings`, 'placesAre')}(${literal(provider.whereToFind)});\n`;
  return entry.text(`${places}${entry.use('login/login', 'login')}(${plan});`);
};

/**
 * Returns the TypeScript that renews a token to which the API answers 401: the beginning of a collection's
 * post-response script.
 *
 * @param scriptsFolder absolute path of Postsmith's own `scripts/`
 */
export const renewTokenEntry = (authorization: Authorization, scriptsFolder: string): string => {
  const entry = new Entry(scriptsFolder);
  const { provider } = authorization;
  const causes = provider?.likelyCauses['invalid_token'];
  const renewal = object({
    keep: keptIn(authorization),
    provider: provider && literal(provider.name),
    causes: causes && literal(causes),
  });
  const call = takesButton(authorization)
    ? entry.use('login/renew-or-ask', 'renewOrAsk')
    : entry.use('login/renew-token', 'renewToken');
  return entry.text(`${call}(${renewal});`);
};
