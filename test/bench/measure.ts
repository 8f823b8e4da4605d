/** How the bench measures: rounds interleaved, so that a busy moment of the machine hits every variant; then medians. */

/** The middle value; the mean of the two middle ones of an even number. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
};

/** A variant: its samples of one round, and in how many of the rounds it takes part. */
export interface Variant {
  readonly name: string;
  readonly rounds: number;
  /** Returns samples in milliseconds. */
  readonly sample: () => Promise<readonly number[]>;
}

/** Runs the variants in turn, round by round; returns the median of all samples of each. */
export const interleave = async (variants: readonly Variant[]): Promise<ReadonlyMap<string, number>> => {
  const samples = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  const rounds = Math.max(...variants.map((variant) => variant.rounds));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, sample } of variants.filter((variant) => variant.rounds > round)) {
      samples.get(name)?.push(...(await sample()));
    }
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
};

/** The value of a name that must be there. */
export const valueOf = (values: ReadonlyMap<string, number>, name: string): number => {
  const value = values.get(name);
  if (value === undefined) throw new Error(`nothing was measured under "${name}"`);
  return value;
};
