/** What the scripts of a collection do: what they read and write, send, sign and load, each with the statements in which they do it. */

import { functionExpressions } from '../evaluate/functions.ts';
import { expressions } from '../evaluate/expressions.ts';
import { Machine } from '../evaluate/machine.ts';
import { statements } from '../evaluate/statements.ts';
import type { ScriptJwt } from '../evaluate/marks.ts';
import type { AnyNode } from '../syntax.ts';

/** A request that a script or an item sends; texts may hold marks. */
export interface SentRequest {
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Parameters of the form or the members of the JSON object that is its body. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly encoding: 'form' | 'json' | undefined;
  /** Its user and password, where it is sent with Basic authentication. */
  readonly basic?: readonly [user: string, password: string];
}

/** What a script does. */
export type Action =
  | { readonly kind: 'get'; readonly variable: string }
  | { readonly kind: 'set'; readonly variable: string; readonly value: unknown }
  | { readonly kind: 'unset'; readonly variable: string }
  | { readonly kind: 'send'; readonly request: number }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | { readonly kind: 'evaluate'; readonly from: string }
  | { readonly kind: 'require'; readonly name: string }
  | { readonly kind: 'sign'; readonly jwt: ScriptJwt }
  | { readonly kind: 'shim'; readonly name: string }
  | { readonly kind: 'test' }
  | { readonly kind: 'talk' }
  | { readonly kind: 'other'; readonly what: string };

/** The same, with where it is done. */
export type Effect = Action & {
  /** The script, by its position in the collection. */
  readonly script: number;
  /** The outermost statement first. */
  readonly sites: readonly AnyNode[];
};

/** The reading of a collection's scripts, one after the other. */
export class Reading {
  readonly machine = new Machine({ expressions: { ...expressions, ...functionExpressions }, statements });
  readonly requests: SentRequest[] = [];
  readonly effects: Effect[] = [];
  /** What scripts have put into variables. */
  readonly stored = new Map<string, unknown>();
  /** The script that is read. */
  script = -1;

  note(action: Action): void {
    this.effects.push({ ...action, script: this.script, sites: this.machine.sites });
  }

  /** Remembers a request; returns its number. */
  send(request: SentRequest): number {
    return this.requests.push(request) - 1;
  }

  /** The value of a variable: what a script has put there, or a mark. */
  valueOf(name: string): unknown {
    return this.stored.has(name) ? this.stored.get(name) : this.machine.marks.variable(name);
  }

  /** A text with the values of its placeholders. */
  fill(text: string): string {
    return text.replaceAll(/\{\{([^{}]+)\}\}/g, (placeholder, name: string) => {
      if (/^\$(?:guid|randomUUID)$/.test(name)) return this.machine.marks.add({ kind: 'random' });
      if (this.machine.sites.length > 0) this.note({ kind: 'get', variable: name });
      return name.startsWith('$') ? placeholder : this.machine.marks.text(this.valueOf(name));
    });
  }
}
