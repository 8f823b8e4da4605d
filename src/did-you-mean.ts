/** The word that was probably meant. */

/** Candidates with their edits, the fewest first. */
const rank = (typed: string, candidates: readonly string[]) =>
  candidates
    .map((candidate) => ({ candidate, edits: distance(typed.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);

/** The candidate that takes the fewest edits, however many; undefined where there is none. */
export const nearest = (typed: string, candidates: readonly string[]): string | undefined =>
  rank(typed, candidates)[0]?.candidate;

/** The candidate that is at most two edits away. */
export const mistyped = (typed: string, candidates: readonly string[]): string | undefined => {
  const [best] = rank(typed, candidates);
  const isNear = best !== undefined && best.edits <= Math.min(2, Math.floor(best.candidate.length / 2));
  return isNear ? best.candidate : undefined;
};

/** The candidate that is at most two edits away, or that begins with what was typed. */
export const closest = (typed: string, candidates: readonly string[]): string | undefined =>
  mistyped(typed, candidates) ??
  (typed === '' ? undefined : candidates.find((candidate) => candidate.startsWith(typed)));

/** The question, with a blank before it: ` Did you mean orders?`; nothing where nothing is near. */
export const didYouMean = (typed: string, candidates: readonly string[]): string => {
  const meant = closest(typed, candidates);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
};

/** Levenshtein's distance, in which two letters that changed places are one edit. */
const distance = (one: string, other: string): number => {
  const [typed, meant] = [[...one], [...other]];
  let before: readonly number[] = [];
  let row = Array.from({ length: meant.length + 1 }, (_, index) => index);
  for (const [at, letter] of typed.entries()) {
    const next = [at + 1];
    for (const [index, its] of meant.entries()) {
      const replaced = (row[index] ?? 0) + (letter === its ? 0 : 1);
      const isSwapped = at > 0 && index > 0 && letter === meant[index - 1] && typed[at - 1] === its;
      const swapped = isSwapped ? (before[index - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1, swapped));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
};
