/** Finds what stands under the name of a secret, in the ways in which addresses, forms, JSON, XML and programs are written. */

import { isRecord, parseJson } from '../values/json.ts';
import { percentDecoded } from '../values/percent-decoded.ts';

export const HIDDEN = '[hidden]';

const SECRET =
  /secret|passw(?:or)?d|passphrase|passcode|credential|(?:api|access|private|account|subscription|auth)[-_]?key|token|jwt|assertion|authori[sz]ation|cookie|session|signature|dpop|\bcode(?:_verifier)?$|auth_?code$|SAMLResponse|(?<![a-z])(?:pwd|sig|pin|otp|sid)(?![a-z])/i;
/** Any text without such a word holds no name of a secret. */
const MAYBE = new RegExp(SECRET.source.replaceAll('$', ''), 'i');
/** They say how a token is used, how long it lives, or where it is had. */
const HARMLESS =
  /^(?:token_type|.*_(?:url|uri|endpoint|type|in|at|supported|method|expires|expiry|ttl|count|hint))$|^set-cookie2$/i;

/** True for the name of a header, parameter or member whose value is not shown. */
export const isSecretName = (name: string): boolean => SECRET.test(name) && !HARMLESS.test(name);

/** The last part of `user[new_password]`, of `a.b`. */
const isSecretPart = (name: string): boolean => {
  const plain = name.includes('%') ? percentDecoded(name) : name;
  return (
    isSecretName(plain) || (/[[\].]/.test(plain) && isSecretName(plain.replaceAll(/[[\].]+/g, ' ').trim()))
  );
};

/** In JSON and in programs, `code` is that of an error. */
const isSecretMember = (name: string): boolean => name !== 'code' && isSecretPart(name);

/** A way to write a name and its value: the groups are what stands before the value, the name in it, and the value. */
interface Notation {
  readonly pattern: RegExp;
  isSecret(name: string): boolean;
  /** What is shown in place of a value. */
  hide?(value: string): string;
  /** The secrets in a value as it is written. */
  read?(value: string): readonly string[];
}

/** `a=b` of queries, fragments and forms. */
const PAIR: Notation = {
  pattern: /(?<before>(?:^|[?&#\n])(?<name>[^?&#=\s]{1,200})=)(?<value>[^&#\s]+)/g,
  isSecret: isSecretPart,
  read: (value) => [percentDecoded(value.replaceAll('+', ' '))],
};

/** `a=b` in the midst of a text: parameters of a header, attributes, sentences. */
const ATTRIBUTE: Notation = {
  pattern: /(?<before>[ \t;,({](?<name>[\w.[\]:-]{1,200})=)(?<value>[^\s&#;,"'`<>(){}\\[\]]+)/g,
  isSecret: isSecretMember,
};

/** `a: 'b'` and `a="b"` of programs, headers, XML, GraphQL and what a test says; also where the quotes are escaped. */
const QUOTED: Notation = {
  pattern:
    /(?<before>(?<![\w.[\]-])(?<name>[\w.[\]-]{1,200})\s?[:=]\s?(?<quote>\\{0,7}["'`]))(?<value>(?:(?!\k<quote>)[^\n])+)/g,
  isSecret: isSecretMember,
};

const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return isRecord(value) || Array.isArray(value) ? Object.values(value).flatMap(stringsIn) : [];
};

/** A member of JSON: a text, a number, or a list. */
const MEMBER: Notation = {
  pattern:
    /(?<before>"(?<name>(?:[^"\\\n]|\\.){1,200})"\s*:\s*)(?<value>"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\d[\d.eE+-]*|\[(?=\s*["\d-])(?:"(?:[^"\\]|\\.)*"?|[^"[\]{}])*(?:\]|$))/g,
  isSecret: isSecretMember,
  hide: (value) => (value.startsWith('[') ? `["${HIDDEN}"]` : `"${HIDDEN}"`),
  read: (value) => {
    const parsed = parseJson(value);
    return parsed === undefined ? [value.replaceAll(/^"|"$/g, '')] : stringsIn(parsed);
  },
};

/** A member of JSON that is a text in JSON. */
const ESCAPED_MEMBER: Notation = {
  pattern:
    /(?<before>(?<quote>\\{1,7}")(?<name>[^"\\\n]{1,200})\k<quote>\s*:\s*\k<quote>)(?<value>(?:(?!(?<!\\)\k<quote>)[^\n])+)/g,
  isSecret: isSecretMember,
};

/** `<a>b</a>` */
const ELEMENT: Notation = {
  pattern:
    /(?<before><(?<name>[\w:.-]{1,200})(?:\s[^<>]*)?>(?:<!\[CDATA\[)?)(?=\s*[^<\s])(?<value>(?:(?!\]\]>)[^<])+)/g,
  isSecret: isSecretName,
};

/** An input of a page, and a part of a multipart body. */
const FIELD: Notation = {
  pattern:
    /(?<before>\bname=["']?(?<name>[\w.[\]-]{1,200})["']?(?:[^<>\n]{0,500}?\svalue=["']?|[^<>\r\n]{0,200}\r?\n(?:[\w-]+:[^\r\n]*\r?\n){0,9}\r?\n))(?<value>[^"'<>\r\n]+)/g,
  isSecret: isSecretPart,
};

/** `//user:password@` */
const USER_INFORMATION: Notation = {
  pattern: /(?<before>\/\/)(?<name>)(?<value>[^/@\s"'<>?#]+)(?=@)/g,
  isSecret: () => true,
  read: (value) => [percentDecoded(value.slice(value.indexOf(':') + 1))],
};

/** `a: b` on a line of its own, as engines tell the parts of a form. */
const LINE: Notation = {
  pattern: /(?<before>^(?<name>[\w.[\]-]{1,200}): )(?<value>.+)/gm,
  isSecret: isSecretPart,
};

const NOTATIONS = [PAIR, MEMBER, ESCAPED_MEMBER, QUOTED, ATTRIBUTE, ELEMENT, FIELD];

const notationsOf = (text: string, withLines: boolean): readonly Notation[] => [
  ...(text.includes('@') ? [USER_INFORMATION] : []),
  ...(MAYBE.test(text) ? [...NOTATIONS, ...(withLines ? [LINE] : [])] : []),
];

/** What stands behind it, such as the semicolon of a cookie, is to stay. */
const IS_HIDDEN = /^\[hidden\]\W?$/;

interface Found {
  readonly value: string;
  /** Where the value begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** The values of secrets in one notation. What another name says is looked at in its turn. */
const findNamed = (text: string, { pattern, isSecret }: Notation): readonly Found[] => {
  const found: Found[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { before = '', name = '', value = '' } = match.groups ?? {};
    const start = match.index + before.length;
    if (isSecret(name)) found.push({ value, start, end: start + value.length });
    else pattern.lastIndex = start;
  }
  return found;
};

/**
 * Hides what follows a secret's name.
 *
 * @param withLines whether a line `token: x` tells a token: it does in a body, though not in what a test says
 */
export const hideNamed = (text: string, withLines = true): string => {
  let result = text;
  for (const notation of notationsOf(text, withLines)) {
    const { hide = () => HIDDEN } = notation;
    let [shown, last] = ['', 0];
    for (const { value, start, end } of findNamed(result, notation)) {
      if (IS_HIDDEN.test(value)) continue;
      shown += result.slice(last, start) + hide(value);
      last = end;
    }
    result = shown + result.slice(last);
  }
  return result;
};

/** What follows the names of secrets, as it was before it was written down. */
export const namedSecrets = (text: string): readonly string[] =>
  notationsOf(text, true).flatMap((notation) => {
    const { read = (value: string) => [value] } = notation;
    return findNamed(text, notation).flatMap(({ value }) => read(value));
  });
