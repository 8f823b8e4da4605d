/** Keeps secrets out of everything that is printed or written (see SECURITY.md). */

import { hideSecrets, SecretForms } from '../../scripts/login/redact.ts';

/** Keys and JWTs that nobody has named. A label alone is no key: our own advice mentions it. */
const LOOKS_SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?:\s|\\[nr])*(?:[\w-]+: [^\n\\]*))*(?:\s|\\[nr])*[A-Za-z\d+/=]{16}[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|\beyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*(?:\.[\w-]+)*/g;

/** These go first: a known one that begins alike would leave the rest of it. */
const withoutLookalikes = (text: string): string => text.replace(LOOKS_SECRET, '[hidden]');

/** Secrets that are learnt: further ones are hidden where they stand, though not wherever they are echoed. */
const MOST_LEARNT = 1000;

/** Knows the secret values of a run, and hides them in every usual encoding, also when only their beginning is there. */
export class Redactor {
  readonly #forms = new SecretForms();
  readonly #learnt = new Set<string>();

  /** From now on `secret` is hidden. */
  add(secret: string): void {
    for (const each of [secret, ...privateMembers(secret)]) this.#forms.add(each);
  }

  /** As `add`, for what a server says: it may say very much. */
  learn(secret: string): void {
    if (this.#learnt.size >= MOST_LEARNT || this.#learnt.has(secret)) return;
    this.#learnt.add(secret);
    this.add(secret);
  }

  /** A text from outside without secrets and their beginnings, and without what looks like a secret. */
  redact(text: string): string {
    return hideSecrets(withoutLookalikes(text), this.#forms);
  }

  /** Everything that is printed, without whole secrets: our own words may well begin as one does. */
  guard(text: string): string {
    return hideSecrets(withoutLookalikes(text), this.#forms, true);
  }
}

/** The private members of a JSON Web Key (RFC 7518 §6.2.2, §6.3.2, §6.4.1), wherever it is written. */
const privateMembers = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:d|p|q|dp|dq|qi|k)"\s*:\s*"([\w-]+)"/g)].map(([, member = '']) => member);
