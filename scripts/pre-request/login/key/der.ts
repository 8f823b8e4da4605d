/** Reads the little of DER that keys are written in (ITU-T X.690 §8, §10). */

export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const BIT_STRING = 0x03;

/** The values that follow one another in `bytes`. @throws RangeError when the last one is cut off. */
export function readValues(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? NaN;
    at += 2;
    if (length > 0x80) {
      const size = length - 0x80;
      length = bytes.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0);
      at += size;
    }
    if (!(at + length <= bytes.length)) throw new RangeError('cut off');
    values.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return values;
}
