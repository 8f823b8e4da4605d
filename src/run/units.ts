/**
 * What of a collection must stay in order, so that the rest can run at the same time or on other machines: the requests of
 * a top-level folder, and whatever hands a variable or the turn to something else.
 */

import { namesSetIn } from '../build/code-variables.ts';
import type { FileItem } from '../format/read-collection.ts';
import { requestsIn } from '../format/read-collection.ts';

/** What is kept in order: a top-level folder, or nothing but a chain of requests. */
export type UnitKind = 'folder' | 'request';

/** Requests that run one after another, in the order of the collection. */
export type Unit = readonly FileItem[];

/** Something that reads variables, sets some, and comes before what follows it: a script, or a request itself. */
interface Step {
  readonly sets: ReadonlySet<string>;
  reads(name: string): boolean;
}

/** A part of the collection, with what happens in it. */
interface Part {
  readonly requests: Unit;
  readonly steps: readonly Step[];
  /** Names and ids of requests to which its scripts hand the turn; undefined when they do so in a way that can't be read. */
  readonly next: ReadonlySet<string> | undefined;
}

const NEXT = /\bsetNextRequest\s*\(\s*(?:'([^'\\\n]+)'|"([^"\\\n]+)"|(null)\b)?/g;
const SCOPE = String.raw`\bpm\s*\.\s*(?:environment|globals|collectionVariables|variables)\s*\.\s*`;
/** Where the name is no literal, it may be any word of the script. */
const ANY_SETTER = new RegExp(
  String.raw`(?:${SCOPE}set|\bpostman\s*\.\s*set(?:Environment|Global)Variable)\s*\(\s*(?!['"\x60])`,
);
const GETTER = new RegExp(
  String.raw`(?:${SCOPE}(?:get|has)|\bpostman\s*\.\s*get(?:Environment|Global)Variable)\s*\(\s*(?:['"\x60](?<name>[^'"\x60\n]+)['"\x60])?`,
  'g',
);
const WORD = /["'`]([\w.-]+)["'`]/g;

const wordsIn = (code: string): readonly string[] => [...code.matchAll(WORD)].map(([, word = '']) => word);

/** Without our own programs, which keep nothing for a request but tokens. */
const ownCode = (lines: readonly string[]): string => {
  let isOurs = false;
  return lines
    .filter((line) => {
      if (line.startsWith('/*! ')) isOurs = line.startsWith('/*! postsmith ');
      return !isOurs;
    })
    .join('\n');
};

const scriptStep = (code: string): Step => {
  const literals = [...code.matchAll(GETTER)].map(({ groups }) => groups?.['name']);
  const read = new Set(literals.includes(undefined) ? [...literals, ...wordsIn(code)] : literals);
  return {
    sets: new Set([...namesSetIn(code), ...(ANY_SETTER.test(code) ? wordsIn(code) : [])]),
    reads: (name) => read.has(name) || code.includes(`{{${name}}}`),
  };
};

const requestStep = ({ event: _event, item: _item, ...own }: FileItem): Step => {
  const text = JSON.stringify(own);
  return { sets: new Set(), reads: (name) => text.includes(`{{${name}}}`) };
};

const codesOf = ({ event = [] }: FileItem, listen: string): readonly string[] =>
  event.flatMap(({ listen: when, script }) =>
    when === listen ? [ownCode([script?.exec ?? []].flat().flatMap((line) => line.split('\n')))] : [],
  );

/** In the order in which they happen. */
const stepsOf = (item: FileItem): readonly Step[] => [
  ...codesOf(item, 'prerequest').map(scriptStep),
  requestStep(item),
  ...(item.item ?? []).flatMap(stepsOf),
  ...codesOf(item, 'test').map(scriptStep),
];

const codeIn = (items: readonly FileItem[]): string =>
  items
    .flatMap((item) => [...codesOf(item, 'prerequest'), ...codesOf(item, 'test'), codeIn(item.item ?? [])])
    .join('\n');

const partOf = (items: readonly FileItem[], chosen: ReadonlySet<FileItem>): Part => {
  const turns = [...codeIn(items).matchAll(NEXT)];
  const isReadable = turns.every(([, single, double, end]) => (single ?? double ?? end) !== undefined);
  return {
    requests: [...requestsIn(items)].filter((item) => chosen.has(item)),
    steps: items.flatMap(stepsOf),
    next: isReadable ? new Set(turns.flatMap(([, single, double]) => single ?? double ?? [])) : undefined,
  };
};

/** True when the part reads the variable before it has set it itself. */
const needs = ({ steps }: Part, name: string): boolean =>
  steps.find(({ sets, reads }) => reads(name) || sets.has(name))?.reads(name) === true;

const isNamed = (part: Part, names: ReadonlySet<string>): boolean =>
  part.requests.some(({ id, name }) => names.has(id ?? '') || names.has(name ?? ''));

const isTied = (one: Part, other: Part): boolean =>
  one.next === undefined ||
  isNamed(other, one.next) ||
  one.steps.some(({ sets }) => [...sets].some((name) => needs(other, name)));

/** Joins what is tied, directly or through others. */
const joined = (parts: readonly Part[]): readonly (readonly Part[])[] => {
  const groups = parts.map((part) => new Set([part]));
  for (const [at, one] of parts.entries()) {
    for (const [place, other] of parts.entries()) {
      const [group, tied] = [groups[at], groups[place]];
      if (at === place || group === tied || group === undefined || tied === undefined || !isTied(one, other))
        continue;
      for (const part of tied) group.add(part);
      for (const [index, each] of groups.entries()) if (each === tied) groups[index] = group;
    }
  }
  return [...new Set(groups)].map((group) => [...group]);
};

/**
 * The units of a collection, in its order. Requests that stand in no folder make one together.
 *
 * @param items at the top of the collection
 * @param chosen the requests that are run
 */
export const unitsOf = (
  items: readonly FileItem[],
  chosen: readonly FileItem[],
  kind: UnitKind,
): readonly Unit[] => {
  const wanted = new Set(chosen);
  const loose = items.filter(({ item }) => item === undefined);
  const pieces =
    kind === 'request'
      ? [...requestsIn(items)].map((item) => [item])
      : [...items.filter(({ item }) => item !== undefined).map((item) => [item]), loose];
  const order = new Map(chosen.map((item, place) => [item, place]));
  const inOrder = (one: FileItem, other: FileItem): number => (order.get(one) ?? 0) - (order.get(other) ?? 0);
  return joined(pieces.map((piece) => partOf(piece, wanted)).filter(({ requests }) => requests.length > 0))
    .map((parts) => parts.flatMap(({ requests }) => requests).toSorted(inOrder))
    .toSorted(([one], [other]) => (one && other ? inOrder(one, other) : 0));
};

/**
 * Deals units out so that the parts are about as long: the longest first, each to the part that is shortest.
 * The same units make the same parts on every machine.
 *
 * @returns as many parts as are asked for, empty ones among them where there are fewer units
 */
export const dealOut = (units: readonly Unit[], parts: number): readonly (readonly Unit[])[] => {
  const dealt = Array.from({ length: parts }, () => ({ units: [] as Unit[], size: 0 }));
  for (const unit of units.toSorted((one, other) => other.length - one.length)) {
    const shortest = dealt.reduce((best, part) => (part.size < best.size ? part : best));
    shortest.units.push(unit);
    shortest.size += unit.length;
  }
  const place = new Map(units.map((unit, index) => [unit, index]));
  return dealt.map((part) =>
    part.units.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0)),
  );
};
