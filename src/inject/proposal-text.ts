/** Texts of a login that was found, as a declaration has them: placeholders in the place of marks. What can't be said so is told. */

import type { Marks } from './evaluate/marks.ts';
import type { Json } from '../values/json.ts';
import { placeholdersIn } from '../values/placeholders.ts';
import { isPlaceholderOnly, isSecretName, secretInText } from '../values/secret-patterns.ts';

const standsInScript = (what: string, variable: string): string =>
  `${what} stands in the script itself; put it into the variable ${variable}, and take it for known to everybody who has the collection`;

/** What is known beside the scripts, and what is found out on the way. */
export class ProposalTexts {
  /** Sentences on what was not understood, or can't be carried over. */
  readonly unclear: string[] = [];
  /** Values that stand in scripts, for the variables in which they belong; '' for a secret, which nobody repeats. */
  readonly found = new Map<string, string>();
  readonly marks: Marks;
  readonly #values: ReadonlyMap<string, string>;
  /** Secrets that stand in the script, by the variable that each gets. */
  readonly #own = new Map<string, string>();

  /** @param values values of variables, as far as the files tell them */
  constructor(marks: Marks, values: ReadonlyMap<string, string>) {
    this.marks = marks;
    this.#values = values;
  }

  tell(sentence: string): void {
    if (!this.unclear.includes(sentence)) this.unclear.push(sentence);
  }

  /**
   * A text with placeholders. A secret that stands in the script itself becomes the placeholder of a variable.
   *
   * @param what names it in sentences
   * @param name what it is called where it is sent
   */
  text(given: unknown, what: string, name = ''): string {
    const text = this.#placeholders(given, what);
    const isSecret = (isSecretName(name) && !isPlaceholderOnly(text)) || secretInText(text) !== undefined;
    return isSecret ? `{{${this.#ownVariable(text, name, what)}}}` : text;
  }

  /** The variable for a secret that stands in the script: of its own name, unless that is taken. */
  #ownVariable(text: string, name: string, what: string): string {
    const own = name === '' ? 'login_value' : name.replaceAll(/[^\w.-]/g, '_');
    const isFree = (each: string): boolean =>
      !this.#values.has(each) && (this.#own.get(each) ?? text) === text;
    let variable = own;
    for (let count = 1; !isFree(variable); count += 1)
      variable = `login_${own}${count > 1 ? `_${count}` : ''}`;
    this.#own.set(variable, text);
    this.found.set(variable, '');
    this.tell(
      placeholdersIn(text).length > 0
        ? `a secret stands in the script itself, in ${what}; put the whole of it into the variable ${variable}, and take it for known to everybody who has the collection`
        : standsInScript(what, variable),
    );
    return variable;
  }

  #placeholders(given: unknown, what: string): string {
    return this.marks.text(given).replaceAll(/\uE000\d+\uE001/g, (each) => {
      const mark = this.marks.alone(each);
      if (mark?.kind === 'variable') return `{{${mark.name}}}`;
      if (mark?.kind === 'random') return '{{$guid}}';
      const why =
        mark?.kind === 'unknown'
          ? mark.why
          : mark?.kind === 'part'
            ? 'is part of what a variable or response holds'
            : 'is computed by the script';
      this.tell(`${what} ${why}; say it yourself`);
      return '{{unknown}}';
    });
  }

  /** A JSON value with placeholders. */
  json(given: unknown, what: string, name = ''): Json {
    if (typeof given === 'string') return this.text(given, what, name);
    if (Array.isArray(given)) return given.map((each) => this.json(each, what, name));
    if (typeof given !== 'object' || given === null)
      return typeof given === 'number' || typeof given === 'boolean' ? given : null;
    return Object.fromEntries(
      Object.entries(given).map(([member, each]) => [member, this.json(each, `${what}.${member}`, member)]),
    );
  }

  /** The text with the values of variables, as far as they are known. */
  known(given: unknown): string {
    const text = this.marks.text(given);
    const mark = this.marks.alone(text);
    return mark?.kind === 'variable' ? (this.#values.get(mark.name) ?? text) : text;
  }

  /**
   * The variable that a value is read from. A value that stands in the script itself gets the variable `otherwise`.
   *
   * @param isSecret its value is never repeated
   */
  variable(given: string, otherwise: string, what: string, isSecret: boolean): string {
    const within = this.marks
      .deep(given)
      .flatMap((mark) =>
        mark.kind === 'variable'
          ? [mark.name]
          : mark.kind === 'part' && 'variable' in mark.source && mark.path.length === 0
            ? [mark.source.variable]
            : [],
      );
    const [name] = within;
    if (name !== undefined) {
      if (new Set(within).size > 1)
        this.tell(
          `${what} is made of several variables, ${[...new Set(within)].join(' and ')}; the declaration reads ${name} alone`,
        );
      return name;
    }
    if (this.marks.within(given).length > 0 || given.trim() === '')
      this.tell(`${what} could not be followed to a variable; the declaration reads ${otherwise}`);
    else {
      this.found.set(otherwise, isSecret ? '' : given);
      this.tell(
        isSecret
          ? standsInScript(what, otherwise)
          : `${what} stands in the script itself; it belongs into the variable ${otherwise}`,
      );
    }
    return otherwise;
  }
}
