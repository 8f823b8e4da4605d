/** Which kind of key an algorithm needs. */

import type { SigningAlgorithm } from 'postsmith';
import { curves } from './curve-key.ts';
import type { Family } from './key.ts';
import { rsa } from './rsa-key.ts';

export const familyOf = (algorithm: SigningAlgorithm): Family => (algorithm[0] === 'E' ? curves : rsa);
