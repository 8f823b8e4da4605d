/** The variables of an environment, in whichever form they are declared. */

import { variable, type EnvironmentDeclaration, type VariableOptions } from './environment.ts';

/** A variable as everybody reads it. */
interface EnvironmentVariable extends VariableOptions {
  readonly name: string;
  /** Empty for a secret. */
  readonly value: string;
  readonly isSecret: boolean;
  readonly enabled: boolean;
}

/** The variables of an environment, in their order. */
export const environmentVariables = ({
  variables,
}: Pick<EnvironmentDeclaration, 'variables'>): readonly EnvironmentVariable[] =>
  (isList(variables) ? variables : Object.entries(variables)).map(([name, declared]) => {
    const { kind, ...rest } = typeof declared === 'string' ? variable(declared) : declared;
    return { name, value: '', enabled: true, ...rest, isSecret: kind === 'secret' };
  });

/** Those that are not switched off: what is has no value for anybody. */
export const enabledVariables = (environment: Pick<EnvironmentDeclaration, 'variables'>) =>
  environmentVariables(environment).filter(({ enabled }) => enabled);

// Array.isArray does not know lists that can't be changed.
const isList = (
  variables: EnvironmentDeclaration['variables'],
): variables is Extract<EnvironmentDeclaration['variables'], readonly unknown[]> => Array.isArray(variables);
