/** A person's session, in a file that only its owner may read: `.postsmith/tokens/<collection>/<environment>.json`. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { removeLeftBehind } from '../disk/left-behind.ts';
import { isRecord, parseJson } from '../values/json.ts';
import { makePrivateFolder, readPrivateFile, replacePrivateFile } from '../disk/private-file.ts';

/** The values of the variables that hold a session, under the names of their roles. All are text, as in an environment. */
export interface Tokens {
  readonly accessToken: string;
  /** Unix time in seconds at which the access token ends. */
  readonly expires: string;
  readonly scope: string;
  /** What the collection's script says that the access token belongs to; '' as long as it has not renewed it. */
  readonly accessTokenFor: string;
  /** '' when there is none. */
  readonly refreshToken: string;
}

/** The session of a person, and whose it is. */
export interface Session extends Tokens {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  /** When the person signed in. */
  readonly loggedInAt: Date;
}

/** Which session: that of a collection in an environment of a project. */
export interface SessionPlace {
  /** The project folder. */
  readonly root: string;
  /** Names of files in `collections/` and `environments/`. */
  readonly collection: string;
  readonly environment: string;
  /** Of several identities of the collection the one that it is for. */
  readonly identity?: string;
}

const FOLDER = '.postsmith';
const VERSION = 1;

const fileOf = ({ root, collection, environment, identity }: SessionPlace, ending: string): string =>
  join(
    root,
    FOLDER,
    'tokens',
    collection,
    `${environment}${identity === undefined ? '' : `.${identity}`}.${ending}`,
  );

/** The command that signs in for it. */
export const loginCommandOf = ({ collection, environment, identity }: SessionPlace): string =>
  `postsmith login ${collection} -e ${environment}${identity === undefined ? '' : ` --identity ${identity}`}`;

/** Where the tokens are. */
export const tokenFileOf = (place: SessionPlace): string => fileOf(place, 'json');

/** Where the lock is that whoever reads or writes the tokens must hold. */
export const lockFileOf = (place: SessionPlace): string => fileOf(place, 'lock');

const IGNORE_ALL = '*\n';

/**
 * Makes the folder of tokens, with a `.gitignore` of its own so that no repository ever takes it in; one that is there
 * already is made as tight. Removes what killed processes left half-written.
 *
 * @throws PostsmithError OUTPUT_FAILED
 */
export const makeTokenFolder = (place: SessionPlace): void => void makeOwnFolder(place, 'tokens');

/** The same for the folder of that name; returns its path. @throws PostsmithError OUTPUT_FAILED */
export const makeOwnFolder = ({ root, collection }: SessionPlace, name: 'tokens' | 'cache'): string => {
  const folder = makePrivateFolder(root, [FOLDER]);
  const ignore = join(folder, '.gitignore');
  if (readPrivateFile(ignore)?.text !== IGNORE_ALL) replacePrivateFile(ignore, IGNORE_ALL);
  removeLeftBehind(folder);
  const own = makePrivateFolder(folder, [name, collection]);
  removeLeftBehind(own);
  return own;
};

/**
 * Puts a session in place of the one before, at once or not at all.
 *
 * @throws PostsmithError OUTPUT_FAILED
 */
export const writeTokenFile = (place: SessionPlace, session: Session): void => {
  makeTokenFolder(place);
  const content = { version: VERSION, ...session, loggedInAt: session.loggedInAt.toISOString() };
  replacePrivateFile(tokenFileOf(place), `${JSON.stringify(content, null, 2)}\n`);
};

/**
 * @returns undefined when nobody has signed in
 * @throws PostsmithError OUTPUT_FAILED when the file cannot be read, USAGE when it is none of ours
 */
export const readTokenFile = (
  place: SessionPlace,
): (Session & { readonly readableByOthers: boolean }) | undefined => {
  const path = tokenFileOf(place);
  const found = readPrivateFile(path);
  if (found === undefined) return undefined;
  const session = parse(found.text);
  if (session === undefined) {
    const remedy = `sign in again with \`${loginCommandOf(place)}\``;
    throw new PostsmithError('USAGE', `${path} is not what a login of this version wrote; ${remedy}.`);
  }
  return { ...session, readableByOthers: found.readableByOthers };
};

/** Removes the tokens. @returns false when there were none. */
export const removeTokenFile = (place: SessionPlace): boolean => {
  const path = tokenFileOf(place);
  if (readPrivateFile(path) === undefined) return false;
  rmSync(path, { force: true });
  return true;
};

const parse = (text: string): Session | undefined => {
  const fields = parseJson(text);
  if (!isRecord(fields) || fields['version'] !== VERSION) return undefined;
  const of = (name: keyof Session): string => String(fields[name] ?? '');
  const loggedInAt = new Date(of('loggedInAt'));
  if (Number.isNaN(loggedInAt.getTime())) return undefined;
  return {
    tokenEndpoint: of('tokenEndpoint'),
    clientId: of('clientId'),
    loggedInAt,
    accessToken: of('accessToken'),
    expires: of('expires'),
    scope: of('scope'),
    accessTokenFor: of('accessTokenFor'),
    refreshToken: of('refreshToken'),
  };
};
