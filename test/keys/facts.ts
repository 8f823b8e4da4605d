/** Made-up providers, one for each way in which providers take keys. */

import { secret } from '../../src/index.ts';
import type { KeyFacts } from '../../src/keys/filled-variables.ts';
import type { Registration } from '../../src/presets/preset.ts';

const facts = (
  name: string,
  algorithms: KeyFacts['algorithms'],
  registration: Registration | undefined,
): KeyFacts => ({
  name,
  algorithms,
  environment: {
    tenant: '',
    client_id: '',
    client_private_key: secret(),
    key_id: '',
    access_token: secret(),
  },
  whereToFind: {
    client_id: 'shown when the client is made',
    client_private_key: 'the file that you made',
    tenant: 'in the address of the console',
    key_id: 'beside the key',
    delegated_user: 'where only some need it',
  },
  ...(registration !== undefined && { registration }),
});

export const providers = {
  jwkTaker: facts('JWK Taker', ['RS384', 'ES384'], {
    formats: ['JWK set', 'JWK'],
    where: 'Console › Clients › Keys.',
  }),
  certificateTaker: facts('Certificate Taker', ['PS256'], {
    formats: ['certificate'],
    where: 'Console › Certificates.',
  }),
  keyMaker: facts('Key Maker', ['RS256'], { formats: [], where: 'Console › Make a key; it is shown once.' }),
  secretTaker: facts('Secret Taker', ['HS256'], undefined),
  passwordTaker: facts('Password Taker', [], undefined),
};
