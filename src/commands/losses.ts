/** What the description of an API says and its collection can't, as a list that people read. */

import type { Loss } from '../model/described.ts';
import type { CommandContext } from './command.ts';

/** Places of the same loss stand together. */
export const tellLosses = (losses: readonly Loss[], { talk }: Pick<CommandContext, 'talk'>): void => {
  const places = new Map<string, Set<string>>();
  for (const { place, what } of losses) places.set(what, (places.get(what) ?? new Set()).add(place));
  for (const [what, all] of places) {
    const [first = ''] = all;
    talk(
      all.size === 1
        ? `Not carried over: ${first}: ${what}.\n`
        : `Not carried over: ${what}:\n${[...all].map((place) => `  ${place}\n`).join('')}`,
    );
  }
};
