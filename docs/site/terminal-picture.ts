/** A picture of a terminal: what a program printed, with its colours, as an SVG that loads nothing. */

import { stripVTControlCharacters } from 'node:util';

const COLUMN = 8.4;
const LINE = 20;
const MARGIN = 20;

/** Of the codes that Postsmith prints; whatever else there is keeps the colour of plain text. */
const COLOURS: Readonly<Record<string, string>> = {
  '31': '#ff8a80',
  '32': '#8ce99a',
  '33': '#ffd43b',
  '36': '#66d9e8',
  '90': '#a0a6b1',
};

/** Blanks that nothing collapses: columns stay columns in every viewer. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00A0');

/** The styles that a code switches on or off, as attributes. */
const withCode = (
  style: Readonly<Record<string, string>>,
  code: string,
): Readonly<Record<string, string>> => {
  if (code === '0' || code === '') return {};
  if (code === '1') return { ...style, 'font-weight': 'bold' };
  if (code === '2') return { ...style, fill: '#a0a6b1' };
  const { 'font-weight': weight, fill, ...rest } = style;
  if (code === '22') return fill === undefined || fill === '#a0a6b1' ? rest : { ...rest, fill };
  if (code === '39') return weight === undefined ? rest : { ...rest, 'font-weight': weight };
  const colour = COLOURS[code];
  return colour === undefined ? style : { ...style, fill: colour };
};

const ESCAPE = '\u001B[';

/** One line: a piece of text for each stretch that has one style. Styles do not go beyond a line. */
const spans = (line: string): string => {
  let style: Readonly<Record<string, string>> = {};
  const [first = '', ...styled] = line.split(ESCAPE);
  const span = (text: string): string => {
    const attributes = Object.entries(style).map(([name, value]) => ` ${name}="${value}"`);
    return text === '' ? '' : `<tspan${attributes.join('')}>${escaped(text)}</tspan>`;
  };
  const rest = styled.map((piece) => {
    const [, codes = '', text = ''] = /^([\d;]*)m([^]*)$/.exec(piece) ?? [];
    for (const code of codes.split(';')) style = withCode(style, code);
    return span(text);
  });
  return [escaped(first), ...rest].join('');
};

const widthOf = (line: string): number => [...stripVTControlCharacters(line)].length;

/** @param text with the codes of a terminal's colours */
export const terminalPicture = (text: string): string => {
  const lines = text.trimEnd().split('\n');
  const width = Math.ceil(Math.max(80, ...lines.map(widthOf)) * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.map(
    (line, index) => `<text x="${MARGIN}" y="${MARGIN + 14 + index * LINE}">${spans(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="#1b1d23"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6e8ee">
${rows.join('\n')}
</g>
</svg>
`;
};
