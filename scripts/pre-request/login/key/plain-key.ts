/** Reads a private key that is not encrypted. */

import type { SigningAlgorithm } from 'postsmith';
import { requireFit } from './key-fit.ts';
import { normaliseKey } from './key-text.ts';
import { readPrivateKey } from './private-key.ts';

/** @throws KeyProblem */
export const readPlainKey = (text: string, { algorithm }: { readonly algorithm: SigningAlgorithm }) =>
  requireFit(readPrivateKey(normaliseKey(text)), algorithm);
