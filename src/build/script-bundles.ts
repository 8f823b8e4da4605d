/** Bundles the scripts of a project, each file once however many requests name it. */

import { join } from 'node:path';
import {
  bundleEntry,
  bundleScript,
  instantiateScript,
  parameterLiteral,
  type BundledScript,
} from '../bundle/bundle.ts';
import { tool } from '../bundle/packages.ts';
import type { ScriptUse } from '../model/collection.ts';
import type { ScriptStage, ScriptTexts } from '../emit/event.ts';
import { PostsmithError } from '../errors.ts';
import { loginEntry, renewTokenEntry } from '../login-entry.ts';
import type { CollectionSource } from '../project/project.ts';
import { collectionPreRequestUses, declaredProvides, needsScope, separateUses } from './script-uses.ts';

/** A collection's scripts, ready to be emitted. */
export interface CollectionScripts {
  readonly texts: ScriptTexts;
  /** Names of variables that they set. */
  readonly provides: ReadonlySet<string>;
  /** Why some of them could not be bundled. */
  readonly problems: readonly string[];
}

const folders = { preRequest: 'pre-request', postResponse: 'post-response' } as const;

/** Postsmith's own scripts; the login is among them. */
const ownScripts = join(tool.folder, 'scripts');

const requireScopeFile = join(ownScripts, 'login/require-scope.ts');

const fileOf = (root: string, stage: ScriptStage, name: string): string =>
  join(root, 'scripts', folders[stage], `${name}.ts`);

const bundleKey = (stage: ScriptStage, { name, parameters }: ScriptUse): string =>
  `${stage}/${name}/${parameters === undefined ? 'plain' : 'called'}`;

// `require` keeps the declared order, where `import` would run scripts without parameters before all others.
const callScript = (root: string, { name, parameters }: ScriptUse): string => {
  const script = `require(${JSON.stringify(fileOf(root, 'preRequest', name))})`;
  return parameters === undefined ? `${script};` : `${script}.default(${parameterLiteral(parameters)});`;
};

/** What runs before each request: the collection's scripts in order, then the login. Undefined when nothing does. */
const bundlePreRequest = async (
  root: string,
  { file, declaration }: CollectionSource,
): Promise<BundledScript | undefined> => {
  const uses = collectionPreRequestUses(declaration);
  const { authorization } = declaration;
  if (uses.length === 0 && authorization === undefined) return undefined;
  const calls = uses.map((use) => callScript(root, use));
  const login = authorization === undefined ? [] : [loginEntry(authorization, ownScripts)];
  return bundleEntry({
    source: [...calls, ...login].join('\n'),
    resolveDir: ownScripts,
    label: `${file} (pre-request)`,
    root,
  });
};

const bundleRenewToken = async (
  root: string,
  { file, declaration: { authorization } }: CollectionSource,
): Promise<BundledScript | undefined> =>
  authorization === undefined
    ? undefined
    : bundleEntry({
        source: renewTokenEntry(authorization, ownScripts),
        resolveDir: ownScripts,
        label: `${file} (post-response)`,
        root,
      });

/** What a bundle came to: itself, or why there is none. */
type Outcome = BundledScript | undefined | { readonly problems: readonly string[] };

const settle = async (work: Promise<BundledScript | undefined>): Promise<Outcome> => {
  try {
    return await work;
  } catch (failure) {
    if (!(failure instanceof PostsmithError)) throw failure;
    return { problems: failure.problems.length > 0 ? failure.problems : [failure.message] };
  }
};

/** Bundles of script files by key, started once each. */
class ScriptFiles {
  readonly #root: string;
  readonly #outcomes = new Map<string, Promise<Outcome>>();
  #requireScope: Promise<Outcome> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  bundle(stage: ScriptStage, use: ScriptUse): Promise<Outcome> {
    const key = bundleKey(stage, use);
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const parameterised = use.parameters !== undefined;
    const file = fileOf(this.#root, stage, use.name);
    const outcome = settle(bundleScript({ file, root: this.#root, parameterised }));
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  /** Postsmith's own script, which serves every request that says which scope it needs. */
  requireScope(): Promise<Outcome> {
    this.#requireScope ??= settle(
      bundleScript({ file: requireScopeFile, root: this.#root, parameterised: true }),
    );
    return this.#requireScope;
  }
}

const bundleSeparate = async (
  files: ScriptFiles,
  collection: CollectionSource,
): Promise<ReadonlyMap<string, Outcome>> => {
  const outcomes = new Map<string, Promise<Outcome>>();
  for (const { stage, use } of separateUses(collection.declaration)) {
    outcomes.set(bundleKey(stage, use), files.bundle(stage, use));
  }
  return new Map(
    await Promise.all([...outcomes].map(async ([key, outcome]) => [key, await outcome] as const)),
  );
};

const isBundle = (outcome: Outcome): outcome is BundledScript => outcome !== undefined && 'text' in outcome;

const problemsOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => (outcome !== undefined && 'problems' in outcome ? outcome.problems : []));

const textOf = (outcome: Outcome): string => (isBundle(outcome) ? instantiateScript(outcome) : '');

/** What the collection's own scripts came to. */
interface OwnOutcomes {
  readonly preRequest: Outcome;
  readonly renewToken: Outcome;
  readonly requireScope: Outcome;
}

const scriptTexts = (
  separate: ReadonlyMap<string, Outcome>,
  { preRequest, renewToken, requireScope }: OwnOutcomes,
  granted: string,
): ScriptTexts => ({
  text: (use, stage) => {
    const bundle = separate.get(bundleKey(stage, use));
    return isBundle(bundle) ? instantiateScript(bundle, use.parameters) : '';
  },
  collectionPreRequest: textOf(preRequest),
  ...(renewToken === undefined ? {} : { renewToken: textOf(renewToken) }),
  requireScope: (needed) =>
    isBundle(requireScope) ? instantiateScript(requireScope, { granted, needed }) : '',
});

const bundleCollection = async (
  root: string,
  files: ScriptFiles,
  collection: CollectionSource,
): Promise<CollectionScripts> => {
  const { authorization } = collection.declaration;
  const [separate, preRequest, renewToken, requireScope] = await Promise.all([
    bundleSeparate(files, collection),
    settle(bundlePreRequest(root, collection)),
    settle(bundleRenewToken(root, collection)),
    authorization && needsScope(collection.declaration) ? files.requireScope() : undefined,
  ]);
  const outcomes = [preRequest, ...separate.values(), renewToken, requireScope];
  const own = { preRequest, renewToken, requireScope };
  return {
    texts: scriptTexts(separate, own, authorization?.variables.scope ?? ''),
    provides: new Set([
      ...declaredProvides(collection.declaration),
      ...outcomes.filter(isBundle).flatMap(({ provides }) => provides),
    ]),
    problems: problemsOf(outcomes),
  };
};

/** Bundles the scripts of all collections; one that fails leaves its problems, and an empty text that nobody will see. */
export const bundleScripts = async (
  root: string,
  collections: readonly CollectionSource[],
): Promise<ReadonlyMap<CollectionSource, CollectionScripts>> => {
  const files = new ScriptFiles(root);
  return new Map(
    await Promise.all(
      collections.map(async (each) => [each, await bundleCollection(root, files, each)] as const),
    ),
  );
};
