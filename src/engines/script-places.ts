/**
 * Tells where a script failed: in which script, line and column. Engines don't, so a run puts each script between two
 * lines of ours, which add the place to the message of an error.
 */

import type { FileCollection, FileItem, FileScript } from '../format/read-collection.ts';

/** A place in one of the texts that make up a script. */
export interface ScriptPlace {
  /** The comment at its head, which names its source. */
  readonly banner: string;
  /** In the text behind the banner; both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** What was thrown, without what we added to it. */
interface ScriptFailure {
  readonly message: string;
  readonly place?: ScriptPlace;
  /** Banners of all the texts of the script, where its place is not known. */
  readonly banners: readonly string[];
}

/** Stands around what is added; nobody writes it. */
const MARK = '\u2063';
const ADDED = new RegExp(` ${MARK}(?<id>[^:${MARK}]+):(?<line>\\d+):(?<column>\\d+)${MARK}`);

const isBanner = (line: string): boolean => line.startsWith('/*! ');

const linesOf = ({ exec = [] }: FileScript): readonly string[] =>
  typeof exec === 'string' ? exec.split('\n') : exec;

/** A frame of the script itself: the sandboxes evaluate it, as the innermost of all that they evaluate. */
const before = 'var postsmithTop = new Error().stack; try {';
const after = (id: string): string => `} catch (error) {
  try {
    const place = (stack) => /, <anonymous>:(\\d+):(\\d+)\\)/.exec(stack);
    const [, top] = place(postsmithTop);
    const [, line, column] = place(error.stack);
    error.message += ' \\u2063' + ${JSON.stringify(id)} + ':' + (line - top) + ':' + column + '\\u2063';
  } catch (ignored) {}
  throw error;
}`;

/** The script for a run. One that is none of ours stays as it is: it may hold what must not stand in a block. */
const withPlaces = (script: FileScript): FileScript => {
  const lines = linesOf(script);
  if (script.id === undefined || !lines.some(isBanner)) return script;
  return { ...script, exec: [before, ...lines, ...after(script.id).split('\n')] };
};

/** Makes the scripts of a collection tell where they fail; returns them as they were, by their ids. */
export const tellPlaces = (owner: FileCollection | FileItem): Map<string, FileScript> => {
  const scripts = new Map<string, FileScript>();
  for (const event of owner.event ?? []) {
    if (event.script?.id === undefined) continue;
    scripts.set(event.script.id, event.script);
    event.script = withPlaces(event.script);
  }
  for (const item of owner.item ?? []) for (const [id, script] of tellPlaces(item)) scripts.set(id, script);
  return scripts;
};

const placeIn = (lines: readonly string[], line: number, column: number): ScriptPlace | undefined => {
  const head = lines.slice(0, line).findLastIndex(isBanner);
  const banner = lines[head];
  return banner === undefined ? undefined : { banner, line: line - head - 1, column };
};

/** Reads what a script's error says; `id` is that of the script, where the engine tells it. */
export const readScriptFailure = (
  text: string,
  id: string | undefined,
  scripts: ReadonlyMap<string, FileScript>,
): ScriptFailure => {
  const added = ADDED.exec(text)?.groups;
  const script = scripts.get(added?.['id'] ?? id ?? '');
  const lines = script === undefined ? [] : linesOf(script);
  const place =
    added === undefined ? undefined : placeIn(lines, Number(added['line']), Number(added['column']));
  return {
    message: text.replace(ADDED, ''),
    banners: lines.filter(isBanner),
    ...(place !== undefined && { place }),
  };
};

/** `scripts/post-response/store-order.ts`, of a banner. */
export const sourceOf = (banner: string): string => /^\/\*! ([^;*]+)/.exec(banner)?.[1]?.trim() ?? banner;
