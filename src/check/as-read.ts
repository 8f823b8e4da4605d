/** What was read from an exported collection is not judged: Postman wrote it, and it is built as it stands. But for secrets. */

import { isAsRead, originalOf } from '../model/original.ts';
import type { Place } from '../values/place.ts';

/** The field of which a sentence speaks: `headers` of `headers[0].name is empty`. */
const fieldOf = (sentence: string, label: string): string => {
  const told = /^unknown field "[^"]*" of (\S+);/.exec(sentence)?.[1] ?? sentence;
  return /^\w+/.exec(told.startsWith(`${label}.`) ? told.slice(label.length + 1) : told)?.[0] ?? '';
};

/**
 * The place, which takes no sentences of fields that are still what was read from the file.
 *
 * @param label of the value in its place; '' for all of it
 */
export const unlessAsRead = (place: Place, value: object, label = ''): Place => {
  const read = originalOf(value)?.read;
  if (read === undefined) return place;
  return {
    ...place,
    report: (sentence) => {
      const field = fieldOf(sentence, label);
      const isJudged = !(field in read) || !isAsRead(value, field) || /\ba secret\b/.test(sentence);
      if (isJudged) place.report(sentence);
    },
  };
};
