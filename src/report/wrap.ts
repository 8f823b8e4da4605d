/** Prose in lines that fit a terminal, broken between words. */

/** Characters per line beyond which prose is hard to read. */
const WIDEST = 100;

/** What stays on one line: a code span, an option with its value, a group in brackets, a word. Bounded, as a server may have written it. */
const UNBROKEN = /[^\s`]*`[^`]{0,80}`\S*|--?[\w-]+ <[^>]{0,80}>\S*|\[[^\]]{0,80}\]\S*|<[^>]{0,80}>\S*|\S+/g;

/** Code, a table or a frame around code: what has its own lines. */
const LAID_OUT = /^\s*>?\s*\d* *\||\S {2,}\S|\t/;

/** The lines of a paragraph, of `width` characters at most unless a word has more; `hanging` begins all but the first. */
export const wrap = (text: string, width: number, hanging = ''): readonly string[] =>
  fillLines(text.match(UNBROKEN) ?? [], Math.min(width, WIDEST), hanging);

/** A text of several lines, those that are too long broken and indented as they are; code and tables are left alone. */
export const wrapText = (text: string, width: number): readonly string[] =>
  text.split(/\r?\n/).flatMap((line) => wrapLine(line, width));

const wrapLine = (line: string, width: number): readonly string[] => {
  if (line.length <= width || LAID_OUT.test(line)) return [line];
  const [indent = ''] = line.match(/^ */) ?? [];
  return wrap(line, width - indent.length).map((part) => indent + part);
};

/** Words as lines, with a blank between two. */
export const fillLines = (words: readonly string[], width: number, hanging: string): readonly string[] => {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of words) {
    if (line !== undefined && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else line = line === undefined ? word : `${line} ${word}`;
  }
  return line === undefined ? lines : [...lines, line];
};
