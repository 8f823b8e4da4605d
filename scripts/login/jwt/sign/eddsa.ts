/** EdDSA on Ed25519 (RFC 8037 §3.1, RFC 8032 §5.1), which needs no random number. Ed448 is not supported. */

import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { checkPublicPart } from '../../keys/key.ts';
import type { Signer } from './signer.ts';

// A login signs once: noble's table for many signatures would take longer than the signature.
ed25519.Point.BASE.precompute(1);

export const EdDSA: Signer = {
  hmac: (key, message) => hmac(sha512, key, message),
  sign(message, key) {
    checkPublicPart(key, () => ed25519.getPublicKey(key.secret));
    return ed25519.sign(message, key.secret);
  },
};
