/** Reads a secret: from its variable or, where that is empty, from Postman's vault. */

import { clientId, readLiteral } from './attempt.ts';
import { noVault, orVault } from './messages/settings.ts';
import { secrets } from './redact-before.ts';
import { unresolved, valueOf } from './variables.ts';

/** What the app and the Postman CLI have and newman lacks. It asks the user, who may refuse. */
interface Vault {
  get(name: string): Promise<unknown>;
}

/** Returns the secret, which from now on no message shows; reports a missing one unless it `isOptional`. */
export async function readSecret(name: string, isOptional?: boolean): Promise<string> {
  const { vault }: typeof pm & { vault?: Vault } = pm;
  const isEmpty = !valueOf(name).trim();
  let secret = isEmpty && vault ? String((await vault.get(name).catch(() => '')) ?? '') : '';
  if (!secret && !(isEmpty && isOptional)) secret = readLiteral(name, vault ? orVault : noVault);
  // The client id in its place is a mistake that the message has to name.
  if (secret && secret !== clientId && !unresolved(secret)) secrets.push(secret);
  return secret;
}
