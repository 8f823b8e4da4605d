/** Secrets in a collection file, by place: never what they are. */

import { secretPlaces } from '../check/leaks.ts';
import { listIn, textOfEvent } from '../inject/event-edits.ts';
import { isRecord } from '../values/json.ts';
import type { Difference } from './differences.ts';

type Members = Readonly<Record<string, unknown>>;

/** A script may be one text: as lines it is code, in which other things are secrets than in prose. */
const withLines = (event: unknown): unknown =>
  isRecord(event) ? { ...event, script: { exec: textOfEvent(event).split('\n') } } : event;

/**
 * @param publicValues what the sources call public
 * @returns one for each place that holds what looks like a secret
 */
export const secretsIn = (
  collection: Members,
  publicValues: readonly string[],
  place: readonly string[] = [],
): readonly Difference[] => {
  const { item, ...rest } = collection;
  const owner = Array.isArray(rest['event']) ? { ...rest, event: rest['event'].map(withLines) } : rest;
  const part = isRecord(owner['info']) ? 'collection' : Array.isArray(item) ? 'folder' : 'request';
  return [
    ...secretPlaces(owner, publicValues).map(({ place: detail, what }): Difference => {
      return { place, part, kind: 'secret', what, detail };
    }),
    ...listIn(collection, 'item').flatMap((each) =>
      isRecord(each) ? secretsIn(each, publicValues, [...place, String(each['name'] ?? '')]) : [],
    ),
  ];
};
