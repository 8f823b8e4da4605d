/** Which environments belong to a collection. */

/** What has a file of its own. */
interface Named {
  readonly slug: string;
}

/**
 * The environments whose file is called as the collection's, or begins with its name and `-` or `.`; where there is none
 * such, all of the project.
 */
export const environmentsOf = <Environment extends Named>(
  { slug }: Named,
  environments: readonly Environment[],
): readonly Environment[] => {
  const own = environments.filter(
    (environment) =>
      environment.slug === slug ||
      environment.slug.startsWith(`${slug}-`) ||
      environment.slug.startsWith(`${slug}.`),
  );
  return own.length > 0 ? own : environments;
};
