/** The words of a command line as bash has them, and words as bash takes them. Nothing is ever expanded or executed. */

/** Inside of which quotes a line ends. */
type Quote = '' | '"' | "'";

/** A word of a line. */
export interface ShellWord {
  /** Without its quotes and backslashes. */
  readonly text: string;
  readonly raw: string;
  /** In which it ends. */
  readonly quote: Quote;
}

/** One character, or one with the backslash before it. */
const CHARACTER = /\\[^]|[^]/gu;

/** Of an escape in double quotes, what stays: a backslash is one, but before these (Bash manual, 3.1.2.3). */
const ESCAPED_IN_DOUBLE_QUOTES = new Set(['\\$', '\\`', '\\"', '\\\\']);

const plain = (character: string, quote: Quote): string => {
  if (character.length < 2 || !character.startsWith('\\')) return character;
  return quote === '"' && !ESCAPED_IN_DOUBLE_QUOTES.has(character) ? character : character.slice(1);
};

/** The words of a line; the last is the one in which it ends, and empty where it ends with a blank. */
export const shellWords = (line: string): readonly ShellWord[] => {
  const words: ShellWord[] = [];
  let [text, raw, quote]: [string, string, Quote] = ['', '', ''];
  for (const [character] of line.matchAll(CHARACTER)) {
    // In single quotes, a backslash is one.
    const parts: readonly string[] = quote === "'" ? [...character] : [character];
    for (const each of parts) {
      if (quote === '' && /^\s$/.test(each)) {
        if (raw !== '') words.push({ text, raw, quote });
        [text, raw] = ['', ''];
        continue;
      }
      raw += each;
      if (each === quote) quote = '';
      else if (quote === '' && (each === '"' || each === "'")) quote = each;
      else text += plain(each, quote);
    }
  }
  return [...words, { text, raw, quote }];
};

/** A text as bash takes it in a place between such quotes. */
export const quoted = (text: string, quote: Quote): string => {
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`);
  if (quote === '"') return text.replaceAll(/[$`"\\!]/g, String.raw`\$&`);
  return text.replaceAll(/[^\p{L}\p{N}_@%+=:,./-]/gu, String.raw`\$&`);
};
