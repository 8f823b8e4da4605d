/** Puts a login into an exported collection in place of the one that is there; every other byte stays. */

import { emitAuth } from '../emit/auth.ts';
import { asVersion } from '../emit/version.ts';
import { PostsmithError } from '../errors.ts';
import type { Authorization } from '../oauth/grants.ts';
import { isRecord } from '../values/json.ts';
import { editEvents, textOfEvent, type NewEvent } from './event-edits.ts';
import { tokenHeaderOf } from './login.ts';
import { authPath, findPlacement, type Placement } from './placement.ts';
import { characters, linesPlace, ownerPlace } from './places.ts';
import type { CollectionFile } from './read-file.ts';
import { findRemoval, goneVariables, type Removal } from './removal.ts';
import type { Owner, Script } from './scripts.ts';
import { withoutOurs, withoutStatements, withOurs } from './script-text.ts';

/** Texts of the login's scripts. */
export interface LoginScripts {
  readonly login: string;
  readonly renewal: string;
}

/** What became of a collection file. */
export interface Injected {
  readonly text: string;
  /** What was done, by place: `removed item "Get library"`. */
  readonly done: readonly string[];
  /** What a person should know. */
  readonly notices: readonly string[];
  /** Names of variables that held a library. */
  readonly libraries: ReadonlySet<string>;
}

const refuse = (label: string, problems: readonly string[]): PostsmithError =>
  new PostsmithError(
    'USAGE',
    `${label}: the login that is there can't be taken out without harm, and nothing was written. Separate this by hand, then try again:`,
    { problems },
  );

/** The variable of the token: the one that the collection's requests send. */
const tokenVariable = (file: CollectionFile, label: string, otherwise: string): string => {
  const names = file.login?.tokenVariables ?? [];
  const text = JSON.stringify(file.read.value, (key, each: unknown) => (key === 'event' ? undefined : each));
  const sent = names.filter((name) => text.includes(`{{${name}}}`));
  if (sent.length > 1) {
    throw refuse(label, [`the token goes into several variables that requests send: ${sent.join(', ')}`]);
  }
  if (file.login !== undefined && file.login.variablePrefix !== '') {
    throw refuse(label, [
      `the variable ${names.join(', ')} holds ${JSON.stringify(`${file.login.variablePrefix} `)} before the token; let it hold the token alone, and write ${file.login.variablePrefix} where it is sent`,
    ]);
  }
  return sent[0] ?? names[0] ?? otherwise;
};

/** The authorization with the variable and the header into which the collection's token goes. */
export const fitted = (file: CollectionFile, label: string, authorization: Authorization): Authorization => {
  const accessToken = tokenVariable(file, label, authorization.variables.accessToken);
  const header = authorization.header ?? (file.login && tokenHeaderOf(file.login));
  return {
    ...authorization,
    variables: { ...authorization.variables, accessToken },
    ...(header !== undefined && { header }),
  };
};

/** Runs of statements that go, as places. */
const removedPlaces = (script: Script, removal: Removal, at: number): string[] => {
  const gone = removal.statements.get(at) ?? [];
  const body = script.program?.body ?? [];
  const places: { start: number; end: number }[] = [];
  let isRun = false;
  for (const node of body) {
    const last = places.at(-1);
    const goes = gone.includes(node);
    if (goes && isRun && last !== undefined) last.end = node.end;
    else if (goes) places.push({ start: node.start, end: node.end });
    isRun = goes;
  }
  const inner = gone.filter((node) => !body.some((each) => each === node));
  return [...places, ...inner].map(({ start, end }) => `removed ${linesPlace(script, start, end)}`);
};

class Injector {
  readonly #file: CollectionFile;
  readonly #removal: Removal | undefined;
  readonly #placement: Placement;
  readonly #texts: LoginScripts;
  /** Of the scripts that were read, by their owners' places and their events. */
  readonly #positions: ReadonlyMap<string, number>;
  readonly done: string[] = [];

  constructor(file: CollectionFile, removal: Removal | undefined, placement: Placement, texts: LoginScripts) {
    this.#file = file;
    this.#removal = removal;
    this.#placement = placement;
    this.#texts = texts;
    this.#positions = new Map(
      file.read.scripts.map(({ owner, event }, at) => [`${owner.at.join()} ${event}`, at]),
    );
  }

  /** The owner as it stands in the file, with its place there. */
  #inFile({ at }: Owner): {
    readonly at: readonly (string | number)[];
    readonly value: Readonly<Record<string, unknown>>;
  } {
    const found = at.reduce<unknown>(
      (value, step) =>
        Array.isArray(value) ? value[Number(step)] : isRecord(value) ? value[step] : undefined,
      this.#file.value,
    );
    return { at: [...this.#file.root, ...at], value: isRecord(found) ? found : {} };
  }

  /** The scripts of an owner: without the old login, with the new one. */
  #scripts(owner: Owner): void {
    const { read } = this.#file;
    const inFile = this.#inFile(owner);
    const events = Array.isArray(inFile.value['event']) ? inFile.value['event'] : [];
    const texts = new Map<number, string>();
    for (const [event, value] of events.entries()) {
      if (!isRecord(value)) continue;
      const at = this.#positions.get(`${owner.at.join()} ${event}`) ?? -1;
      const statements = this.#removal?.statements.get(at) ?? [];
      const own = withoutOurs(textOfEvent(value));
      texts.set(event, statements.length === 0 ? own : withoutStatements(own, statements));
      const script = read.scripts[at];
      if (script !== undefined && this.#removal !== undefined)
        this.done.push(...removedPlaces(script, this.#removal, at));
    }
    const added = owner.at.join() === this.#placement.owner.at.join() ? this.#addTo(events, texts) : [];
    editEvents(this.#file.json, inFile, texts, added);
  }

  #addTo(events: readonly unknown[], texts: Map<number, string>): NewEvent[] {
    const stages = [
      ['prerequest', this.#texts.login],
      ['test', this.#texts.renewal],
    ] as const;
    return stages.flatMap(([listen, ours]): NewEvent[] => {
      const at = events.findIndex(
        (each) => isRecord(each) && each['listen'] === listen && each['disabled'] !== true,
      );
      if (at < 0) return [{ listen, text: ours.replace(/\n$/, '') }];
      texts.set(at, withOurs(texts.get(at) ?? '', ours));
      return [];
    });
  }

  /** @param auth as the file's version has it */
  #authorize(owner: Owner, auth: unknown): void {
    const { json, root } = this.#file;
    const path = [...root, ...authPath(owner)];
    const holder =
      owner.kind === 'request' ? this.#inFile(owner).value['request'] : this.#inFile(owner).value;
    if (isRecord(holder)) {
      if ('auth' in holder) json.replace(path, auth);
      else json.addMember(path.slice(0, -1), 'auth', auth);
    } else json.replace(path.slice(0, -1), { method: 'GET', url: holder ?? '', auth });
    this.done.push(`set the auth of ${ownerPlace(owner)}`);
  }

  inject(auth: unknown): void {
    const { json, root, read } = this.#file;
    const gone = new Set(this.#removal?.requests.map(({ at }) => at.join()));
    for (const owner of read.owners) if (!gone.has(owner.at.join())) this.#scripts(owner);
    for (const owner of this.#removal?.requests ?? []) {
      json.remove([...root, ...owner.at]);
      this.done.push(`removed ${ownerPlace(owner)}`);
    }
    if (this.#removal !== undefined) {
      const variables = goneVariables(read, this.#removal);
      json.removeAll(
        [...root, 'variable'],
        variables.map(({ at }) => at),
      );
      for (const { name, value } of variables)
        this.done.push(`removed variable ${JSON.stringify(name)}: ${characters(value)}`);
    }
    for (const owner of this.#placement.authorized) this.#authorize(owner, auth);
  }
}

const versionOf = ({ value }: CollectionFile): '2.0' | '2.1' => {
  const schema = isRecord(value['info']) ? String(value['info']['schema']) : '';
  return /\/v2\.0\.\d/.test(schema) ? '2.0' : '2.1';
};

/** Scripts that could not be read: what they do is not known, so nothing of them goes. */
export const unreadScripts = ({ read }: CollectionFile): string[] =>
  read.scripts.flatMap((script) => {
    const place = linesPlace(script, 0, script.text.length);
    if (script.program === undefined)
      return [`${place} is no JavaScript that can be read, and stays as it is`];
    return script.isEndless
      ? [`${place} goes on for too long to be read to its end, and stays as it is`]
      : [];
  });

/**
 * Replaces the login of a collection.
 *
 * @param authorization `fitted` to the collection
 * @param makeTexts makes the login's scripts; `isInherited` says whether requests without an auth of their own log in
 * @throws PostsmithError USAGE, with every place where the login and something else can't be separated
 */
export const injectLogin = async (
  file: CollectionFile,
  label: string,
  authorization: Authorization,
  makeTexts: (isInherited: boolean) => Promise<LoginScripts>,
): Promise<Injected> => {
  const removal = file.login && findRemoval(file.read, file.login);
  const placement = findPlacement(file, removal, authorization.variables.accessToken);
  const conflicts = [...(removal?.conflicts ?? []), ...placement.conflicts];
  if (conflicts.length > 0) throw refuse(label, conflicts);
  const name = isRecord(file.value['info']) ? String(file.value['info']['name']) : '';
  const { auth } = asVersion(versionOf(file), { auth: emitAuth(authorization, name) });
  const injector = new Injector(file, removal, placement, await makeTexts(placement.isInherited));
  injector.inject(auth);
  const text = file.json.print();
  return {
    text,
    done: [...injector.done, `put the login into the scripts of the ${ownerPlace(placement.owner)}`],
    notices: [
      ...unreadScripts(file),
      ...(removal === undefined && file.earlier.length === 0
        ? ['no login was found in the scripts, and nothing of them was removed']
        : []),
      ...(removal?.notices ?? []),
      ...placement.notices,
    ],
    libraries: removal?.variables ?? new Set(),
  };
};
