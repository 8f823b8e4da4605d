/** Reads the little of DER that keys are written in (ITU-T X.690 §8, §10). */

import { hex } from '../bytes.ts';
import { truncated } from '../messages/key.ts';
import { KeyProblem } from './key.ts';

export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

export const SEQUENCE = 0x30;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;

/** The values that follow one another in `bytes`. @throws KeyProblem when the last one is cut off. */
export function readValues(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? NaN;
    at += 2;
    if (length > 0x80) {
      const size = length - 0x80;
      length = parseInt(hex(bytes.subarray(at, at + size)), 16);
      at += size;
    }
    if (!(at + length <= bytes.length)) throw new KeyProblem(truncated);
    values.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return values;
}
