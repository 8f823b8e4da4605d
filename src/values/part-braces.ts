/** Texts that somebody else wrote, so that Postman expands nothing in them. */

import { isRecord } from './json.ts';

const part = (text: string): string => text.replaceAll(/\{(?=\{)/g, '{ ');

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * Postman would put a variable in the place of `{{name}}`, one that holds a secret as well: braces that follow each other stand
 * apart, in names and values.
 *
 * @param onParted called with the JSON pointer (RFC 6901) of each value that is changed
 */
export const partBraces = (
  value: unknown,
  onParted: (pointer: string) => void = () => undefined,
  pointer = '',
): unknown => {
  if (typeof value === 'string') {
    if (!value.includes('{{')) return value;
    onParted(pointer);
    return part(value);
  }
  if (Array.isArray(value)) return value.map((each, at) => partBraces(each, onParted, `${pointer}/${at}`));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      part(name),
      partBraces(each, onParted, `${pointer}/${escape(name)}`),
    ]),
  );
};
