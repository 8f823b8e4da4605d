/** What a preset is: a function from a few options to an authorization, with the provider's facts beside it. */

import { PostsmithError } from '../errors.ts';
import type { Authorization, Provider, Rule, SigningAlgorithm } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { loginInputs, loginTemplates } from '../oauth/inputs.ts';
import type { EnvironmentValue } from '../model/environment.ts';
import { placeholdersIn } from '../model/placeholders.ts';

/** A form in which a provider takes a client's public key. */
export type PublicKeyFormat = 'PEM' | 'JWK' | 'JWK set' | 'certificate';

/** How a client's public key gets to the provider. */
export interface Registration {
  /** The forms that the provider takes, the usual one first; empty where the provider makes the key itself. */
  readonly formats: readonly PublicKeyFormat[];
  /** Where to paste or upload it, as a sentence: `Admin Console › Applications › …, tab General, Public Keys.` */
  readonly where: string;
}

/** Variables of an environment: a text, or a secret that has no value in any file. */
export type EnvironmentTemplate = { readonly [name: string]: EnvironmentValue };

/** One way to call a preset. */
export interface PresetExample {
  /** What is different: `With a client secret`. */
  readonly title: string;
  /** The call as code: `okta({ scope: 'okta.users.read' })`. */
  readonly call: string;
  /** What the environment needs besides `environment`. */
  readonly variables?: EnvironmentTemplate;
}

/** Facts about a provider from which its preset, its documentation page and its help for keys are made. */
export interface PresetFacts extends Provider {
  readonly rules: readonly Rule[];
  /** What the preset is for, in one sentence. */
  readonly summary: string;
  /** Algorithms that the provider takes, the preset's own first; empty where nothing is signed. */
  readonly algorithms: readonly SigningAlgorithm[];
  /** A template for `defineEnvironment`: every variable that the authorization reads, and those that it fills. */
  readonly environment: EnvironmentTemplate;
  readonly registration?: Registration;
  /** Addresses of the provider's pages that the facts are from. */
  readonly documentation: readonly string[];
  /** A request that shows that the login works. */
  readonly sample: { readonly name: string; readonly url: string };
  /** Ways to call it, the plainest first. */
  readonly examples: readonly PresetExample[];
  /** What is advised, uncertain or not documented, and what the preset leaves to you: sentences. */
  readonly notes: readonly string[];
}

/** A preset: call it for an authorization, or read its `facts`. */
export interface Preset<Options, Grant extends Authorization = Authorization> {
  (options?: Options): Grant;
  readonly facts: PresetFacts;
}

/** Names of the variables that the login of an authorization reads. */
const variablesOf = (authorization: Authorization): ReadonlySet<string> =>
  new Set([
    ...loginInputs(authorization).map(({ name }) => name),
    ...loginTemplates(authorization).flatMap(({ text }) => placeholdersIn(text)),
  ]);

/** What an authorization carries with it of the facts: nothing about variables that it does not read. */
export const providerOf = (
  { name, whereToFind, likelyCauses, rules }: PresetFacts,
  authorization: Authorization,
): Provider => {
  const read = variablesOf(authorization);
  return {
    name,
    whereToFind: Object.fromEntries(Object.entries(whereToFind).filter(([variable]) => read.has(variable))),
    likelyCauses,
    rules,
  };
};

/**
 * Makes a preset of its facts and of a function that declares the authorization; what the facts say of the provider is
 * added to what that returns, unless it names a provider itself.
 */
export const definePreset = <Options, Grant extends Authorization>(
  facts: PresetFacts,
  authorize: (options?: Options) => Grant,
): Preset<Options, Grant> =>
  Object.assign(
    (options?: Options): Grant => {
      const { watched, refuseUnread } = watchOptions(facts.name, options);
      const authorization = authorize(watched);
      refuseUnread();
      return { provider: providerOf(facts, authorization), ...authorization };
    },
    { facts },
  );

/**
 * Options whose reading is noted: one that a preset never looks at is a typing mistake, or means nothing beside the others.
 *
 * @throws PostsmithError INVALID_DECLARATION for what is no object, and by `refuseUnread` for what nobody read
 */
const watchOptions = <Options>(provider: string, options: Options | undefined) => {
  if (options === undefined) return { watched: options, refuseUnread: () => {} };
  if (typeof options !== 'object' || options === null) {
    const message = `The preset for ${provider} takes an object of options, not ${JSON.stringify(options)}.`;
    throw new PostsmithError('INVALID_DECLARATION', message);
  }
  const read = new Set<string | symbol>();
  const watched = new Proxy(options, {
    get: (target, name) => {
      read.add(name);
      return Reflect.get(target, name);
    },
  });
  const refuseUnread = (): void => {
    const unread = Object.keys(options).filter((name) => !read.has(name));
    if (unread.length === 0) return;
    const message = `The preset for ${provider} makes nothing of the option ${unread.join(', ')}; see \`postsmith presets\`.`;
    throw new PostsmithError('INVALID_DECLARATION', message);
  };
  return { watched, refuseUnread };
};

/** The variables in which every login keeps what it got. */
export const tokenVariables: EnvironmentTemplate = {
  access_token: secret(),
  access_token_for: '',
  expires: '',
  scope: '',
};

/** Rules from one page. */
export const rulesFrom = (source: string, ...demands: readonly Rule['demand'][]): readonly Rule[] =>
  demands.map((demand) => ({ demand, source }));
