/** A text that a regular expression (ECMA-262) matches: always the same one. */

/** Characters in the order in which a class is asked for one. */
const ALPHABET = [...'aA0bB1_-. /:@+#~é'];

/** Repeats that a quantifier asks for, and how many more it allows. */
interface Part {
  readonly text: string;
  readonly least: number;
  readonly most: number;
}

const CLASSES: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  t: '\t',
  n: '\n',
  r: '\r',
};

/** Reads an expression; what it does not know makes it give up. */
class PatternReader {
  #rest: string;

  constructor(pattern: string) {
    this.#rest = pattern;
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.#rest) ?? undefined;
    if (found !== undefined) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }

  /** Of alternatives the first that is not empty. */
  alternatives(least: number): string | undefined {
    const found: (string | undefined)[] = [this.#sequence(least)];
    while (this.#take(/^\|/) !== undefined) found.push(this.#sequence(least));
    if (found.includes(undefined)) return undefined;
    return found.find((each) => each !== '') ?? '';
  }

  get isDone(): boolean {
    return this.#rest === '';
  }

  #sequence(least: number): string | undefined {
    const parts: Part[] = [];
    while (this.#rest !== '' && !/^[|)]/.test(this.#rest)) {
      if (this.#take(/^(?:\^|\$|\\b)/) !== undefined) continue;
      const text = this.#atom();
      if (text === undefined) return undefined;
      parts.push({ text, ...this.#count() });
    }
    return longEnough(parts, least);
  }

  #count(): Pick<Part, 'least' | 'most'> {
    const [, sign, from, comma, to] = this.#take(/^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/) ?? [];
    if (sign === '*') return { least: 0, most: Infinity };
    if (sign === '+') return { least: 1, most: Infinity };
    if (sign === '?') return { least: 0, most: 1 };
    if (from === undefined) return { least: 1, most: 1 };
    const most = comma === undefined ? Number(from) : to === '' || to === undefined ? Infinity : Number(to);
    return { least: Number(from), most };
  }

  #atom(): string | undefined {
    if (this.#take(/^\((?:\?:|\?<\w+>)?/) !== undefined) {
      if (this.#rest.startsWith('?')) return undefined;
      const text = this.alternatives(0);
      return this.#take(/^\)/) === undefined ? undefined : text;
    }
    const [, set] = this.#take(/^(\[(?:\\.|[^\]\\])*\])/) ?? [];
    if (set !== undefined) return characterIn(set);
    const [, unicode] = this.#take(/^\\p\{(\w+)\}/) ?? [];
    if (unicode !== undefined) return unicode.startsWith('N') ? '0' : 'a';
    const [, code] = this.#take(/^\\(?:u|x)([\da-fA-F]{4}|[\da-fA-F]{2})/) ?? [];
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    const [, escaped] = this.#take(/^\\(.)/) ?? [];
    if (escaped !== undefined) return CLASSES[escaped] ?? (/\w/.test(escaped) ? undefined : escaped);
    const [, literal] = this.#take(/^([^\\[\](){}*+?|^$])/) ?? this.#take(/^([{}\]])/) ?? [];
    return literal === '.' ? 'a' : literal;
  }
}

/** Repeats what may be repeated until the text is long enough. */
const longEnough = (parts: readonly Part[], least: number): string => {
  let lacking = least - parts.reduce((sum, { text, least: count }) => sum + text.length * count, 0);
  return parts
    .map(({ text, least: count, most }) => {
      const more = lacking > 0 && text !== '' ? Math.min(most - count, Math.ceil(lacking / text.length)) : 0;
      lacking -= more * text.length;
      return text.repeat(Math.min(count + more, 10_000));
    })
    .join('');
};

const characterIn = (set: string): string | undefined => {
  const expression = new RegExp(`^${set}$`);
  return (
    ALPHABET.find((each) => expression.test(each)) ??
    Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).find((each) => expression.test(each))
  );
};

/**
 * @param least how long the text should be
 * @returns undefined for an expression that is none, or beyond this
 */
export const textOfPattern = (pattern: string, least = 0): string | undefined => {
  try {
    const reader = new PatternReader(pattern);
    const text = reader.alternatives(least);
    if (text === undefined || !reader.isDone) return undefined;
    // What is not held at its end may go on.
    const expression = new RegExp(pattern);
    return [text.padEnd(least, 'a'), text].find((each) => expression.test(each));
  } catch {
    return undefined;
  }
};
