/** Colours and marks of the terminal (https://no-color.org). */

/** Paints text, or leaves it as it is where there are no colours. */
export interface Style {
  red(text: string): string;
  green(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

const painter = (colours: boolean, on: number, off: number) => (text: string) =>
  colours ? `\u001B[${on}m${text}\u001B[${off}m` : text;

export const styleOf = (colours: boolean): Style => ({
  red: painter(colours, 31, 39),
  green: painter(colours, 32, 39),
  dim: painter(colours, 2, 22),
  bold: painter(colours, 1, 22),
});
