/** Hides secrets in texts that come from outside: servers, engines and libraries may echo what they were sent. */

const HIDDEN = '[hidden]';

/** Characters of a secret's beginning that give it away: libraries cut what they quote. */
const BEGINNING = 8;

/** Shorter texts are words rather than secrets, and would hide half of a message. */
const SHORTEST = 4;

const toBase64 = (text: string): string => Buffer.from(text).toString('base64');

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text in every encoding in which it is usually echoed. */
function encodings(text: string): string[] {
  const base64 = toBase64(text);
  const hex = Buffer.from(text).toString('hex');
  const percent = percentEncode(text);
  return [
    text,
    percent,
    percent.replace(/%20/g, '+'),
    percent.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    hex.replace(/../g, '%$&'),
    hex,
    hex.toUpperCase(),
    base64,
    base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''),
    JSON.stringify(text).slice(1, -1),
    text.replace(/[&<>"']/g, (character) => HTML[character] ?? character),
  ];
}

/** Half of a surrogate pair has no encoding, and `encodeURIComponent` throws at it. */
function percentEncode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
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
      const beginning = form.slice(0, BEGINNING);
      forms.set(beginning, (forms.get(beginning) ?? new Set()).add(form));
    }
  }
  return new Map([...forms].map(([beginning, own]) => [beginning, [...own]]));
}

const commonLength = (text: string, at: number, form: string): number => {
  let length = 0;
  while (length < form.length && text[at + length] === form[length]) length += 1;
  return length;
};

/** The parts of a text that are to be hidden. */
function spansIn(text: string, forms: SecretForms): [start: number, end: number][] {
  const spans: [number, number][] = [];
  for (const [beginning, own] of forms) {
    for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
      spans.push([at, at + Math.max(...own.map((form) => commonLength(text, at, form)))]);
    }
  }
  return spans.sort(([one], [other]) => one - other);
}

/** Returns the text without the secrets, nor any beginning of one that has 8 characters or more. */
export function hideSecrets(text: string, forms: SecretForms): string {
  let result = '';
  let end = 0;
  for (const [start, stop] of spansIn(text, forms)) {
    if (stop <= end) continue;
    if (start >= end) result += text.slice(end, start) + HIDDEN;
    end = stop;
  }
  return result + text.slice(end);
}

/** A PEM block, the beginning of a JWT, or anything as long as a key: hidden whoever's it is. */
const SECRET_LOOKING = /-----BEGIN[^]*?(-----END[^-]*-----|$)|\beyJ[\w-]{8,}[\w.-]*|[\w+=-]{48,}/g;

/**
 * Makes a text from outside fit for a message: on one line, without secrets, without anything that Postman would expand,
 * and not longer than `limit` characters.
 */
export function clean(text: string, secrets: Iterable<string>, limit = 300): string {
  const result = hideSecrets(text, secretForms(secrets))
    .replace(SECRET_LOOKING, HIDDEN)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\{(?=\{)/g, '{ ')
    .trim();
  return result.length > limit ? `${result.slice(0, limit)}…` : result;
}
