/** What a secret looks like, in a declaration or in a generated file. */

import { withoutPublic } from './public-samples.ts';

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
  { what: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/ },
  { what: 'an Azure account key', pattern: /\bAccountKey=[A-Za-z0-9+/]{40,}/ },
  { what: 'the address of a Slack webhook', pattern: /\bhooks\.slack\.com\/services\/\w+\/\w+\/\w{16,}/ },
  {
    // RFC 3986 §3.2.1.
    what: 'a password in an address',
    pattern: /\b[a-z][a-z\d+.-]*:\/\/[^\s/?#@:{}"']+:(?=[^\s/?#@{}"']*\d)[^\s/?#@{}"']{6,}@/i,
  },
  {
    what: 'a password on a command line',
    pattern: /\s(?:-u|--user)[= ]["']?[^\s:{}"']+:(?=[^\s{}"']*\d)[^\s{}"']{6,}/,
  },
];

/** Text without any of these can't match; scanning for them is what makes 10,000 requests quick. */
const hint =
  /PRIVATE KEY|M(?:II|I[GH]|[HC].CAQ)|LS0tLS1|eyJ|kty|Bearer|Basic|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|PMAK-|AIza|k_live_|npm_|SG\.|AccountKey=|hooks\.slack|:\/\/[^\s/]*@|\s(?:-u|--user)[= ]/;

/** Words that nobody's secret has, and every stand-in for one: `xoxb-your-token-here`, `AKIAIOSFODNN7EXAMPLE`. */
const standInWord =
  /example|sample|placeholder|redacted|dummy|fake|(?<![a-z])(?:your|my|some|the|change|replace|insert|todo)(?![a-z])|x{6}|\*{3}|\.{3}|…|^<.*>$/i;

/** A key is longer, and in its base64 any word can be. */
const longestStandIn = 100;

const isStandIn = (value: string): boolean => value.length <= longestStandIn && standInWord.test(value);

/** Names what in the text looks like a secret, with its article: `a private key (PEM)`. Never repeats it. */
const patternIn = (text: string): string | undefined =>
  patterns.find(
    ({ pattern, context }) =>
      context?.test(text) !== false &&
      [...text.matchAll(new RegExp(pattern, 'g'))].some(([match]) => !isStandIn(match)),
  )?.what;

/**
 * Names what in the text looks like a secret, with its article: `a private key (PEM)`. Never repeats it.
 *
 * @param publicValues what the declaration calls public
 */
export const secretIn = (text: string, publicValues: readonly string[] = []): string | undefined =>
  hint.test(text) && patternIn(text) !== undefined ? patternIn(withoutPublic(text, publicValues)) : undefined;

const passwordName =
  /(?:^|[_.]|[a-z])(?:passw(?:or)?d|passphrase)$|(?:^|[_.])(?:pwd|passwort|kennwort|mot_de_passe)$/;

const secretName =
  /(?:^|[_.])(?:(?:client_?)?secret|(?:api|private)_?key|(?:access_?|refresh_?|id_?|auth_?)?token|credentials?|jwt|assertion|bearer|authorization)$|^jwt_signed$/;

/** Tokens that open nothing: a place in a list, and what a page is protected with against forged requests. */
const publicName =
  /(?:^|_)(?:page|paging|pagination|next|prev|previous|continuation|continue|cursor|sync|delta|skip|csrf|xsrf)_?token$/;

/** `clientSecret`, `Client secret`, `client-secret` → `client_secret`. */
const snakeCase = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();

const isPasswordName = (name: string): boolean => passwordName.test(snakeCase(name));

/** True when a variable, header or parameter of this name is there to hold a secret. */
export const isSecretName = (name: string): boolean => {
  const words = snakeCase(name);
  return (secretName.test(words) && !publicName.test(words)) || passwordName.test(words);
};

/** The words before a credential: `Bearer `, `ApiKey `, `Token token=`. */
const scheme = /^\s*(?:[A-Za-z][A-Za-z-]{0,24}\s+)?(?:[A-Za-z_]{1,24}[=:]\s*)?["']?(?=\{\{)/;

/** True when nothing but `{{placeholders}}` and a scheme's name is in the value, or nothing at all. */
export const isPlaceholderOnly = (value: string): boolean =>
  value
    .replace(scheme, '')
    .replaceAll(/\{\{[^{}]*\}\}["']?/g, '')
    .replace(/^\s*(?:Bearer|Basic|Token)\b/i, '')
    .trim() === '';

const noSecret = /^(?:\*+|x+|\.+|none|null|string)$/i;

/** True when a literal in a place for secrets is long enough to be one, and no stand-in such as `<your key>`. */
export const isSecretValue = (value: string, publicValues: readonly string[] = []): boolean =>
  value.length >= 8 &&
  !/\s/.test(value) &&
  !isPlaceholderOnly(value) &&
  !noSecret.test(value) &&
  !isStandIn(withoutPublic(value, publicValues));

/** Words of documentation that mix letters and digits. */
const technicalWord =
  /^(?:(?:sha|md|rs|es|ps|hs|aes|rfc|oauth|saml|base|utf|pbkdf|argon|x|v|http)-?\d+\w*|bcrypt\w*|[\w-]+\(\d+\))$/i;

/** Prose and names have no digits among letters; keys and most passwords do. A path, URL or URN may, and is none. */
const isMixed = (value: string): boolean =>
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^(?:[a-z]+:\/)?\/|^urn:/.test(value) &&
  !technicalWord.test(value);

/** True for a literal under the name of a secret that is no word, and that nobody calls public. Passwords may be short. */
export const isSecretUnder = (name: string, value: string, publicValues: readonly string[] = []): boolean => {
  const shortest = isPasswordName(name) ? 6 : 12;
  if (value.length < shortest || !isSecretName(name) || !isMixed(value)) return false;
  return isSecretValue(value.padEnd(8, '0'), publicValues);
};

/** Quotes, escaped or not, and the marks of Markdown. */
const marks = String.raw`(?:\\*["'${'`'}*_]){0,4}`;

/** Looked at, not taken: in `Login: password=…` the first value is a name itself. */
const value = String.raw`(?=(?<value>[^"'${'`'}\\{}<>|&,;\s]+))`;

const assignments: readonly RegExp[] = [
  // `"client_secret": "…"` in JSON, `password: …` and `The password is …` in prose, `client_secret=…` in a form, a query or
  // a list of environment variables, `| password | … |` in a table.
  new RegExp(
    String.raw`(?<![\w-])(?<name>(?:[A-Za-z][\w-]* )?[A-Za-z][\w-]*)${marks}(?:\s*[:=|]\s*|\s+is\s+)${marks}\s*${marks}${value}`,
    'g',
  ),
  // `<password>…</password>` in XML
  new RegExp(String.raw`<(?:[\w-]+:)?(?<name>[A-Za-z][\w-]*)(?:\s[^<>]*)?>\s*${value}`, 'g'),
];

/** Text without any of these assigns nothing to a secret's name. */
const assignmentHint = new RegExp(
  String.raw`(?:secret|passw(?:or[dt])?d?|kennwort|mot de passe|pwd|passphrase|key|token|credentials?|jwt|assertion|bearer)${marks}(?:\s*[:=|>]|\s+is\s| [^<>]{0,200}>)`,
  'i',
);

/** Like `secretIn`, and looks for random values under the names of secrets as well; for text that is no code. */
export const secretInText = (text: string, publicValues: readonly string[] = []): string | undefined => {
  const found = secretIn(text, publicValues);
  if (found !== undefined || !assignmentHint.test(text)) return found;
  const rest = withoutPublic(text, publicValues);
  for (const { groups } of assignments.flatMap((assignment) => [...rest.matchAll(assignment)])) {
    const { name = '', value: literal = '' } = groups ?? {};
    if (isSecretUnder(name, literal)) return `a value of ${name}`;
  }
  return undefined;
};
