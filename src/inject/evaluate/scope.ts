/** The variables of a script's functions and blocks. */

/** A variable, and the uncertain branch in which it got its value; 0 outside of any. */
interface Binding {
  value: unknown;
  arm: number;
}

/** What a function returns, what `this` is in it, and what it may have returned in branches that nobody knows of. */
export interface Frame {
  readonly thisValue: unknown;
  readonly returns: unknown[];
}

/** A function or block. */
export class Scope {
  readonly frame: Frame;
  readonly #parent: Scope | undefined;
  readonly #isFunction: boolean;
  readonly #bindings = new Map<string, Binding>();

  constructor(frame: Frame, parent?: Scope) {
    this.frame = frame;
    this.#parent = parent;
    this.#isFunction = parent === undefined || parent.frame !== frame;
  }

  /** A block of the same function. */
  block(): Scope {
    return new Scope(this.frame, this);
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#parent?.find(name);
  }

  declare(name: string, value: unknown, arm: number): void {
    this.#bindings.set(name, { value, arm });
  }

  /** `var`: in the function, whatever block it stands in. */
  declareInFunction(name: string, value: unknown, arm: number): void {
    if (this.#isFunction || this.#parent === undefined) this.declare(name, value, arm);
    else this.#parent.declareInFunction(name, value, arm);
  }

  /** An assignment to a name that nobody declares. */
  declareAtTop(name: string, value: unknown, arm: number): void {
    if (this.#parent === undefined) this.declare(name, value, arm);
    else this.#parent.declareAtTop(name, value, arm);
  }
}
