/** Texts from outside, as formats and terminals can bear them. */

import { stripVTControlCharacters } from 'node:util';

/** Control characters but tab and newline, lone surrogates, noncharacters, and what turns the direction of writing. */
const UNFIT = /[^\P{Cc}\n\t]|\p{Cs}|[\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu;

/** Lines end with `\n`; colours are gone, and for what no file can hold stands U+FFFD. */
export const plainText = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/\r\n?/g, '\n').replaceAll(UNFIT, '\uFFFD');
