/** Keeps secrets out of everything that is printed or written (see SECURITY.md). */

/** Shorter values would tear words apart; no real key, secret or token is that short. */
const MINIMUM_LENGTH = 4;
/** A line of a PEM key that is this long says something about the key. */
const MINIMUM_LINE = 16;

const LOOKS_SECRET: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '‹private key›'],
  [/eyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*/g, '‹JWT›'],
];

/** Knows the secret values of a run and replaces them in text. */
export class Redactor {
  /** What to look for, by what it is replaced with; the longest first. */
  #forms: (readonly [form: string, mark: string])[] = [];
  readonly #known = new Set<string>();

  /** From now on `value`, as it is and as it may be encoded, is shown as `‹name›`. */
  add(name: string, value: string): void {
    if (this.#known.has(value)) return;
    this.#known.add(value);
    const mark = `‹${name}›`;
    for (const form of formsOf(value)) this.#forms.push([form, mark]);
    this.#forms.sort(([one], [other]) => other.length - one.length);
  }

  /** The text without any secret that is known, and without what looks like one. */
  redact(text: string): string {
    let redacted = text;
    for (const [form, mark] of this.#forms) redacted = redacted.replaceAll(form, mark);
    for (const [pattern, mark] of LOOKS_SECRET) redacted = redacted.replace(pattern, mark);
    return redacted;
  }
}

const formsOf = (value: string): ReadonlySet<string> => {
  const plain = value.trim();
  const lines = plain
    .split(/\r?\n|\\n/)
    .filter((line) => line.length >= MINIMUM_LINE && !line.startsWith('-----'));
  const forms = [value, plain, ...lines, ...privateMembers(plain)].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll('%20', '+'),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('base64url'),
  ]);
  return new Set(forms.filter((form) => form.length >= MINIMUM_LENGTH));
};

/** The private members of a JSON Web Key (RFC 7518 §6.2.2, §6.3.2, §6.4.1), wherever it is written. */
const privateMembers = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:d|p|q|dp|dq|qi|k)"\s*:\s*"([\w-]+)"/g)].map(([, member = '']) => member);
