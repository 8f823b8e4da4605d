/** What every way of authenticating the client has in common (RFC 6749 §2.3). */

import type { ClientCredentials } from 'postsmith';
import type { Target } from './target.ts';

/** Form parameters that prove who the client is (RFC 7521 §4.2). */
export type Proof = Readonly<Record<string, string>>;

/**
 * Reads at once what the proof needs, adds what is wrong with it to `target.problems` and whatever no message may show
 * to `secrets`, and returns how to make the proof.
 */
export type ClientAuthenticator = (
  target: Target,
  authorization: ClientCredentials,
  secrets: string[],
) => () => Promise<Proof>;
