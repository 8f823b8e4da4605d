/** Lines of a log that GitHub's runner would take for commands to itself: a server must not give any. */

/** The runner looks behind blanks for `::`, and anywhere for `##[`, the older form. What we annotate begins a line. */
const COMMAND = /^(?!::(?:error|notice) )(?<blanks>[^\S\r\n]*):(?=:)/gm;

/** The same text to a reader, and none to the runner. */
export const withoutCommands = (text: string): string =>
  text.replaceAll(COMMAND, '$<blanks>:\u200B').replaceAll('##[', '#\u200B#[');
