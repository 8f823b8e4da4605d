/** Where the login goes in a collection, and which requests get its token by an auth. */

import { isRecord } from '../values/json.ts';
import type { JsonPath } from './json-text.ts';
import { isAuthorization, type Login } from './login.ts';
import { ownerPlace } from './places.ts';
import type { Removal } from './removal.ts';
import type { Owner } from './scripts.ts';
import type { CollectionFile } from './read-file.ts';

/** Decisions, and what stands in the way. */
export interface Placement {
  /** Whose scripts the login becomes. */
  readonly owner: Owner;
  /** Whose auth becomes that of the login. */
  readonly authorized: readonly Owner[];
  /** True: requests without an auth of their own send the token. */
  readonly isInherited: boolean;
  readonly conflicts: readonly string[];
  readonly notices: readonly string[];
}

const isWithin = ({ at }: Owner, outer: Owner): boolean =>
  outer.at.every((step, index) => at[index] === step);

const authOf = ({ kind, value }: Owner): unknown => {
  const holder = kind === 'request' ? value['request'] : value;
  return isRecord(holder) ? holder['auth'] : undefined;
};

/** The type of its own auth; undefined where it inherits. */
const authType = (owner: Owner): string | undefined => {
  const auth = authOf(owner);
  return isRecord(auth) && typeof auth['type'] === 'string' ? auth['type'] : undefined;
};

/** Where the auth of an owner is. */
export const authPath = ({ kind, at }: Owner): JsonPath => [
  ...at,
  ...(kind === 'request' ? ['request', 'auth'] : ['auth']),
];

/** The file without what goes, outside of one owner: what still sends the token there. */
const textOutside = (value: unknown, gone: ReadonlySet<unknown>, outside: unknown): string =>
  JSON.stringify(value, (key, each: unknown) =>
    key === 'event' || key === 'response' || gone.has(each) || each === outside ? undefined : each,
  ) ?? '';

class Placer {
  readonly #file: CollectionFile;
  readonly #removal: Removal | undefined;
  readonly #token: string;
  readonly #gone: ReadonlySet<unknown>;
  readonly #collection: Owner;

  constructor(file: CollectionFile, removal: Removal | undefined, token: string) {
    this.#file = file;
    this.#removal = removal;
    this.#token = `{{${token}}}`;
    this.#gone = new Set(removal?.requests.map(({ value }) => value));
    const collection = file.read.owners.find(({ kind }) => kind === 'collection');
    this.#collection = collection ?? { at: [], names: [], value: file.value, kind: 'collection' };
  }

  place(): Placement {
    const owner = this.#earlier() ?? this.#onlyOwner() ?? this.#collection;
    const writers = this.#headerOwners();
    const isSent = textOutside(this.#file.read.value, this.#gone, undefined).includes(this.#token);
    const authorized = writers.length > 0 ? writers : isSent ? [] : [owner];
    const open = authorized.filter((each) => ['noauth', 'inherit', undefined].includes(authType(each)));
    const below = authorized.flatMap((outer) => this.#withoutAuth(outer));
    return {
      owner,
      authorized: [...new Set([...open, ...below])],
      isInherited: open.some(({ kind }) => kind !== 'request') || this.#isSentWithoutAuth(),
      conflicts: this.#otherHeaderConflicts(authorized),
      notices: [
        ...authorized
          .filter((each) => !open.includes(each))
          .map(
            (each) =>
              `${ownerPlace(each)} has an auth of its own, ${authType(each) ?? ''}, which stays; the token is sent nowhere by it`,
          ),
        ...below.map(
          (each) =>
            `${ownerPlace(each)} had no auth, as a script wrote the header; now it has that of the login`,
        ),
      ],
    };
  }

  /** What requests without an auth of their own send: by the auth of a folder, or in a header, say. */
  #isSentWithoutAuth(): boolean {
    const own = this.#file.read.owners.flatMap((each) =>
      each.kind === 'request' && authType(each) !== undefined ? [each.value] : [],
    );
    const gone = new Set([...this.#gone, ...own]);
    return textOutside(this.#file.read.value, gone, undefined).includes(this.#token);
  }

  #earlier(): Owner | undefined {
    const [at] = this.#file.earlier;
    const place = JSON.stringify(at);
    return at && this.#file.read.owners.find((each) => JSON.stringify(each.at) === place);
  }

  /** The one folder or request in which the old login was, if nothing outside of it sends the token. */
  #onlyOwner(): Owner | undefined {
    const scripts = [...(this.#removal?.statements ?? [])].flatMap(([at, nodes]) =>
      nodes.length === 0 ? [] : (this.#file.read.scripts[at] ?? []),
    );
    const owners = new Map(scripts.map(({ owner }) => [JSON.stringify(owner.at), owner]));
    const [owner, another] = owners.values();
    if (owner === undefined || another !== undefined || (this.#removal?.requests.length ?? 0) > 0)
      return undefined;
    const isSentElsewhere = textOutside(this.#file.read.value, this.#gone, owner.value).includes(this.#token);
    return isSentElsewhere
      ? undefined
      : this.#file.read.owners.find(({ at }) => at.join() === owner.at.join());
  }

  /** Whose scripts write the header of the token. */
  #headerOwners(): Owner[] {
    const { login, read } = this.#file;
    const owners = (login?.headers ?? []).flatMap(({ script }) => read.scripts[script]?.owner ?? []);
    const places = new Set(owners.map(({ at }) => at.join()));
    return read.owners.filter(({ at, value }) => places.has(at.join()) && !this.#gone.has(value));
  }

  /** Folders and requests below whose own auth is none: the old script gave them the header all the same. */
  #withoutAuth(outer: Owner): Owner[] {
    if ((this.#file.login?.headers.length ?? 0) === 0) return [];
    return this.#file.read.owners.filter(
      (each) =>
        each !== outer && isWithin(each, outer) && authType(each) === 'noauth' && !this.#gone.has(each.value),
    );
  }

  /** A header of another name went out beside another auth; one auth can't do both. */
  #otherHeaderConflicts(authorized: readonly Owner[]): string[] {
    const header = headerNameOf(this.#file.login);
    if (header === undefined) return [];
    return this.#file.read.owners
      .filter((each) => authorized.some((outer) => isWithin(each, outer)) && !this.#gone.has(each.value))
      .filter((each) => !['noauth', 'inherit', undefined].includes(authType(each)))
      .map(
        (each) =>
          `${ownerPlace(each)} is sent with ${authType(each) ?? ''} auth beside the header ${header}, and Postman has one auth for a request`,
      );
  }
}

/** The header, where it is not the usual one. */
const headerNameOf = (login: Login | undefined): string | undefined => {
  const name = login?.headers[0]?.name;
  return name === undefined || isAuthorization(name) ? undefined : name;
};

/** Decides where the login goes. `token` is the variable of the token. */
export const findPlacement = (file: CollectionFile, removal: Removal | undefined, token: string): Placement =>
  new Placer(file, removal, token).place();
