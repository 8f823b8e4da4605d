/** The scripts and requests of a collection file, in the order in which they run, and what they do. */

import { listIn, textOfEvent } from './event-edits.ts';
import type { Program } from 'acorn';
import { Endless, Thrown } from './evaluate/machine.ts';
import { Scope } from './evaluate/scope.ts';
import { hoist } from './evaluate/statements.ts';
import { isRecord } from '../values/json.ts';
import type { JsonPath } from './json-text.ts';
import { globalsFor } from './sandbox/globals.ts';
import { Reading } from './sandbox/reading.ts';
import { readRequest } from './sandbox/requests.ts';
import { parseScript } from './syntax.ts';

/** The collection, a folder or a request. */
export interface Owner {
  /** Where it is in the file. */
  readonly at: JsonPath;
  /** Names from the top folder down; empty for the collection. */
  readonly names: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
  readonly kind: 'collection' | 'folder' | 'request';
  /** The request that it sends, by its number in the reading. */
  readonly request?: number;
}

/** A script in the file. */
export interface Script {
  readonly owner: Owner;
  /** The position in the owner's list of events. */
  readonly event: number;
  readonly stage: 'pre-request' | 'post-response';
  readonly text: string;
  /** Absent where it does not compile. */
  readonly program: Program | undefined;
  /** True where it goes on for so long that it was not read to its end. */
  readonly isEndless: boolean;
}

/** All that was read of a collection. */
export interface ReadCollection {
  readonly value: Readonly<Record<string, unknown>>;
  readonly owners: readonly Owner[];
  readonly scripts: readonly Script[];
  readonly reading: Reading;
}

const STAGES: Readonly<Record<string, Script['stage']>> = {
  prerequest: 'pre-request',
  test: 'post-response',
};

class CollectionReader {
  readonly owners: Owner[] = [];
  readonly scripts: Script[] = [];
  readonly reading = new Reading();

  read(owner: Owner): void {
    this.#runAll(owner, 'pre-request');
    const { request } = owner.value;
    const sent = owner.kind === 'request' ? this.reading.send(readRequest(request, this.reading)) : undefined;
    const known = sent === undefined ? owner : { ...owner, request: sent };
    this.owners.push(known);
    for (const [at, item] of listIn(owner.value, 'item').entries())
      if (isRecord(item)) this.read(this.#below(owner, item, at));
    this.#runAll(known, 'post-response');
  }

  #below(owner: Owner, value: Readonly<Record<string, unknown>>, at: number): Owner {
    const name = typeof value['name'] === 'string' ? value['name'] : `#${at + 1}`;
    const kind = Array.isArray(value['item']) ? 'folder' : 'request';
    return { at: [...owner.at, 'item', at], names: [...owner.names, name], value, kind };
  }

  #runAll(owner: Owner, stage: Script['stage']): void {
    for (const [event, value] of listIn(owner.value, 'event').entries()) {
      if (!isRecord(value) || STAGES[String(value['listen'])] !== stage || value['disabled'] === true)
        continue;
      const text = textOfEvent(value);
      if (text.trim() === '') continue;
      const program = parseScript(text);
      this.reading.script = this.scripts.length;
      const isEndless = program !== undefined && !this.#run(program, owner.request);
      this.scripts.push({ owner, event, stage, text, program, isEndless });
    }
  }

  /** False where the script goes on for too long. */
  #run(program: Program, request: number | undefined): boolean {
    const { machine } = this.reading;
    machine.begin();
    const scope = new Scope({ thisValue: {}, returns: [] });
    for (const [name, value] of Object.entries(globalsFor(this.reading, request)))
      scope.declare(name, value, 0);
    hoist(program.body, scope, machine);
    for (const statement of program.body) {
      try {
        if (machine.execute(statement, scope)?.kind === 'return') return true;
      } catch (error) {
        if (error instanceof Endless) return false;
        // What a script does wrong with a value ends that statement alone: the others are read all the same.
        if (!(error instanceof Thrown || error instanceof TypeError || error instanceof RangeError))
          throw error;
      }
    }
    return true;
  }
}

/** Reads all scripts of a collection, in the order of a run. */
export const readScripts = (value: Readonly<Record<string, unknown>>): ReadCollection => {
  const reader = new CollectionReader();
  reader.read({ at: [], names: [], value, kind: 'collection' });
  return { value, owners: reader.owners, scripts: reader.scripts, reading: reader.reading };
};
