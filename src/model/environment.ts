/** Environments: what can be declared of them, and how. */

/** A variable of an environment. A `secret` has no value: it can't be declared, so it can't leak. */
export type EnvironmentValue = string | { readonly kind: 'secret' };

/** An environment: what becomes one Postman environment file. */
export interface EnvironmentDeclaration {
  readonly kind: 'environment';
  readonly name: string;
  /** What its id is made of; the name of its file unless given. */
  readonly key?: string;
  /** In the order in which Postman shows them. */
  readonly variables: { readonly [name: string]: EnvironmentValue };
  /** Values that look like secrets and that everybody may know. `build` lets them pass. */
  readonly publicValues?: readonly string[];
}

/** A variable of Postman's type `secret`. It has no value in any file; people fill it in. */
export const secret = (): EnvironmentValue => ({ kind: 'secret' });

/** Declares an environment. */
export const defineEnvironment = (
  environment: Omit<EnvironmentDeclaration, 'kind'>,
): EnvironmentDeclaration => ({
  kind: 'environment',
  ...environment,
});
