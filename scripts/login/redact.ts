/** Hides secrets in texts that come from outside: servers, engines and libraries may echo what they were sent. */

const HIDDEN = '[hidden]';

/** Characters of a secret's beginning that give it away: libraries cut what they quote. */
const BEGINNING = 8;

/** Shorter texts are words rather than secrets, and would hide half of a message. */
const SHORTEST = 4;

/** The same letters, however they are written; exactly as many characters. */
const fold = (text: string): string => text.replace(/İ/g, 'I').toLowerCase();

/** A text that must not be shown. */
interface Form {
  readonly text: string;
  readonly folded: string;
  /** In other letters, a short one may be an ordinary word. */
  readonly isWord: boolean;
  /** Characters that do not depend on what stands behind them. */
  readonly certain: number;
}

const formOf = (text: string, certain = text.length): Form => ({
  text,
  folded: fold(text),
  isWord: text.length < BEGINNING && /^\p{L}+$/u.test(text),
  certain,
});

/** Lines as `base64` and MIME break them. */
const brokenLines = (text: string): string[] =>
  text.length > 64 ? [/.{8,64}/g, /.{8,76}/g].flatMap((line) => text.match(line) ?? []) : [];

/** In Base64, also where one or two bytes stand before it, as in `user:password`: what mixes with them is left out. */
function base64Forms(text: string): Form[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.from('\0'.repeat(before) + text);
    const mixed = before === 0 ? 0 : before + 1;
    const base64 = bytes.toString('base64').slice(mixed);
    const base64url = base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const certain = Math.floor((bytes.length * 8) / 6) - mixed;
    const whole = [base64, base64url].map((form) => formOf(form, certain));
    return before === 0 ? [...whole, ...brokenLines(base64).map((line) => formOf(line))] : whole;
  });
}

/** A text in the encodings that change all of it, and as blanks, lines and letters beyond ASCII change on their way. */
function encodings(text: string): Form[] {
  const bytes = Buffer.from(text);
  const plain = [
    text,
    text.replace(/ /g, '+'),
    text.replace(/\s+/g, ' '),
    text.replace(/\r?\n/g, '\r\n'),
    bytes.toString('hex'),
    // UTF-8 in a header, which HTTP reads as Latin-1.
    bytes.toString('latin1'),
  ];
  // RFC 6749 §2.3.1: a client encodes its secret before it goes into a Basic header.
  const inBytes = new Set([text, encodeURIComponent(text.replace(/\p{Cs}/gu, ''))]);
  return [...plain.map((form) => formOf(form)), ...[...inBytes].flatMap(base64Forms)];
}

/** Of a key of several lines, each line is a secret; the words around it are not. */
const linesOf = (secret: string): string[] =>
  secret.split(/\s+|\\n/).filter((line) => line.length >= BEGINNING && !line.includes('-----'));

/** The forms of secrets by the four characters with which they begin, made once for many texts. */
export class SecretForms {
  readonly #forms = new Map<string, Form[]>();
  readonly #known = new Set<string>();
  /** Tells for nearly every place of a text that no form begins there. */
  readonly #beginnings = new Uint8Array(65_536);

  /** @param secrets what must not be shown; texts of fewer than 4 characters are passed over */
  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  add(secret: string): void {
    if (this.#known.has(secret)) return;
    this.#known.add(secret);
    const pieces = secret.includes('-----BEGIN') ? linesOf(secret) : [secret.trim(), ...linesOf(secret)];
    for (const form of pieces.filter((piece) => piece.length >= SHORTEST).flatMap(encodings)) {
      if (form.certain < SHORTEST) continue;
      const beginning = form.folded.slice(0, SHORTEST);
      const same = this.#forms.get(beginning) ?? [];
      if (same.some(({ text, certain }) => text === form.text && certain === form.certain)) continue;
      this.#forms.set(beginning, [...same, form]);
      this.#beginnings[mark(form.folded, 0)] = 1;
    }
  }

  /** The parts of the shown text that are to be hidden. */
  spansIn({ text, startOf, endOf }: View, isWhole: boolean): [start: number, end: number][] {
    const spans: [number, number][] = [];
    const folded = fold(text);
    for (let at = 0; at + SHORTEST <= folded.length; at += 1) {
      if (this.#beginnings[mark(folded, at)] === 0) continue;
      const forms = this.#forms.get(folded.slice(at, at + SHORTEST)) ?? [];
      const length = Math.max(0, ...forms.map((form) => lengthAt(text, folded, at, form, isWhole)));
      if (length > 0) spans.push([startOf(at), endOf(at + length - 1)]);
    }
    return spans;
  }
}

/** A number of three characters. */
const mark = (text: string, at: number): number =>
  (text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 5) ^ (text.charCodeAt(at + 2) << 10)) & 0xffff;

/** How much of a form stands there; 0 when it is too little to give anything away. */
function lengthAt(text: string, folded: string, at: number, form: Form, isWhole: boolean): number {
  if (form.isWord && !text.startsWith(form.text, at)) return 0;
  let length = 0;
  while (length < form.folded.length && folded[at + length] === form.folded[length]) length += 1;
  // The beginning of an address gives nothing away, and stands in many texts.
  const least =
    isWhole || /^https?:\/\//.test(form.folded) ? form.certain : Math.min(BEGINNING, form.certain);
  return length >= least ? length : 0;
}

/** What URLs, JSON, JavaScript and HTML write for a character; and what nobody sees, such as colours of a terminal. */
const ESCAPE =
  /(?:%[\da-f]{2})+|\\u[\da-f]{4}|\\x[\da-f]{2}|\\["'`\\/bfnrt]|&(?:#x[\da-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos|[aou]uml|szlig);|[^\P{Cc}\n\r\t](?:\[[\d;?]*[a-z])?|\p{Cf}/giu;

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
};

/** Percent-encoded bytes are those of UTF-8; else of Latin-1. */
function percentDecoded(escape: string): string {
  const bytes = Buffer.from(escape.replace(/%/g, ''), 'hex');
  const text = bytes.toString();
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

function unescape(escape: string): string {
  if (escape.startsWith('%')) return percentDecoded(escape);
  if (/^\\[ux]./i.test(escape)) return String.fromCharCode(Number(`0x${escape.slice(2)}`));
  if (!/^[\\&]/.test(escape)) return '';
  if (escape.startsWith('\\')) return CONTROLS[escape.slice(1)] ?? escape.slice(1);
  const name = escape.slice(1, -1).toLowerCase();
  const code = Number(name.replace('#x', '0x').replace('#', ''));
  return ENTITIES[name] ?? (code <= 0x10_ffff ? String.fromCodePoint(code) : '');
}

/** A text, and where each of its characters begins and ends in the text that is shown. */
interface View {
  readonly text: string;
  startOf(at: number): number;
  endOf(at: number): number;
}

/** A part of a text whose escapes are undone: where it stands, and where it stood. */
interface Piece {
  readonly at: number;
  readonly from: number;
  /** Where the escape ends that it was; absent for what was no escape. */
  readonly to?: number;
}

/** The last piece that begins at a place or before it. */
function pieceAt(pieces: readonly Piece[], at: number): Piece {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return pieces[low] ?? { at: 0, from: 0 };
}

/** The same text with its escapes undone. */
function undoEscapes(shown: View): View {
  const pieces: Piece[] = [];
  let [text, end] = ['', 0];
  const add = (plain: string, piece: Omit<Piece, 'at'>): void => {
    if (plain !== '') pieces.push({ at: text.length, ...piece });
    text += plain;
  };
  for (const { 0: escape, index = 0 } of shown.text.matchAll(ESCAPE)) {
    add(shown.text.slice(end, index), { from: end });
    end = index + escape.length;
    add(unescape(escape), { from: index, to: end });
  }
  add(shown.text.slice(end), { from: end });
  const placeOf = (at: number): [start: number, last: number] => {
    const piece = pieceAt(pieces, at);
    const copied = piece.from + at - piece.at;
    return piece.to === undefined ? [copied, copied] : [piece.from, piece.to - 1];
  };
  return {
    text,
    startOf: (at) => shown.startOf(placeOf(at)[0]),
    endOf: (at) => shown.endOf(placeOf(at)[1]),
  };
}

/** The text, and what it says when escapes are undone once, twice and three times. */
function viewsOf(text: string): View[] {
  const views: View[] = [{ text, startOf: (at) => at, endOf: (at) => at + 1 }];
  for (const view of views) {
    if (views.length < 4 && view.text.search(ESCAPE) >= 0) views.push(undoEscapes(view));
  }
  return views;
}

/**
 * Returns the text without the secrets, nor any beginning of one that has 8 characters or more.
 *
 * @param isWhole whether beginnings are left, as in our own words
 */
export function hideSecrets(text: string, forms: SecretForms, isWhole = false): string {
  const spans = viewsOf(text)
    .flatMap((view) => forms.spansIn(view, isWhole))
    .sort(([one], [other]) => one - other);
  let result = '';
  let end = 0;
  for (const [start, stop] of spans) {
    if (stop <= end) continue;
    if (start >= end) result += text.slice(end, start) + HIDDEN;
    end = stop;
  }
  return result + text.slice(end);
}

/** A PEM block, the beginning of a JWT, or anything as long as a key: hidden whoever's it is. */
const SECRET_LOOKING = /-----BEGIN[^]*?(-----END[^-]*-----|$)|\beyJ[\w-]{8,}[\w.-]*|[\w+=-]{48,}/g;

/** Characters of a text that are looked at; a message shows far fewer. */
const LONGEST = 20_000;

/**
 * Makes a text from outside fit for a message: on one line, without secrets, without anything that Postman would expand,
 * and not longer than `limit` characters.
 */
export function clean(text: string, secrets: Iterable<string>, limit = 300): string {
  const result = hideSecrets(text.slice(0, LONGEST), new SecretForms(secrets))
    .replace(SECRET_LOOKING, HIDDEN)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\{(?=\{)/g, '{ ')
    .trim();
  return result.length > limit ? `${result.slice(0, limit)}…` : result;
}
