/** Judges what each statement of a script does: the login's work, the loading of its library, or something else. */

import type { AnyNode } from 'acorn';
import { sandboxModules } from '../bundle/sandbox-names.ts';
import { isAuthorization, isOfLogin, type Login } from './login.ts';
import type { Effect } from './sandbox/reading.ts';
import type { ReadCollection } from './scripts.ts';

/** Whose work an effect is. `nothing` is what nobody misses. */
type Work = 'login' | 'library' | 'test' | 'nothing' | { readonly other: string };

/** What a statement does beside the login's work. */
export interface Other {
  readonly node: AnyNode;
  readonly what: string;
}

/** What a statement does, with all that it calls. */
export interface Verdict {
  readonly login: boolean;
  readonly library: boolean;
  readonly others: readonly Other[];
}

/** Everything about a collection that is needed to judge. */
export class Judge {
  readonly read: ReadCollection;
  readonly login: Login;
  /** True: somebody else needs the library, so that loading it is not the login's work. */
  libraryStays = false;
  readonly #isUsed: (variable: string) => boolean;
  readonly #works = new Map<Effect, Work>();
  /** By the script's position. */
  readonly #effects = new Map<number, Effect[]>();

  /** @param isUsed true for a variable that something else than the login reads */
  constructor(read: ReadCollection, login: Login, isUsed: (variable: string) => boolean) {
    this.read = read;
    this.login = login;
    this.#isUsed = isUsed;
    for (const effect of read.reading.effects) {
      const own = this.#effects.get(effect.script);
      if (own === undefined) this.#effects.set(effect.script, [effect]);
      else own.push(effect);
    }
  }

  /** Effects of a statement: those whose path of statements has it at this depth. */
  effectsOf(script: number, statement: AnyNode, depth: number): readonly Effect[] {
    return (this.#effects.get(script) ?? []).filter(({ sites }) => sites[depth] === statement);
  }

  /** Judges a statement by its effects. */
  verdict(effects: readonly Effect[]): Verdict {
    const works = effects.map((effect) => ({ effect, work: this.workOf(effect) }));
    const login = works.some(({ work }) => work === 'login');
    const others = works.flatMap(({ effect, work }): Other[] => {
      const node = effect.sites.at(-1);
      if (node === undefined) return [];
      if (typeof work === 'object') return [{ node, what: work.other }];
      const loads = effect.kind !== 'evaluate' && effect.kind !== 'require';
      if (work === 'library' && this.libraryStays && loads)
        return [{ node, what: 'loads a library that others use' }];
      // A test of the login's own request goes with it.
      return work === 'test' && !login ? [{ node, what: 'tests a response' }] : [];
    });
    return { login, library: works.some(({ work }) => work === 'library'), others };
  }

  workOf(effect: Effect): Work {
    const work = this.#works.get(effect) ?? this.#judge(effect);
    this.#works.set(effect, work);
    return work;
  }

  #judge(effect: Effect): Work {
    const { login, read } = this;
    switch (effect.kind) {
      case 'get':
      case 'talk':
        return 'nothing';
      case 'test':
        return 'test';
      case 'send':
        return this.#judgeSend(effect.request);
      case 'sign':
        return login.jwts.has(effect.jwt) ? 'login' : { other: 'signs another JWT' };
      case 'header':
        return isAuthorization(effect.name) || login.headers.includes(effect)
          ? 'login'
          : { other: `sets the header ${effect.name}` };
      case 'evaluate':
        return 'library';
      case 'require':
        return sandboxModules.has(effect.name) ? 'nothing' : 'library';
      case 'set':
        return this.#judgeSet(effect.variable, isOfLogin(effect.value, login, read.reading.machine.marks));
      case 'unset':
        return this.#isUsed(effect.variable) && !login.tokenVariables.includes(effect.variable)
          ? { other: `removes the variable ${effect.variable}` }
          : 'nothing';
      default:
        return { other: 'what' in effect ? effect.what : 'does something else' };
    }
  }

  #judgeSend(request: number): Work {
    const { login, read } = this;
    if (login.requests.has(request)) return 'login';
    if (login.library.requests.has(request)) return 'library';
    const { machine, requests } = read.reading;
    return { other: `sends a request to ${machine.show(requests[request]?.url ?? '')}` };
  }

  #judgeSet(variable: string, isLogins: boolean): Work {
    if (isLogins || this.login.tokenVariables.includes(variable)) return 'login';
    if (this.login.library.variables.has(variable)) return 'library';
    return this.#isUsed(variable) ? { other: `sets the variable ${variable}` } : 'nothing';
  }
}
