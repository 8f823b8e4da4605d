/** What goes of a collection when its login is replaced: statements, requests, the library; and what stands in the way. */

import type { AnyNode } from 'acorn';
import { isRecord } from '../values/json.ts';
import { Judge } from './judgement.ts';
import type { Login } from './login.ts';
import { nodePlace } from './places.ts';
import type { Owner, ReadCollection } from './scripts.ts';
import { separate, type Separation } from './separation.ts';

/** What goes, and what is to be said of it. */
export interface Removal {
  /** Statements by the script's position. */
  readonly statements: ReadonlyMap<number, readonly AnyNode[]>;
  readonly requests: readonly Owner[];
  /** Variables that hold the library. */
  readonly variables: ReadonlySet<string>;
  /** Places where the login and something else can't be separated. */
  readonly conflicts: readonly string[];
  /** What others still need, and what nobody does any more. */
  readonly notices: readonly string[];
  readonly judge: Judge;
}

/** The collection without scripts and without what goes, as one text: what is left to read a variable. */
const textWithoutScripts = (value: unknown, gone: ReadonlySet<unknown>): string =>
  JSON.stringify(value, (key, each: unknown) => (key === 'event' || gone.has(each) ? undefined : each)) ?? '';

class Remover {
  readonly #read: ReadCollection;
  readonly #login: Login;
  readonly #requests: Owner[];
  /** What fetches the token or the library. */
  readonly #fetchers: ReadonlySet<unknown>;
  readonly #text: string;
  #separations = new Map<number, Separation>();
  #judge: Judge;

  constructor(read: ReadCollection, login: Login) {
    this.#read = read;
    this.#login = login;
    this.#requests = this.#fetching(login.requests);
    const all = [...this.#requests, ...this.#fetching(login.library.requests)];
    this.#fetchers = new Set(all.map(({ value }) => value));
    this.#text = textWithoutScripts(read.value, this.#fetchers);
    this.#judge = this.#judged(() => false);
  }

  remove(): Removal {
    const busy = new Set(
      this.#read.reading.effects
        .filter((effect) => ['login', 'library'].includes(String(this.#judge.workOf(effect))))
        .map(({ script }) => script),
    );
    this.#separateAll(this.#judged((variable) => this.#isUsed(variable, (script) => !busy.has(script))));
    const first = this.#separations;
    const isGone = (script: number, sites: readonly AnyNode[]): boolean =>
      (first.get(script)?.gone ?? []).some((node) => sites.includes(node));
    const isUsed = (variable: string): boolean =>
      this.#isUsed(variable, (script, sites) => !isGone(script, sites));
    this.#separateAll(this.#judged(isUsed));
    const users = this.#libraryUsers();
    if (users.length > 0) {
      const judge = this.#judged(isUsed);
      judge.libraryStays = true;
      this.#separateAll(judge);
    } else
      this.#requests.push(
        ...this.#fetching(this.#login.library.requests).filter((each) => !this.#requests.includes(each)),
      );
    return {
      statements: new Map([...this.#separations].map(([script, { gone }]) => [script, gone])),
      requests: this.#requests,
      variables: users.length > 0 ? new Set() : this.#login.library.variables,
      conflicts: [...this.#conflicts(), ...this.#requestConflicts()],
      notices: [...this.#libraryNotices(users), ...this.#lost(isUsed), ...this.#references()],
      judge: this.#judge,
    };
  }

  #judged(isUsed: (variable: string) => boolean): Judge {
    return new Judge(this.#read, this.#login, isUsed);
  }

  #fetching(requests: ReadonlySet<number>): Owner[] {
    return this.#read.owners.filter(({ request }) => request !== undefined && requests.has(request));
  }

  /** True for a script of a request that goes. */
  #goes(script: number): boolean {
    return this.#fetchers.has(this.#read.scripts[script]?.owner.value);
  }

  #isUsed(variable: string, counts: (script: number, sites: readonly AnyNode[]) => boolean): boolean {
    if (this.#text.includes(`{{${variable}}}`)) return true;
    return this.#read.reading.effects.some(
      (effect) =>
        effect.kind === 'get' &&
        effect.variable === variable &&
        !this.#goes(effect.script) &&
        counts(effect.script, effect.sites),
    );
  }

  #separateAll(judge: Judge): void {
    this.#judge = judge;
    this.#separations = new Map(
      this.#read.scripts.flatMap((_script, at) =>
        this.#goes(at) && !judge.libraryStays
          ? []
          : this.#requests.some(({ value }) => value === this.#read.scripts[at]?.owner.value)
            ? []
            : [[at, separate(judge, at)] as const],
      ),
    );
  }

  #libraryUsers(): string[] {
    return [...this.#separations].flatMap(([at, { libraryUsers }]) => {
      const script = this.#read.scripts[at];
      return script === undefined ? [] : libraryUsers.map((node) => nodePlace(script, node));
    });
  }

  #conflicts(): string[] {
    return [...this.#separations].flatMap(([at, { conflicts }]) => {
      const script = this.#read.scripts[at];
      return script === undefined
        ? []
        : conflicts.map(({ node, what }) => `${nodePlace(script, node)}: ${what}`);
    });
  }

  /** What the scripts of a request that goes do beside the login. */
  #requestConflicts(): string[] {
    return this.#read.scripts.flatMap((script, at) => {
      if (!this.#requests.some(({ value }) => value === script.owner.value)) return [];
      return this.#read.reading.effects.flatMap((effect) => {
        const work = effect.script === at ? this.#judge.workOf(effect) : 'nothing';
        const node = effect.sites.at(-1);
        return typeof work === 'object' && node !== undefined && !work.other.startsWith('makes ')
          ? [`${nodePlace(script, node)}: ${work.other}`]
          : [];
      });
    });
  }

  #libraryNotices(users: readonly string[]): string[] {
    const names = [...this.#login.library.variables].map((name) => JSON.stringify(name)).join(' and ');
    return users.map(
      (place) =>
        `${place} needs the library as well; ${names === '' ? 'what loads it' : `${names}, and what loads it,`} stays`,
    );
  }

  /** Variables that the login's response filled, beside the token. */
  #lost(isUsed: (variable: string) => boolean): string[] {
    const { tokenVariables } = this.#login;
    const set = this.#read.reading.effects.flatMap((effect) =>
      effect.kind === 'set' &&
      !tokenVariables.includes(effect.variable) &&
      this.#judge.workOf(effect) === 'login'
        ? [effect.variable]
        : [],
    );
    return [...new Set(set)]
      .filter(isUsed)
      .map(
        (variable) =>
          `the variable ${JSON.stringify(variable)} was filled from the token's response, and something else reads it; fill it in yourself from now on`,
      );
  }

  /** Requests that go and are called by their name. */
  #references(): string[] {
    const names = this.#requests.map(({ names: all }) => all.at(-1) ?? '');
    return this.#read.reading.effects.flatMap((effect) => {
      const script = this.#read.scripts[effect.script];
      const node = effect.sites.at(-1);
      if (effect.kind !== 'other' || script === undefined || node === undefined || this.#goes(effect.script))
        return [];
      const name = names.find((each) => effect.what === `makes ${JSON.stringify(each)} the next request`);
      return name === undefined
        ? []
        : [
            `${nodePlace(script, node)} makes ${JSON.stringify(name)} the next request, which is gone; change that by hand`,
          ];
    });
  }
}

/** Finds what goes. */
export const findRemoval = (read: ReadCollection, login: Login): Removal => new Remover(read, login).remove();

/** Collection variables that go, with the length of their values. */
export const goneVariables = (
  read: ReadCollection,
  { variables }: Removal,
): readonly { readonly at: number; readonly name: string; readonly value: string }[] => {
  const list = read.value['variable'];
  return (Array.isArray(list) ? list : []).flatMap((each: unknown, at: number) => {
    const name = isRecord(each) ? String(each['key'] ?? each['id'] ?? '') : '';
    return isRecord(each) && variables.has(name) ? [{ at, name, value: String(each['value'] ?? '') }] : [];
  });
};
