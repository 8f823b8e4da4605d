/** The parts of a login on the command line: the same functions that run in Postman, with `node:crypto` below them. */

import { authenticate as assertion } from '../../scripts/login/client-authentication/assertion.ts';
import { authenticate as clientSecretBasic } from '../../scripts/login/client-authentication/client-secret-basic.ts';
import { authenticate as clientSecretPost } from '../../scripts/login/client-authentication/client-secret-post.ts';
import { authenticate as jwtClientSecret } from '../../scripts/login/client-authentication/jwt-client-secret.ts';
import { authenticate as none } from '../../scripts/login/client-authentication/none.ts';
import type { WayConfiguration } from '../../scripts/login/configuration.ts';
import { encode } from '../../scripts/login/json.ts';
import { certificateHeaders } from '../../scripts/login/jwt/certificate.ts';
import { signingAlgorithms } from '../../scripts/login/jwt/content.ts';
import { jwt } from '../../scripts/login/jwt/jwt.ts';
import { readPrivateKey } from '../../scripts/login/keys/private-key.ts';
import { readSharedSecret } from '../../scripts/login/keys/shared-secret.ts';
import type { KeyReader, LoginParts } from '../../scripts/login/parts.ts';
import { jwtTools, keyObjectOf, signerOf } from '../keys/key-object.ts';

/** A key that nobody could sign with is told before a person is asked to sign in. */
const readUsableKey: KeyReader = (text, wanted, decrypt) => {
  const key = readPrivateKey(text, wanted, decrypt);
  keyObjectOf(key);
  return key;
};

/** The parts for one way. */
export const partsFor = ({ encoding }: WayConfiguration): LoginParts => ({
  clientAuthentications: {
    assertion,
    'client-secret-basic': clientSecretBasic,
    'client-secret-post': clientSecretPost,
    'jwt-client-secret': jwtClientSecret,
    none,
  },
  jwt,
  jwtTools,
  readPrivateKey: readUsableKey,
  readSharedSecret,
  certificateHeaders,
  signers: Object.fromEntries(
    signingAlgorithms.map((algorithm) => [algorithm, async () => ({ [algorithm]: signerOf(algorithm) })]),
  ),
  ...(encoding === 'json' && { encode }),
});
