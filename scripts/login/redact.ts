/** Hides secrets in texts that come from outside: servers, engines and libraries may echo what they were sent. */

const HIDDEN = '[hidden]';

/** Characters of a secret's beginning that give it away: libraries cut what they quote. */
const BEGINNING = 8;

/** Shorter texts are words rather than secrets, and would hide half of a message. */
const SHORTEST = 4;

/** A text in the encodings that change all of it, and in a form's, where a blank is a plus. */
function encodings(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64');
  const hex = bytes.toString('hex');
  const base64url = base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  return [text, text.replace(/ /g, '+'), hex, hex.toUpperCase(), base64, base64url];
}

/** Of a key of several lines, each line is a secret; the words around it are not. */
const linesOf = (secret: string): string[] =>
  secret.split(/\s+|\\n/).filter((line) => line.length >= BEGINNING && !line.includes('-----'));

/** The forms of secrets by their beginnings, made once for many texts. */
export type SecretForms = ReadonlyMap<string, readonly string[]>;

/** @param secrets what must not be shown; texts of fewer than 4 characters are passed over */
export function secretForms(secrets: Iterable<string>): SecretForms {
  const forms = new Map<string, Set<string>>();
  for (const secret of secrets) {
    const pieces = secret.includes('-----BEGIN') ? linesOf(secret) : [secret.trim(), ...linesOf(secret)];
    for (const form of pieces.flatMap(encodings)) {
      if (form.length < SHORTEST) continue;
      // The beginning of an address gives nothing away, and stands in many texts.
      const beginning = form.slice(0, /^https?:\/\//.test(form) ? form.length : BEGINNING);
      forms.set(beginning, (forms.get(beginning) ?? new Set()).add(form));
    }
  }
  return new Map([...forms].map(([beginning, own]) => [beginning, [...own]]));
}

/** What URLs, JSON and HTML write for a character. */
const ESCAPE = /(?:%[\da-f]{2})+|\\u[\da-f]{4}|\\["\\/]|&(?:#x[\da-f]+|#\d+|amp|lt|gt|quot|apos);/gi;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(escape: string): string {
  if (escape.startsWith('%')) return Buffer.from(escape.replace(/%/g, ''), 'hex').toString();
  if (escape.startsWith('\\u')) return String.fromCharCode(Number(`0x${escape.slice(2)}`));
  if (escape.startsWith('\\')) return escape.slice(1);
  const name = escape.slice(1, -1).toLowerCase();
  return ENTITIES[name] ?? String.fromCharCode(Number(name.replace('#x', '0x').replace('#', '')));
}

/** A text, and where each of its characters begins and ends in the text that is shown. */
interface View {
  readonly text: string;
  startOf(at: number): number;
  endOf(at: number): number;
}

/** The same text with its escapes undone. */
function undoEscapes({ text, startOf, endOf }: View): View {
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (characters: string, from: number, to: number): void => {
    plain += characters;
    for (let at = 0; at < characters.length; at += 1) {
      const isCopy = to === from;
      starts.push(startOf(isCopy ? from + at : from));
      ends.push(endOf(isCopy ? from + at : to));
    }
  };
  let end = 0;
  for (const { 0: escape, index = 0 } of text.matchAll(ESCAPE)) {
    add(text.slice(end, index), end, end);
    end = index + escape.length;
    add(unescape(escape), index, end - 1);
  }
  add(text.slice(end), end, end);
  return { text: plain, startOf: (at) => starts[at] ?? 0, endOf: (at) => ends[at] ?? 0 };
}

/** The text, and what it says when escapes are undone once and twice. */
function viewsOf(text: string): View[] {
  const views: View[] = [{ text, startOf: (at) => at, endOf: (at) => at + 1 }];
  for (const view of views) {
    if (views.length < 3 && view.text.search(ESCAPE) >= 0) views.push(undoEscapes(view));
  }
  return views;
}

const commonLength = (text: string, at: number, form: string): number => {
  let length = 0;
  while (length < form.length && text[at + length] === form[length]) length += 1;
  return length;
};

/** The parts of the shown text that are to be hidden. */
function spansIn({ text, startOf, endOf }: View, forms: SecretForms): [start: number, end: number][] {
  const spans: [number, number][] = [];
  for (const [beginning, own] of forms) {
    for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
      const length = Math.max(...own.map((form) => commonLength(text, at, form)));
      spans.push([startOf(at), endOf(at + length - 1)]);
    }
  }
  return spans;
}

/** Returns the text without the secrets, nor any beginning of one that has 8 characters or more. */
export function hideSecrets(text: string, forms: SecretForms): string {
  const spans = viewsOf(text)
    .flatMap((view) => spansIn(view, forms))
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
  const result = hideSecrets(text.slice(0, LONGEST), secretForms(secrets))
    .replace(SECRET_LOOKING, HIDDEN)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\{(?=\{)/g, '{ ')
    .trim();
  return result.length > limit ? `${result.slice(0, limit)}…` : result;
}
