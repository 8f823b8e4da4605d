/** What a secret looks like, in a declaration or in a generated file. */

/** A line break as text may hold it: real, or escaped once or twice (`\n` in JSON, in JavaScript, in both). */
const lineBreak = String.raw`(?:\s|\\+[rn])*`;

/** One digit of base64 (RFC 4648 §4), in a URL or not. */
const base64 = '(?:[A-Za-z0-9+/]|%2[BF])';

interface SecretPattern {
  /** A phrase with its article. */
  readonly what: string;
  readonly pattern: RegExp;
  /** Must be in the text as well. */
  readonly context?: RegExp;
}

const patterns: readonly SecretPattern[] = [
  {
    // RFC 7468: only with key material behind it, as a parser mentions the bare label.
    what: 'a private key (PEM)',
    pattern: new RegExp(
      String.raw`-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:${lineBreak}[A-Za-z-]+: [^\n\\]*)*${lineBreak}(?:[A-Za-z0-9+/=]${lineBreak}){40}`,
    ),
  },
  {
    // RFC 5958, RFC 8017, RFC 5915: how the base64 of every RSA, EC and Ed25519 key begins, without its PEM label.
    what: 'a private key (base64)',
    pattern: new RegExp(
      String.raw`(?:^|[^\w+/]|%0[AD]|\\[nr])` +
        String.raw`M(?:II${base64}{3}IBA[AD]|I[GH]${base64}AgE(?:AM|BB)|[HC]${base64}CAQ(?:EE|Aw))${base64}{32}`,
    ),
  },
  {
    // The base64 of a whole PEM file, as Kubernetes and CI systems keep it.
    what: 'a private key (base64 of PEM)',
    pattern:
      /LS0tLS1CRUdJTi(?:BQUklWQVRF|BFQyBQUklWQVRF|BSU0EgUFJJVkFURS|BFTkNSWVBURUQgUFJJVkFURS)[\w+/]{40}/,
  },
  { what: 'a JSON Web Token', pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/ },
  {
    // RFC 7518 §6: `d` is the private part of an EC, OKP or RSA key, `k` the whole of a symmetric one.
    what: 'a private key (JWK)',
    pattern: /[^\w$](?:d|k)(?:\\*["'])?\s*:\s*\\*["'][\w-]{32,}/,
    context: /\bkty\b[^]{0,9}\b(?:EC|OKP|RSA|oct)\b/,
  },
  { what: 'a bearer token', pattern: /\bBearer\s+(?=[\w.~+/-]*\d)(?=[\w.~+/-]*[A-Za-z])[\w.~+/-]{20,}/ },
  {
    what: 'Basic credentials',
    pattern:
      /\bBasic\s+(?=[A-Za-z\d+/]*\d)(?=[A-Za-z\d+/]*[A-Z])(?=[A-Za-z\d+/]*[a-z])[A-Za-z\d+/]{16,}={0,2}(?![\w-])/,
  },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40})/ },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{20}/ },
  { what: 'a Slack token', pattern: /\bxox[abeprs]-[\w-]{10,}/ },
  { what: 'a Postman API key', pattern: /\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}/ },
  { what: 'a Google API key', pattern: /\bAIza[\w-]{35}/ },
  { what: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}/ },
];

/** Text without any of these can't match; scanning for them is what makes 10,000 requests quick. */
const hint =
  /PRIVATE KEY|M(?:II|I[GH]|[HC].CAQ)|LS0tLS1|eyJ|kty|Bearer|Basic|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|PMAK-|AIza|k_live_|npm_/;

/** Names what in the text looks like a secret, with its article: `a private key (PEM)`. Never repeats it. */
export const secretIn = (text: string): string | undefined =>
  hint.test(text)
    ? patterns.find(({ pattern, context }) => (context?.test(text) ?? true) && pattern.test(text))?.what
    : undefined;

const secretName =
  /(?:^|[_.\s-])(?:client_?secret|secret|passw(?:or)?d|passphrase|api_?key|private_?key|access_?token|refresh_?token|id_?token|auth_?token|token|credentials?|jwt|assertion|bearer)$|^jwt_signed$/;

/** `clientSecret` → `client_secret`. */
const snakeCase = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

/** True when a variable, header or parameter of this name is there to hold a secret. */
export const isSecretName = (name: string): boolean =>
  secretName.test(snakeCase(name)) || /^(?:x-api-key|authorization|proxy-authorization)$/i.test(name);

/** True when nothing but `{{placeholders}}` and a scheme's name is in the value, or nothing at all. */
export const isPlaceholderOnly = (value: string): boolean =>
  value
    .replaceAll(/\{\{[^{}]*\}\}/g, '')
    .replace(/^\s*(?:Bearer|Basic|Token)\b/i, '')
    .trim() === '';

const standIn =
  /^(?:<.*>|\*+|x+|\.+|…|(?:your|my|the|example|sample|change|replace|todo|none|null|string)\b.*)$/i;

/** True when a literal in a place for secrets is long enough to be one, and no stand-in such as `<your key>`. */
export const isSecretValue = (value: string): boolean =>
  value.length >= 8 && !/\s/.test(value) && !isPlaceholderOnly(value) && !standIn.test(value);

/** Prose and names have no digits among letters; keys and most passwords do. A path or URL may, and is none. */
export const looksRandom = (value: string): boolean =>
  value.length >= 12 &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^(?:[a-z]+:\/)?\//.test(value) &&
  isSecretValue(value);

/** `"client_secret": "…"` in JSON, `client_secret=…` in a form, a query or a list of environment variables. */
const assignment =
  /(?<![\w-])(?<name>[A-Za-z][\w-]*)(?:\\*["']?\s*[:=]\s*\\*["'](?<quoted>[^"'`\\{}<>\s]+)|=(?<bare>[\w.~+/%-]+))/g;

/** Text without any of these assigns nothing to a secret's name. */
const assignmentHint = /(?:secret|passw|phrase|key|token|credential|jwt|assertion|bearer)\\*["']?\s*[:=]/i;

/** Like `secretIn`, and looks for random values under the names of secrets as well; for text that is no code. */
export const secretInText = (text: string): string | undefined => {
  const found = secretIn(text);
  if (found !== undefined || !assignmentHint.test(text)) return found;
  for (const { groups } of text.matchAll(assignment)) {
    const { name = '', quoted, bare = '' } = groups ?? {};
    if (isSecretName(name) && looksRandom(quoted ?? bare)) return `a value of ${name}`;
  }
  return undefined;
};
