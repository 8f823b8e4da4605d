/** From a place in a generated script back to the TypeScript that it was made of. */

import type { BundledScript } from '../bundle/bundle.ts';
import { tellPlace } from '../bundle/problem.ts';
import { sourcePlaces } from '../bundle/source-places.ts';

/** `line` and `column` count from 1, in the text behind the banner. */
export type TellScriptPlace = (place: {
  readonly banner: string;
  readonly line: number;
  readonly column: number;
}) => string | undefined;

/** Returns a function that says `scripts/pre-request/x.ts:5:7 | the code`; undefined for what is in none of these scripts. */
export const scriptPlaceTeller =
  (scripts: readonly BundledScript[], root: string): TellScriptPlace =>
  ({ banner, line, column }) => {
    // A file that is used with parameters and without them has two bundles, and nothing says which one it was.
    const [script, another] = scripts.filter((each) => each.banner === banner);
    if (script === undefined || another !== undefined) return undefined;
    const place = sourcePlaces(script.sourceMap, root)({ line, column: column - 1 });
    return place === undefined ? undefined : tellPlace(place, root);
  };
