/**
 * Source maps of a collection's scripts. They lie beside the collection in `dist`, never in it, and lead from a place of a
 * generated script to the place in TypeScript, also where nothing is built.
 */

import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { BundledScript } from '../bundle/bundle.ts';
import { tellFrame } from '../bundle/problem.ts';
import { sourcePlaces } from '../bundle/source-places.ts';
import { isCalled } from '../bundle/syntax.ts';
import { isRecord, parseJson } from '../values/json.ts';

/** `line` and `column` count from 1, in the text behind the banner. */
export type TellScriptPlace = (place: {
  readonly banner: string;
  /** True for a script that is called with parameters. */
  readonly isCalled: boolean;
  readonly line: number;
  readonly column: number;
}) => string | undefined;

/** A source map (version 3) of one script; `mappings` is a text for each line, so that a diff shows what changed. */
interface ScriptMap {
  /** The banner of the script. */
  readonly script: string;
  readonly isCalled: boolean;
  /** Relative to the project. */
  readonly sources: readonly string[];
  readonly mappings: readonly string[];
}

/** Where the maps of a collection are, below the project folder. */
export const mapsPath = (slug: string): string => `dist/script-maps/${slug}.json`;

// JSON.parse returns any; the map is the bundler's.
const mapOf = (sourceMap: string) => JSON.parse(sourceMap) as { sources: string[]; mappings: string };

/** The maps of these scripts, as text; undefined where there is no script. */
export const mapsText = (scripts: readonly BundledScript[]): string | undefined => {
  const maps = scripts.map((script): ScriptMap => {
    const { sources, mappings } = mapOf(script.sourceMap);
    return { script: script.banner, isCalled: isCalled(script.text), sources, mappings: mappings.split(';') };
  });
  return maps.length === 0 ? undefined : `${JSON.stringify(maps, null, '\t')}\n`;
};

const isScriptMap = (value: unknown): value is ScriptMap =>
  isRecord(value) &&
  typeof value['script'] === 'string' &&
  Array.isArray(value['sources']) &&
  Array.isArray(value['mappings']);

/** A source of the project; undefined for one that is not there, or not below it. */
const readSource = (root: string, source: string): string | undefined => {
  const file = resolve(root, decodeURIComponent(source));
  if (relative(root, file).startsWith('..')) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * Reads maps; what is none tells nothing.
 *
 * @param root the project folder, from which the sources are read
 */
export const placesIn = (text: string | undefined, root: string): TellScriptPlace => {
  const maps: unknown = parseJson(text ?? '');
  const known = (Array.isArray(maps) ? maps : []).filter(isScriptMap);
  return ({ banner, line, column, ...place }) => {
    const map = known.find((each) => each.script === banner && each.isCalled === place.isCalled);
    if (map === undefined) return undefined;
    const sourceMap = {
      version: 3,
      sources: map.sources,
      sourcesContent: map.sources.map((source) => readSource(root, String(source)) ?? ''),
      names: [],
      mappings: map.mappings.join(';'),
    };
    const found = sourcePlaces(JSON.stringify(sourceMap), root)({ line, column: column - 1 });
    return found === undefined ? undefined : tellFrame(found, root);
  };
};

/** The maps of a generated collection that lie beside it. */
export const placesBeside = (collection: string): TellScriptPlace => {
  const root = resolve(dirname(collection), '../..');
  const slug = basename(collection).split('.')[0] ?? '';
  return placesIn(readSource(root, mapsPath(slug)), root);
};
