/** The text of a program of Postsmith's, made again as this version makes it. */

import { describedProgram, loginProgram, renewalProgram, requireScopeProgram } from '../bundle/programs.ts';
import type { Recipe } from '../compare/our-scripts.ts';
import { PostsmithError } from '../errors.ts';

const make = (recipe: Recipe) => {
  switch (recipe.program) {
    case 'login':
      return loginProgram(recipe.parts);
    case 'renewal':
      return renewalProgram(recipe.isPersons);
    case 'scope':
      return requireScopeProgram();
    case 'tastypie guard':
      return describedProgram('tastypie-guard');
    case 'tastypie follow':
      return describedProgram('tastypie-follow');
    default:
      return describedProgram(recipe.program);
  }
};

/** Returns the text without banner and parameters; undefined where there is no such program. */
export const madeAgain = async (recipe: Recipe): Promise<string | undefined> => {
  try {
    return (await make(recipe)).text;
  } catch (error) {
    // A client authentication of that name does not exist.
    if (error instanceof PostsmithError) return undefined;
    throw error;
  }
};
