/** EdDSA on Ed25519 (RFC 8037 §3.1, RFC 8032 §5.1), which needs no random number. Ed448 is not supported. */

import { eddsa, edwards } from '@noble/curves/abstract/edwards.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import type { Signer } from './signer.ts';

/** RFC 8032 §5.1. */
const curve = edwards({
  p: 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedn,
  n: 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn,
  h: 8n,
  a: 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffecn,
  d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
  Gx: 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an,
  Gy: 0x6666666666666666666666666666666666666666666666666666666666666658n,
});

/** Makes a scalar of the first half of the hashed seed (RFC 8032 §5.1.5, step 2). */
function adjustScalarBytes(bytes: Uint8Array): Uint8Array {
  const [first = 0, last = 0] = [bytes[0], bytes[31]];
  bytes[0] = first & 248;
  bytes[31] = (last & 127) | 64;
  return bytes;
}

const { sign } = eddsa(curve, sha512, { adjustScalarBytes });

export const signer: Signer = {
  hmac: (key, message) => hmac(sha512, key, message),
  sign: (message, { secret }) => sign(message, secret),
};
