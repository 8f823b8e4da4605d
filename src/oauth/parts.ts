/** Which parts a login needs: names that tell equal programs from others. */

import type { LoginConfiguration, WayConfiguration } from '../../scripts/login/configuration.ts';
import type { JwtSettings } from '../../scripts/login/jwt/content.ts';

const partsOfJwt = ({ algorithm, certificate }: JwtSettings): string[] => [
  'jwt',
  algorithm.startsWith('HS') ? 'key/secret' : 'key/private',
  `sign/${algorithm}`,
  ...(certificate === undefined ? [] : ['certificate']),
];

const partsOfWay = ({ clientAuthentication, jwt }: WayConfiguration): string[] => [
  ...(clientAuthentication === undefined ? [] : [`client/${clientAuthentication.method}`]),
  ...[clientAuthentication?.jwt, jwt].flatMap((each) => (each === undefined ? [] : partsOfJwt(each))),
];

/** The parts of a login, sorted, each once. Equal parts are an equal program. */
export const partsOf = ({ ways, isPersons }: LoginConfiguration): readonly string[] =>
  [...new Set([...ways.flatMap(partsOfWay), ...(isPersons === true ? ['person'] : [])])].sort();
