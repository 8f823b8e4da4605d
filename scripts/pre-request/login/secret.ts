/** Reads a secret: from its variable or, where that is empty, from Postman's vault. */

import type { Attempt } from './attempt.ts';
import { readLiteral } from './inputs.ts';
import { noVault, orVault } from './messages/settings.ts';
import { unresolved, valueOf } from './variables.ts';

/** What the app and the Postman CLI have and newman lacks. It asks the user, who may refuse. */
interface Vault {
  get(name: string): Promise<unknown>;
}

/** Returns the secret, which from now on no message shows; reports a missing one unless it `isOptional`. */
export async function readSecret(attempt: Attempt, name: string, isOptional = false): Promise<string> {
  const { vault }: typeof pm & { vault?: Vault } = pm;
  let secret = '';
  if (vault && valueOf(name).trim() === '') secret = String((await vault.get(name).catch(() => '')) ?? '');
  if (secret === '' && !(isOptional && valueOf(name).trim() === ''))
    secret = readLiteral(attempt, name, vault ? orVault : noVault);
  if (secret !== '' && unresolved(secret) === undefined) attempt.secrets.push(secret);
  return secret;
}
