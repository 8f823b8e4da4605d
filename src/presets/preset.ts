/** What a preset is: a function from a few options to an authorization, with the provider's facts beside it. */

import { PostsmithError } from '../errors.ts';
import { secret, type EnvironmentValue } from '../model/environment.ts';
import { listOf } from '../values/fields.ts';
import { placeholdersIn } from '../values/placeholders.ts';
import type { Authorization, Provider, SigningAlgorithm } from '../oauth/authorization.ts';
import { loginInputs, loginTemplates } from '../oauth/inputs.ts';

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
  /** What the preset is for, in one sentence. */
  readonly summary: string;
  /** What the provider demands of a login, as sentences, by the address of its page that says so. */
  readonly demands: { readonly [page: string]: readonly string[] };
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
export interface Preset<Options extends object, Grant extends Authorization = Authorization> {
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
  { name, whereToFind, likelyCauses, rejectsWithEmpty403 }: PresetFacts,
  authorization: Authorization,
): Provider => {
  const read = variablesOf(authorization);
  return {
    name,
    whereToFind: Object.fromEntries(Object.entries(whereToFind).filter(([variable]) => read.has(variable))),
    likelyCauses,
    ...(rejectsWithEmpty403 !== undefined && { rejectsWithEmpty403 }),
  };
};

const wrongOptions = (message: string): PostsmithError =>
  new PostsmithError('INVALID_DECLARATION', `${message}.`);

/**
 * Makes a preset of its facts and of a function that declares the authorization; what the facts say of the provider is
 * added to what that returns, unless it names a provider itself. No type checker has seen the options of a declaration
 * when it is loaded, so one that `authorize` does not read is a mistake.
 */
export const definePreset = <Options extends object, Grant extends Authorization>(
  facts: PresetFacts,
  authorize: (options?: Options) => Grant,
): Preset<Options, Grant> =>
  Object.assign(
    (options?: Options): Grant => {
      if (options === undefined) return authorized(facts, authorize());
      if (typeof options !== 'object' || options === null) {
        throw wrongOptions(
          `The preset for ${facts.name} takes an object of options, not ${JSON.stringify(options)}`,
        );
      }
      const unread = new Set<string | symbol>(Object.keys(options));
      const get = (target: object, name: string | symbol): unknown => {
        unread.delete(name);
        return Reflect.get(target, name);
      };
      const authorization = authorize(new Proxy<Options>(options, { get }));
      if (unread.size > 0) {
        const names = [...unread].join(', ');
        throw wrongOptions(
          `The preset for ${facts.name} makes nothing of the option ${names} here; remove it, or see \`postsmith presets\` for the options that there are`,
        );
      }
      return authorized(facts, authorization);
    },
    { facts },
  );

const authorized = <Grant extends Authorization>(facts: PresetFacts, authorization: Grant): Grant => ({
  provider: providerOf(facts, authorization),
  ...authorization,
});

/** An option that the provider rejects. `right` says what it must be; `page` is the provider's page that says so. */
export const wrongOption = (
  { name }: PresetFacts,
  option: string,
  value: unknown,
  right: string,
  page: string,
): PostsmithError =>
  wrongOptions(
    `The preset for ${name}: the option ${option} must be ${right}, but is ${JSON.stringify(value)} (${page})`,
  );

/**
 * Returns the value of an option that must be one of some words.
 *
 * @throws PostsmithError INVALID_DECLARATION for another
 */
export const oneOf = <Word extends string>(
  facts: PresetFacts,
  option: string,
  value: Word,
  words: readonly Word[],
): Word => {
  if (words.includes(value)) return value;
  throw wrongOption(facts, option, value, listOf(words), facts.documentation[0] ?? '');
};

/** True when a token of the scope fits; one that is a placeholder may. */
export const hasScope = (scope: string, fits: RegExp): boolean =>
  String(scope)
    .split(' ')
    .some((token) => fits.test(token) || /^\{\{[^{}]*\}\}$/.test(token));

/** The variables in which every login keeps what it got. */
export const tokenVariables: EnvironmentTemplate = {
  access_token: secret(),
  access_token_for: '',
  expires: '',
  scope: '',
};
