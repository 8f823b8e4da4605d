/** Reads parts of exported JSON, which may have been written by anything: what is not as expected is left out. */

import { isRecord } from '../../values/json.ts';

/** An object of a file. */
export type Raw = Readonly<Record<string, unknown>>;

/** The text; undefined for anything else. */
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A value as text; '' for none. */
export const plainText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
};

/** The objects of a list. */
export const recordsIn = (value: unknown): readonly Raw[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** The same members, none of which is undefined. */
type Present<Members> = {
  [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name];
} & {
  [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<
    Members[Name],
    undefined
  >;
};

/** Members without those that are undefined. */
export const present = <Members extends object>(members: Members): Present<Members> =>
  // Leaving out what is undefined changes no other member's type.
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<Members>;

/** A description is text, or an object with it. */
export const descriptionIn = ({ description }: Raw): string | undefined =>
  isRecord(description) ? textIn(description['content']) : textIn(description);

/** The switch of a parameter; undefined where it is on. */
export const enabledIn = ({ disabled }: Raw): false | undefined => (disabled === true ? false : undefined);
