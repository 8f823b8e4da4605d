/** Which parts a login needs: names that tell equal programs from others. */

import type { LoginConfiguration, WayConfiguration } from '../../scripts/login/configuration.ts';
import type { JwtSettings } from '../../scripts/login/jwt/content.ts';

const partsOfJwt = ({ algorithm, certificate }: JwtSettings): string[] => [
  'jwt',
  algorithm.startsWith('HS') ? 'key/secret' : 'key/private',
  `sign/${algorithm}`,
  ...(certificate === undefined ? [] : ['certificate']),
];

const partsOfWay = ({ host, encoding, clientAuthentication, jwt }: WayConfiguration): string[] => [
  ...(host === undefined ? [] : ['host']),
  ...(encoding === 'json' ? ['json'] : []),
  ...(clientAuthentication === undefined ? [] : [`client/${clientAuthentication.method}`]),
  ...[clientAuthentication?.jwt, jwt].flatMap((each) => (each === undefined ? [] : partsOfJwt(each))),
];

/** The parts of a login, sorted, each once. Equal parts are an equal program. */
export const partsOf = ({ ways, isPersons }: LoginConfiguration): readonly string[] =>
  [
    ...new Set([
      ...ways.flatMap(partsOfWay),
      ...(ways.length > 1 ? ['several-ways'] : []),
      ...(isPersons === true ? ['person'] : []),
    ]),
  ].sort();
