/** Places in a collection, as people find them: the item's name, the script, the lines. */

import type { AnyNode } from 'acorn';
import type { Owner, Script } from './scripts.ts';

/** `item "Auth › Get token"`; `collection` for the collection itself. */
export const ownerPlace = ({ kind, names }: Owner): string =>
  kind === 'collection'
    ? 'collection'
    : `${kind === 'folder' ? 'folder' : 'item'} ${JSON.stringify(names.join(' › '))}`;

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** `item "Auth" › pre-request lines 3–40` */
export const linesPlace = ({ owner, stage, text }: Script, start: number, end: number): string => {
  const [first, last] = [lineAt(text, start), lineAt(text, Math.max(start, end - 1))];
  return `${ownerPlace(owner)} › ${stage} ${first === last ? `line ${first}` : `lines ${first}–${last}`}`;
};

/** The same for a statement. */
export const nodePlace = (script: Script, node: AnyNode): string => linesPlace(script, node.start, node.end);

/** `303,607 characters` */
export const characters = (text: string): string => `${text.length.toLocaleString('en-US')} characters`;
