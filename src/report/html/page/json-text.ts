/**
 * Lays JSON out for reading. It moves white space only, so numbers keep all their digits, names their order, and a body that
 * was cut in its midst is laid out as far as it goes.
 */

interface Token {
  readonly kind: 'name' | 'string' | 'literal' | 'plain';
  readonly text: string;
}

const PIECES = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+|\s+/gs;

const kindOf = (piece: string, isName: boolean): Token['kind'] => {
  if (piece.startsWith('"')) return isName ? 'name' : 'string';
  return /^[{}[\],:]/.test(piece) ? 'plain' : 'literal';
};

/** Whether a text is JSON by its type or its look. */
export const looksLikeJson = (text: string, type = ''): boolean =>
  /\bjson\b/i.test(type) || /^\s*(?:\{\s*["}]|\[\s*[[{"\]\d-])/.test(text);

/** The pieces of a JSON text, with the white space that makes it readable. */
export const layOut = (json: string): readonly Token[] => {
  const pieces = (json.match(PIECES) ?? []).filter((piece) => piece.trim() !== '');
  const tokens: Token[] = [];
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(depth)}`;
  for (const [at, piece] of pieces.entries()) {
    const isEmpty = /^[{[]$/.test(pieces[at - 1] ?? '');
    let before = '';
    if (piece === '}' || piece === ']') {
      depth = Math.max(0, depth - 1);
      before = isEmpty ? '' : lineBreak();
    } else if (isEmpty || pieces[at - 1] === ',') {
      before = lineBreak();
    }
    if (piece === '{' || piece === '[') depth += 1;
    if (before !== '') tokens.push({ kind: 'plain', text: before });
    const text = piece === ':' ? ': ' : piece;
    tokens.push({ kind: kindOf(piece, pieces[at + 1] === ':'), text });
  }
  return tokens;
};
