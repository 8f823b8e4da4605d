/** How the bench measures: rounds interleaved, so that a busy moment of the machine hits every variant; then medians. */

/** The middle value; the mean of the two middle ones of an even number. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
};

/** Milliseconds by what was measured. */
export type Samples = ReadonlyMap<string, readonly number[]>;

/** Something that takes samples, and in how many of the rounds it takes part. */
export interface Sampler {
  readonly rounds: number;
  readonly sample: () => Promise<Samples>;
}

/** Lets the samplers take turns, round by round; returns the median of all samples by what was measured. */
export const interleave = async (samplers: readonly Sampler[]): Promise<ReadonlyMap<string, number>> => {
  const all = new Map<string, number[]>();
  const rounds = Math.max(...samplers.map((sampler) => sampler.rounds));
  for (let round = 0; round < rounds; round += 1) {
    for (const { sample } of samplers.filter((sampler) => sampler.rounds > round)) {
      for (const [name, values] of await sample()) all.set(name, [...(all.get(name) ?? []), ...values]);
    }
  }
  return new Map([...all].map(([name, values]) => [name, median(values)]));
};

/** The value of a name that must be there. */
export const valueOf = (values: ReadonlyMap<string, number>, name: string): number => {
  const value = values.get(name);
  if (value === undefined) throw new Error(`nothing was measured under "${name}"`);
  return value;
};
