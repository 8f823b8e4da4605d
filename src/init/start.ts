/** What a new project starts from, worked out: its sources, and which variables a person has to fill in. */

import type { ImportedProject } from '../import/exported-project.ts';
import { isSecret } from '../import/declare.ts';
import { identitiesOf, identityName } from '../model/identities.ts';
import { isAuthorizationCode, writtenVariables } from '../oauth/inputs.ts';

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
  /** Names of the identities for which a person signs in before a run. */
  readonly persons: readonly string[];
}

/** What is needed of the first environment, in its order, and where each value is found. */
export const startOf = (project: ImportedProject): Start => {
  const identities = identitiesOf(project.declaration);
  const places: Readonly<Record<string, string>> = Object.assign(
    {},
    ...identities.map(({ provider }) => provider?.whereToFind ?? {}),
  );
  const [environment] = project.environments;
  const persons = identities.filter(isAuthorizationCode);
  // Whoever signs in fills in none of what that brings.
  const brought = new Set(persons.flatMap((person) => [...writtenVariables(person)]));
  const required = new Set(project.required.filter((name) => !brought.has(name)));
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
    persons: persons.map(identityName),
  };
};

/** How people sign in: a command for each identity that needs it. */
export const signInCommands = ({ project, environment, persons }: Start): readonly string[] =>
  persons.map(
    (name) =>
      `npx postsmith login ${project.slug} -e ${environment}${persons.length > 1 ? ` --identity ${name}` : ''}`,
  );
