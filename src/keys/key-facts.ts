/** What has to be known of a provider to make a key for it. */

import type { PresetFacts } from '../presets/preset.ts';

/** The facts of a preset that concern keys. */
export type KeyFacts = Pick<
  PresetFacts,
  'name' | 'algorithms' | 'environment' | 'whereToFind' | 'registration'
>;

/** Names of the environment's variables that hold the word. */
export const variablesWith = ({ environment }: KeyFacts, word: string): readonly string[] =>
  Object.keys(environment).filter((name) => name.includes(word));

/** Where the values of the environment's variables are found, in their order, but for the `known` ones. */
export const placesOfValues = (
  { environment, whereToFind }: KeyFacts,
  known: readonly string[],
): readonly (readonly [variable: string, place: string])[] =>
  Object.keys(environment).flatMap((name) => {
    const place = whereToFind[name];
    return place === undefined || known.includes(name) ? [] : [[name, place]];
  });
