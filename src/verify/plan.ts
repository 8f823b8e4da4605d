/** What is verified: a collection, and how its file is made of its declaration. */

import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import type { LoginWay } from '../mock/login/way.ts';
import type { Engine } from '../engines/engine.ts';
import type { Failure } from '../report/run-report.ts';

export interface Plan {
  readonly slug: string;
  /** How the collection is named in reports: with the way in which it logs in, where it has more than one. */
  readonly title: string;
  /** For a collection made for people: how it logs in without one. */
  readonly way: LoginWay | undefined;
  readonly declaration: CollectionDeclaration;
  readonly environment: EnvironmentDeclaration | undefined;
  /** Requests that the collection declares. */
  readonly requests: number;
  /** The generated collection (format v2.1.0) of a declaration, as `build` writes it. */
  emit(declaration: CollectionDeclaration): Promise<string>;
}

export interface Run {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** A secret that the run made or met, which must not be shown. */
  onSecret(name: string, value: string): void;
}

/** One thing that was checked: no failures = it holds. */
export interface Check {
  readonly name: string;
  readonly failures: readonly Failure[];
}

/** A failure that belongs to the check as a whole. */
export const failure = (check: string, message: string): Failure => ({
  path: [],
  source: check,
  message,
});
