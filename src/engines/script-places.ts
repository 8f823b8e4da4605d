/**
 * Tells where a script failed: in which script, line and column. Engines don't, so a run executes a copy that adds the
 * place to the message of an error.
 */

import { lineStarts, positionsIn, type TracedText } from '../bundle/traced-text.ts';
import type { FileCollection, FileItem, FileScript } from '../format/read-collection.ts';
import { isCalled } from '../bundle/syntax.ts';
import { instrument, instruments } from './instrument.ts';

/** A place in one of the texts that make up a script. */
export interface ScriptPlace {
  /** The comment at its head, which names its source. */
  readonly banner: string;
  /** True for a text that is called with parameters. */
  readonly isCalled: boolean;
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

/** A script of the collection, and the copy of it that runs. */
export interface KnownScript {
  /** Lines of the script. */
  readonly lines: readonly string[];
  /** Where in the script each character of the copy comes from; absent where the copy is the script. */
  readonly copy?: TracedText;
}

/** Scripts by their ids. */
export type KnownScripts = ReadonlyMap<string, KnownScript>;

/** Texts of our own, such as the login, do without: parts of a script from their banners to the next. */
const ownParts = (lines: readonly string[]): { readonly start: number; readonly end: number }[] => {
  const starts = lineStarts(lines.join('\n'));
  const heads = lines.flatMap((line, at) => (isBanner(line) ? [at] : []));
  return heads.flatMap((head, at) =>
    lines[head]?.startsWith('/*! postsmith ') === true
      ? [{ start: starts[head] ?? 0, end: starts[heads[at + 1] ?? Infinity] ?? Infinity }]
      : [],
  );
};

/** The same text stands at many requests, and each worker of a run reads them all. */
const copies = new Map<string, TracedText>();
const MOST_COPIES = 2000;

const copyOf = (lines: readonly string[]): TracedText => {
  const text = lines.join('\n');
  const known = copies.get(text);
  if (known !== undefined) return known;
  const copy = instrument(text, ownParts(lines));
  if (copies.size >= MOST_COPIES) copies.clear();
  copies.set(text, copy);
  return copy;
};

/** The script for a run. One that is none of ours stays as it is: it may hold what must not stand in a block. */
const withPlaces = (script: FileScript, timeout: number): [FileScript, KnownScript] => {
  const lines = linesOf(script);
  if (script.id === undefined || !lines.some(isBanner)) return [script, { lines }];
  const copy = copyOf(lines);
  const exec = [
    `${instruments(script.id, timeout)} try {`,
    ...copy.text.split('\n'),
    // The Postman CLI loses what a script throws that has set a timer.
    '} catch (error) { if (error instanceof Error) postsmithStray(error); throw error; }',
  ];
  return [
    { ...script, exec },
    { lines, copy },
  ];
};

/**
 * Makes the scripts of a collection tell where they fail; returns what is known of them.
 *
 * @param timeout milliseconds that a script may take
 */
export const tellPlaces = (owner: FileCollection | FileItem, timeout: number): Map<string, KnownScript> => {
  const scripts = new Map<string, KnownScript>();
  for (const event of owner.event ?? []) {
    if (event.script?.id === undefined) continue;
    const [script, known] = withPlaces(event.script, timeout);
    scripts.set(event.script.id, known);
    event.script = script;
  }
  for (const item of owner.item ?? []) {
    for (const [id, script] of tellPlaces(item, timeout)) scripts.set(id, script);
  }
  return scripts;
};

/** Where in the script a place of its copy is; both count from 1. */
const original = ({ lines, copy }: KnownScript, line: number, column: number): [number, number] => {
  if (copy === undefined) return [line, column];
  const offset = (lineStarts(copy.text)[line - 1] ?? 0) + column - 1;
  const origin = copy.origins.slice(offset).find((each) => each >= 0) ?? 0;
  const [found, at] = positionsIn(lines.join('\n'))(origin);
  return [found + 1, at + 1];
};

const placeIn = (script: KnownScript, failed: number, at: number): ScriptPlace | undefined => {
  const [line, column] = original(script, failed, at);
  const head = script.lines.slice(0, line).findLastIndex(isBanner);
  const banner = script.lines[head];
  return banner === undefined
    ? undefined
    : {
        banner,
        isCalled: isCalled(script.lines[head + 1] ?? ''),
        line: line - head - 1,
        column,
      };
};

/** Reads what a script's error says; `id` is that of the script, where the engine tells it. */
export const readScriptFailure = (
  text: string,
  id: string | undefined,
  scripts: KnownScripts,
): ScriptFailure => {
  const added = ADDED.exec(text)?.groups;
  const script = scripts.get(added?.['id'] ?? id ?? '');
  const place =
    added === undefined || script === undefined
      ? undefined
      : placeIn(script, Number(added['line']), Number(added['column']));
  return {
    message: text.replace(ADDED, ''),
    banners: (script?.lines ?? []).filter(isBanner),
    ...(place !== undefined && { place }),
  };
};

/** `scripts/post-response/store-order.ts`, of a banner. */
export const sourceOf = (banner: string): string => /^\/\*! ([^;*]+)/.exec(banner)?.[1]?.trim() ?? banner;
