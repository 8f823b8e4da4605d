/** Whether a collection file is what its sources say: whose login is inside, and what differs. */

import { madeAgain } from '../build/made-again.ts';
import type { Build, BuiltCollection } from '../build/build.ts';
import { differencesBetween, type Difference } from '../compare/differences.ts';
import { configurationsOf, ourScriptsIn, recipeOf, type OurScript } from '../compare/our-scripts.ts';
import { partsOfCollection, type Part } from '../compare/parts.ts';
import { secretsIn } from '../compare/secrets.ts';
import { tool } from '../bundle/packages.ts';
import { readCollectionFile, type CollectionFile } from '../inject/read-file.ts';
import { isRecord, parseJson } from '../values/json.ts';
import type { CollectionText } from './collection-file.ts';

/** A program of Postsmith's in the file. */
export interface CheckedProgram {
  readonly place: readonly string[];
  readonly program: string;
  readonly version: string;
  /** `unknown`: another version made it, and this one makes another text. */
  readonly state: 'untouched' | 'edited' | 'unknown';
}

/** As whom the login logs in. */
export interface CheckedIdentity {
  readonly provider?: string;
  readonly ways: readonly {
    readonly title: string;
    readonly tokenEndpoint?: string;
    readonly scope: string;
    readonly clientAuthentication?: string;
    /** Of the JWTs that it signs. */
    readonly algorithms: readonly string[];
  }[];
}

/** Whose login is inside. */
export type CheckedLogin =
  | {
      readonly of: 'postsmith';
      readonly programs: readonly CheckedProgram[];
      readonly parts: readonly string[];
      readonly identities: readonly CheckedIdentity[];
      /** True: other scripts log in as well. */
      readonly besideAnother: boolean;
    }
  | { readonly of: 'another'; readonly tokenRequest?: string; readonly variables: readonly string[] }
  | { readonly of: 'nobody' };

/** All that is said of a file. */
export interface CheckedFile {
  readonly name: string;
  readonly isMigrated: boolean;
  readonly login: CheckedLogin;
  /** The declaring file; absent where it belongs to none. */
  readonly source?: string;
  readonly differences: readonly Difference[];
  /** True: it is what its sources say; where it has none, Postsmith's login is inside, untouched, and no secret. */
  readonly isRight: boolean;
}

const checkProgram = async (script: OurScript): Promise<CheckedProgram> => {
  const { place, program, version, text } = script;
  const recipe = recipeOf(script);
  const made = recipe && (await madeAgain(recipe));
  const isSame = text !== undefined && text === made?.trimEnd();
  const state = isSame ? 'untouched' : version === tool.version ? 'edited' : 'unknown';
  return { place, program, version, state };
};

const identityOf = (
  configuration: NonNullable<ReturnType<typeof configurationsOf>>[number],
): CheckedIdentity => ({
  ...(configuration.provider !== undefined && { provider: String(configuration.provider) }),
  ways: configuration.ways.map(({ title, tokenEndpoint, scope, clientAuthentication, jwt }) => ({
    title: String(title),
    ...(tokenEndpoint !== undefined && { tokenEndpoint: String(tokenEndpoint) }),
    scope: String(scope ?? ''),
    ...(clientAuthentication !== undefined && { clientAuthentication: clientAuthentication.method }),
    algorithms: [clientAuthentication?.jwt, jwt].flatMap((each) => each?.algorithm ?? []),
  })),
});

const checkLogin = async (file: CollectionFile): Promise<CheckedLogin> => {
  const scripts = ourScriptsIn(file.value);
  const { login } = file;
  if (scripts.some(({ program }) => program === 'login')) {
    const programs: CheckedProgram[] = [];
    for (const script of scripts) programs.push(await checkProgram(script));
    const logins = scripts.filter(({ program }) => program === 'login');
    return {
      of: 'postsmith',
      programs,
      parts: [
        ...new Set(
          logins.flatMap((script) => {
            const recipe = recipeOf(script);
            return recipe?.program === 'login' ? recipe.parts : [];
          }),
        ),
      ],
      identities: logins.flatMap((script) => configurationsOf(script) ?? []).map(identityOf),
      besideAnother: login !== undefined,
    };
  }
  if (login === undefined) return { of: 'nobody' };
  const { request, tokenVariables } = login;
  return {
    of: 'another',
    ...(request !== undefined && { tokenRequest: file.read.reading.machine.show(request.url) }),
    variables: tokenVariables,
  };
};

const wantedPart = ({ artifact }: BuiltCollection): Part => {
  const built = parseJson(artifact.content);
  return partsOfCollection(isRecord(built) ? built : {});
};

const namesIn = ({ kind, name, children }: Part): readonly string[] => [
  ...(kind === 'request' ? [name] : []),
  ...children.flatMap(namesIn),
];

/** How much of what is declared is in the file, by name: from 0 to 1. */
const share = (found: ReadonlySet<string>, wanted: Part): number => {
  const names = namesIn(wanted);
  return names.length === 0 ? 0 : names.filter((name) => found.has(name)).length / names.length;
};

/** The declaration that a file is of: the same id, else the same name, else most of its requests. Postman's import gives new ids. */
const sourceOf = (found: Part, { collections }: Pick<Build, 'collections'>) => {
  const candidates = collections.map((source) => ({ source, wanted: wantedPart(source) }));
  const names = new Set(namesIn(found));
  const [most] = candidates
    .map((each) => ({ ...each, share: share(names, each.wanted) }))
    .sort((one, other) => other.share - one.share);
  return (
    candidates.find(({ wanted }) => wanted.id !== '' && wanted.id === found.id) ??
    candidates.find(({ wanted }) => wanted.name === found.name) ??
    (most !== undefined && most.share > 0.5 ? most : undefined)
  );
};

/**
 * Checks a collection file.
 *
 * @param label what messages call it
 * @param build what a project makes; absent outside of one
 * @throws PostsmithError USAGE when the text is no collection
 */
export const checkCollectionFile = async (
  { text, isMigrated }: CollectionText,
  label: string,
  build: Build | undefined,
): Promise<CheckedFile> => {
  const file = readCollectionFile(text, label);
  const found = partsOfCollection(file.value);
  const login = await checkLogin(file);
  const source = build && sourceOf(found, build);
  const publicValues = source === undefined ? [] : (source.source.declaration.publicValues ?? []);
  const differences = [
    ...(source === undefined ? [] : differencesBetween(found, source.wanted, isMigrated)),
    ...secretsIn(file.value, publicValues),
  ];
  const isUntouched =
    login.of === 'postsmith' &&
    !login.besideAnother &&
    login.programs.every(({ state }) => state === 'untouched');
  return {
    name: found.name,
    isMigrated,
    login,
    ...(source !== undefined && { source: source.source.file }),
    differences,
    isRight: differences.length === 0 && (source !== undefined || isUntouched),
  };
};
