/** Where a problem is: the declaring file, then the names of folders and requests. Collects what is said about it. */

/** A place in a project. All places of one check report into the same list. */
export interface Place {
  /** `collections/pexip-management.ts › Status › Alarms` */
  readonly label: string;
  /** Values that look like secrets, and that the declaration calls public. */
  readonly publicValues: readonly string[];
  /** What stands between braces for somebody else. */
  readonly literals: readonly string[];
  /** Adds `label: sentence` to the problems. */
  report(sentence: string): void;
  /** The folder or request of that name, below this place. */
  within(name: string): Place;
}

/** The place of a whole file; what is reported there or below is pushed to `problems`. */
export const placeOf = (
  label: string,
  problems: string[],
  { publicValues = [], literals = [] }: Partial<Pick<Place, 'publicValues' | 'literals'>> = {},
): Place => ({
  label,
  publicValues,
  literals,
  report: (sentence) => void problems.push(`${label}: ${sentence}`),
  within: (name) => placeOf(`${label} › ${name}`, problems, { publicValues, literals }),
});
