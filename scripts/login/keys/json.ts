/** Reads JSON that holds keys. */

import * as say from '../messages/key.ts';
import { KeyProblem, type Members } from './key.ts';

/** @throws KeyProblem */
export function parseJson(text: string): Members {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new KeyProblem(say.badJson);
  }
}
