/**
 * Makes foreign texts harmless to look at: they cannot colour, hide or turn round what stands beside them. What is left
 * is what XML can hold. That it is never markup is the part of whoever shows it.
 */

import { oneLine } from '../values/one-line.ts';

/** CSI and OSC sequences of a terminal (ECMA-48 §5.4, §5.6), as colours are written. */
// oxlint-disable-next-line no-control-regex
const TERMINAL = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?)/g;

/** Controls but tab and line feed, separators and directions that act without being seen, and halves of characters. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\0-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]|\p{Surrogate}/gu;

const show = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  if (code === 0x7f) return '\u2421';
  if (code < 0xa0 || (code >= 0xd8_00 && code <= 0xdf_ff)) return '\uFFFD';
  return `\u27E8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27E9`;
};

/** Returns `text` without colours of a terminal, and with a sign for each character that would act unseen. */
export const plainText = (text: string): string =>
  text.replaceAll(TERMINAL, '').replaceAll('\r\n', '\n').replaceAll(UNSEEN, show);

/** The same on one line. */
export const plainLine = (text: string): string => oneLine(plainText(text));
