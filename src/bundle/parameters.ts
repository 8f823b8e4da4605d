/** JSON as a JavaScript expression that means the same in every script. */

import type { Json } from '../model/collection.ts';

/** In JSON `__proto__` is a name like any other; in a literal it would set the prototype, unless it is computed. */
const quoteName = (name: string): string => (name === '__proto__' ? '["__proto__"]' : JSON.stringify(name));

const write = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry: Json) => write(entry)).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, entry]: [string, Json]) => `${quoteName(name)}:${write(entry)}`)
    .join(',')}}`;
};

/** Returns `value` as an expression in ASCII. */
export const parameterLiteral = (value: Json | object): string =>
  write(value as Json).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
