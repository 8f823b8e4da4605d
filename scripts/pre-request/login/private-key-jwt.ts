/** Client authentication `private_key_jwt`: an assertion signed by the client (RFC 7523 §2.2, RFC 7521 §4.2). */

import type { ClientAuthenticator } from './client-authentication.ts';
import { makeAssertion, type Signer } from './assertion.ts';
import { KeyProblem, type PrivateKey } from './key/key.ts';
import { readPrivateKey } from './key/private-key.ts';
import { requireFit } from './key/key-fit.ts';
import { normaliseKey } from './key/key-text.ts';
import * as say from './messages/key.ts';
import { readLiteral } from './target.ts';

/** The module of one algorithm; its code runs only when a token is fetched. */
export type SignerModule = () => Promise<{ readonly signer: Signer }>;

/** Authenticates with an assertion that is signed by the key in a variable. */
export const privateKeyJwt =
  (load: SignerModule): ClientAuthenticator =>
  (target, authorization, secrets) => {
    const { clientAuthentication } = authorization;
    if (clientAuthentication.kind !== 'privateKeyJwt') throw new TypeError();
    const { key: variable, algorithm, lifetime } = clientAuthentication;
    const text = normaliseKey(readLiteral(variable, authorization, target.problems));
    const report = (problem: string): void => void target.problems.push(say.keyProblem(variable, problem));
    let key: PrivateKey | undefined;
    if (text !== '' && text === target.clientId) report(say.isClientId);
    else if (text !== '' && !/^\{\{[^{}]+\}\}$/.test(text)) {
      secrets.push(text);
      key = tryTo(() => requireFit(readPrivateKey(text), algorithm), report);
    }
    if (/-----BEGIN|^\s*\{"/.test(target.clientId))
      target.problems.push(say.keyProblem(authorization.clientId, say.isKey));
    return async () => {
      if (key === undefined) throw new TypeError('there is no key');
      const { signer } = await load();
      const assertion = makeAssertion(target, { algorithm, lifetime }, key, signer);
      secrets.push(assertion);
      return {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      };
    };
  };

function tryTo<T>(read: () => T, report: (problem: string) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    report(error instanceof KeyProblem ? error.message : say.damaged);
    return undefined;
  }
}
