/** What is verified: a collection, and how its file is made of its declaration. */

import type { TellScriptPlace } from '../build/script-maps.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import type { Authorization } from '../oauth/authorization.ts';
import type { Way } from '../oauth/grant.ts';
import { waysOf } from '../oauth/inputs.ts';
import type { Engine } from '../engines/engine.ts';
import type { Failure } from '../report/run-report.ts';

/** A collection in one of the ways in which it logs in. */
export interface Plan {
  readonly slug: string;
  /** How the collection is named in reports: with the identity and the way to log in, where it has more than one. */
  readonly title: string;
  /** Of several identities the one whose login is looked at; undefined for a collection that does not log in. */
  readonly identity: Authorization | undefined;
  /** Title of the way in which it logs in, where it has more than one. */
  readonly way: string | undefined;
  readonly declaration: CollectionDeclaration;
  readonly environment: EnvironmentDeclaration | undefined;
  /** The project folder, from which requests send files. */
  readonly root: string;
  /** Requests that the collection declares. */
  readonly requests: number;
  /** The generated collection (format v2.1.0) of a declaration, as `build` writes it. */
  emit(declaration: CollectionDeclaration): Promise<string>;
  /** Says what of the scripts' sources became a place of the generated file. */
  readonly tellPlace: TellScriptPlace;
}

/** A plan on an engine, and whom its run tells. */
export interface Run {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** A secret that the run made or met, which must not be shown. */
  onSecret(name: string, value: string): void;
  /** A host that a script or a redirect asked for: nothing leaves this machine, so it was not reached. */
  onHeld(host: string): void;
}

/** The way in which the plan's collection logs in; undefined for one without authorization. */
export const wayOf = ({ identity, way }: Plan): Way | undefined => {
  const ways = identity === undefined ? [] : waysOf(identity);
  return ways.find(({ title }) => title === way) ?? ways[0];
};

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
