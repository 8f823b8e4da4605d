/** What a new project starts from, worked out: its sources, and which variables a person has to fill in. */

import type { ImportedProject } from '../import/exported-project.ts';
import { isSecret } from '../import/declare.ts';
import { identitiesOf } from '../model/identities.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';

/** A variable to which a run needs a value. */
export interface NeededVariable {
  readonly name: string;
  /** That of the environment's file; '' where it has none. */
  readonly value: string;
  readonly isSecret: boolean;
  /** Where its value is found, as a clause. */
  readonly where?: string;
}

/** The start of a project. */
export interface Start {
  readonly project: ImportedProject;
  /** The environment in which it runs first. */
  readonly environment: string;
  readonly needed: readonly NeededVariable[];
  /** True: a person signs in before a run. */
  readonly isPersons: boolean;
}

/** What is needed of the first environment, in its order, and where each value is found. */
export const startOf = (project: ImportedProject): Start => {
  const identities = identitiesOf(project.declaration);
  const places: Readonly<Record<string, string>> = Object.assign(
    {},
    ...identities.map(({ provider }) => provider?.whereToFind ?? {}),
  );
  const [environment] = project.environments;
  const required = new Set(project.required);
  return {
    project,
    environment: environment?.slug ?? project.slug,
    needed: (environment?.values ?? [])
      .filter(({ key }) => required.has(key))
      .map((variable) => {
        const where = places[variable.key] ?? variable.description;
        const secret = isSecret(variable);
        return {
          name: variable.key,
          value: secret ? '' : variable.value,
          isSecret: secret,
          ...(where !== undefined && { where }),
        };
      }),
    isPersons: identities.some(isAuthorizationCode),
  };
};
