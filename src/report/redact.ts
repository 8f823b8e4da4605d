/** Keeps secrets out of everything that is printed or written (see SECURITY.md). */

import { hideSecrets, secretForms, type SecretForms } from '../../scripts/login/redact.ts';

/** Keys and JWTs that nobody has named. A label alone is no key: our own advice mentions it. */
const LOOKS_SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?:\s|\\[nr])*(?:[\w-]+: [^\n\\]*))*(?:\s|\\[nr])*[A-Za-z\d+/=]{16}[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|\beyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*/g;

/** Knows the secret values of a run, and hides them in every usual encoding, also when only their beginning is there. */
export class Redactor {
  readonly #secrets = new Set<string>();
  #forms: SecretForms = new Map();
  #wholeForms: SecretForms = new Map();

  /** From now on `secret` is hidden. */
  add(secret: string): void {
    if (this.#secrets.has(secret)) return;
    for (const each of [secret, ...privateMembers(secret)]) this.#secrets.add(each);
    this.#forms = secretForms(this.#secrets);
    this.#wholeForms = new Map([...this.#forms.values()].flat().map((form) => [form, [form]]));
  }

  /** A text from outside without secrets and their beginnings, and without what looks like a secret. */
  redact(text: string): string {
    return hideSecrets(text, this.#forms).replace(LOOKS_SECRET, '[hidden]');
  }

  /** Everything that is printed, without whole secrets: our own words may well begin as one does. */
  guard(text: string): string {
    return hideSecrets(text, this.#wholeForms).replace(LOOKS_SECRET, '[hidden]');
  }
}

/** The private members of a JSON Web Key (RFC 7518 §6.2.2, §6.3.2, §6.4.1), wherever it is written. */
const privateMembers = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:d|p|q|dp|dq|qi|k)"\s*:\s*"([\w-]+)"/g)].map(([, member = '']) => member);
