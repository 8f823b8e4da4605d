/** Bundles that were made in this process, as long as all that they were made of is unchanged. */

import { Stamp, withSurroundings } from '../disk/stamp.ts';
import type { BundledScript } from './bundle.ts';
import { forgetPackages } from './packages.ts';

interface Kept {
  readonly bundle: Promise<BundledScript>;
  /** Undefined when there is no bundle. */
  readonly stamp: Promise<Stamp | undefined>;
}

const kept = new Map<string, Kept>();
/** By key, also of what could not be bundled since. */
const inputs = new Map<string, ReadonlySet<string>>();

const stampOf = async (key: string, bundle: Promise<BundledScript>): Promise<Stamp | undefined> => {
  const begun = Date.now();
  try {
    const all = withSurroundings((await bundle).inputs);
    inputs.set(key, all);
    return new Stamp(all, begun);
  } catch {
    return undefined;
  }
};

/**
 * The bundle that was made under this key, if nothing of it has changed; else a new one.
 *
 * @throws what `make` throws
 */
export const keptBundle = async (key: string, make: () => Promise<BundledScript>): Promise<BundledScript> => {
  const known = kept.get(key);
  if (known !== undefined && (await known.stamp)?.isFresh() === true) return known.bundle;
  const other = kept.get(key);
  // Somebody else has begun meanwhile.
  if (other !== undefined && other !== known) return other.bundle;
  // A package may have another version now.
  if (known !== undefined) forgetPackages();
  const bundle = make();
  kept.set(key, { bundle, stamp: stampOf(key, bundle) });
  return bundle;
};

/** Paths of all that the bundles of this process were made of, as a `Stamp` takes them. */
export const bundleInputs = (): string[] => [...inputs.values()].flatMap((paths) => [...paths]);
