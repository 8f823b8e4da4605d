/** Environments: what can be declared of them, and how. */

/** What an environment's variable may be declared with beside its value. */
export interface VariableOptions {
  readonly description?: string;
  /** False: it stands in Postman as a switch that is off, and has no value for anybody. True unless given. */
  readonly enabled?: boolean;
}

/** A variable of Postman's type `secret`. It has no value: it can't be declared, so it can't leak. */
export interface SecretVariable extends VariableOptions {
  readonly kind: 'secret';
}

/** A variable of which more is said than its value. */
export interface DescribedVariable extends VariableOptions {
  readonly kind: 'variable';
  readonly value: string;
}

/** A variable of an environment; a text is its value. */
export type EnvironmentValue = string | SecretVariable | DescribedVariable;

/** An environment: what becomes one Postman environment file. */
export interface EnvironmentDeclaration {
  readonly kind: 'environment';
  readonly name: string;
  /** What its id is made of; the name of its file unless given. */
  readonly key?: string;
  /** The id itself, a UUID; made of the key unless given. */
  readonly id?: string;
  /** In the order in which Postman shows them. Names of digits only need a list, as JavaScript puts them first in an object. */
  readonly variables:
    | { readonly [name: string]: EnvironmentValue }
    | readonly (readonly [name: string, value: EnvironmentValue])[];
  /** Values that look like secrets and that everybody may know. `build` lets them pass. */
  readonly publicValues?: readonly string[];
}

/** A variable of Postman's type `secret`. It has no value in any file; people fill it in. */
export const secret = (options: VariableOptions = {}): SecretVariable => ({ kind: 'secret', ...options });

/** A variable with its value, of which more is said: a description, or that it is switched off. */
export const variable = (value: string, options: VariableOptions = {}): DescribedVariable => ({
  kind: 'variable',
  value,
  ...options,
});

/** Declares an environment. */
export const defineEnvironment = (
  environment: Omit<EnvironmentDeclaration, 'kind'>,
): EnvironmentDeclaration => ({
  kind: 'environment',
  ...environment,
});
