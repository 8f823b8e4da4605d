/** Finds what a person filled into a generated environment. Names only, never a value. */

import { isRecord, parseJson } from '../values/json.ts';

const valuesOf = (text: string): ReadonlyMap<string, string> => {
  const file = parseJson(text);
  const values: readonly unknown[] = isRecord(file) && Array.isArray(file['values']) ? file['values'] : [];
  return new Map(values.filter(isRecord).map(({ key, value }) => [String(key), String(value ?? '')]));
};

/** Names of the variables whose value in `found` is lost when `wanted` takes its place. */
export const filledIn = (found: string, wanted: string): readonly string[] => {
  const declared = valuesOf(wanted);
  return [...valuesOf(found)]
    .filter(([name, value]) => value !== '' && value !== declared.get(name))
    .map(([name]) => name);
};
