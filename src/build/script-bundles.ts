/** Bundles the scripts of a project, each file once however many requests name it. */

import { join } from 'node:path';
import { bundleScript, instantiateScript, type BundledScript } from '../bundle/bundle.ts';
import { keptBundle } from '../bundle/kept-bundles.ts';
import { describedProgram, loginProgram, renewalProgram, requireScopeProgram } from '../bundle/programs.ts';
import type { SettingUse } from '../check/login-variables.ts';
import type { ScriptStage, ScriptTexts } from '../emit/event.ts';
import { PostsmithError } from '../errors.ts';
import type { CollectionDeclaration, ScriptUse } from '../model/collection.ts';
import { configureLogin, configureRenewal } from '../oauth/configuration.ts';
import type { Authorization } from '../oauth/grants.ts';
import { descriptionOf, type ApiDescription } from '../model/described.ts';
import { grantIn, identitiesOf } from '../model/identities.ts';
import { grantOf } from '../oauth/inputs.ts';
import { partsOf } from '../oauth/parts.ts';
import type { CollectionSource } from '../project/project.ts';
import { namesSetIn } from './code-variables.ts';
import { scriptUses } from './script-uses.ts';

/** A collection's scripts, ready to be emitted. */
export interface CollectionScripts {
  readonly texts: ScriptTexts;
  /** Which variables each use of one sets. */
  readonly uses: readonly SettingUse[];
  /** Those that are files of the project. */
  readonly bundles: readonly BundledScript[];
  /** All that is in the texts: `bundles`, and programs of the tool's own. */
  readonly made: readonly BundledScript[];
  /** Why some of them could not be bundled. */
  readonly problems: readonly string[];
}

const folders = { preRequest: 'pre-request', postResponse: 'post-response' } as const;

const fileOf = (root: string, stage: ScriptStage, name: string): string =>
  join(root, 'scripts', folders[stage], `${name}.ts`);

const bundleKey = (stage: ScriptStage, { name, parameters }: ScriptUse): string =>
  `${stage}/${name}/${parameters === undefined ? 'plain' : 'called'}`;

/** What a bundle came to: itself, or why there is none. */
type Outcome = BundledScript | { readonly problems: readonly string[] };

const settle = async (work: Promise<BundledScript>): Promise<Outcome> => {
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

  constructor(root: string) {
    this.#root = root;
  }

  bundle(stage: ScriptStage, use: ScriptUse): Promise<Outcome> {
    const key = bundleKey(stage, use);
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const parameterised = use.parameters !== undefined;
    const file = fileOf(this.#root, stage, use.name);
    const options = { file, root: this.#root, parameterised };
    const outcome = settle(keptBundle(JSON.stringify(options), () => bundleScript(options)));
    this.#outcomes.set(key, outcome);
    return outcome;
  }
}

const bundleSeparate = async (
  files: ScriptFiles,
  collection: CollectionDeclaration,
): Promise<ReadonlyMap<string, Outcome>> => {
  const outcomes = new Map<string, Promise<Outcome>>();
  for (const { stage, use } of scriptUses(collection)) {
    if ('code' in use) continue;
    outcomes.set(bundleKey(stage, use), files.bundle(stage, use));
  }
  return new Map(
    await Promise.all([...outcomes].map(async ([key, outcome]) => [key, await outcome] as const)),
  );
};

/** What code that nobody bundles is called in messages. */
const firstLine = (code: string): string => code.trim().split('\n')[0]?.trim().slice(0, 60) ?? '';

const isBundle = (outcome: Outcome | undefined): outcome is BundledScript =>
  outcome !== undefined && 'text' in outcome;

const problemsOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => ('problems' in outcome ? outcome.problems : []));

/** The scripts that make a collection log itself in, as each of its identities. */
const loginTexts = async (
  declaration: CollectionDeclaration,
  identities: readonly Authorization[],
): Promise<{ readonly texts: Omit<ScriptTexts, 'text'>; readonly made: readonly BundledScript[] }> => {
  const own = grantIn(declaration.authorization);
  const afterScripts = (declaration.scripts?.preRequest ?? []).length > 0;
  const logins = identities.map((identity) =>
    configureLogin(identity, { afterScripts, inherited: identity === own }),
  );
  const isPersons = logins.some((login) => login.isPersons);
  const [program, renewal, requireScope] = await Promise.all([
    loginProgram([...new Set(logins.flatMap(partsOf))].sort()),
    renewalProgram(isPersons),
    requireScopeProgram(),
  ]);
  const texts: Omit<ScriptTexts, 'text'> = {
    login: instantiateScript(program, logins),
    renewal: instantiateScript(renewal, identities.map(configureRenewal)),
    requireScope: (needed, authorization) => {
      const grant = authorization === 'none' ? undefined : grantIn(authorization);
      if (grant === undefined) return '';
      const granted = grant.variables.scope;
      return instantiateScript(requireScope, {
        granted,
        needed,
        isPersons: grantOf(grant).person !== undefined,
      });
    },
  };
  return { texts, made: [program, renewal, requireScope] };
};

/**
 * The scripts that log a collection in whose only authorization this is.
 *
 * @param isInherited true: requests without an auth of their own log in as well
 */
export const loginScripts = async (
  authorization: Authorization,
  isInherited: boolean,
): Promise<{ readonly login: string; readonly renewal: string }> => {
  const { texts } = await loginTexts(
    { kind: 'collection', name: '', items: [], ...(isInherited && { authorization }) },
    [authorization],
  );
  const { login = '', renewal = '' } = texts;
  return { login, renewal };
};

const STAGES = ['preRequest', 'postResponse'] as const;

/** What an API's description adds. */
const describedScripts = async (description: ApiDescription | undefined) => {
  const texts: Record<ScriptStage, string> = { preRequest: '', postResponse: '' };
  const made: BundledScript[] = [];
  for (const stage of STAGES) {
    const use = description?.[stage];
    if (use === undefined) continue;
    const program = await describedProgram(use.program);
    made.push(program);
    texts[stage] = instantiateScript(program, use.parameters);
  }
  return { texts, made };
};

const describedUses = (description: ApiDescription | undefined): SettingUse[] =>
  STAGES.flatMap((stage) => {
    const use = description?.[stage];
    return use === undefined ? [] : [{ path: [], stage, script: use.program, sets: use.provides ?? [] }];
  });

const bundleCollection = async (
  files: ScriptFiles,
  { declaration }: CollectionSource,
): Promise<CollectionScripts> => {
  const identities = identitiesOf(declaration);
  const separate = await bundleSeparate(files, declaration);
  const outcomes = [...separate.values()];
  const bundles = outcomes.filter(isBundle);
  const own = identities.length === 0 ? undefined : await loginTexts(declaration, identities);
  const description = descriptionOf(declaration);
  const described = await describedScripts(description);
  return {
    texts: {
      text: (use, stage) => {
        const bundle = separate.get(bundleKey(stage, use));
        return isBundle(bundle) ? instantiateScript(bundle, use.parameters) : '';
      },
      requireScope: () => '',
      ...own?.texts,
      ...(description !== undefined && { described: described.texts }),
    },
    uses: [
      ...describedUses(description),
      ...scriptUses(declaration).map(({ path, stage, use }) => {
        if ('code' in use) return { path, stage, script: firstLine(use.code), sets: namesSetIn(use.code) };
        const bundle = separate.get(bundleKey(stage, use));
        const sets = [...(use.provides ?? []), ...(isBundle(bundle) ? bundle.provides : [])];
        return { path, stage, script: use.name, sets };
      }),
    ],
    bundles,
    made: [...bundles, ...(own?.made ?? []), ...described.made],
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
    await Promise.all(collections.map(async (each) => [each, await bundleCollection(files, each)] as const)),
  );
};
