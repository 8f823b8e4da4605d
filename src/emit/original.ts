/** Emits what was read from an exported collection: its own JSON, with what was changed in the declaration. */

import { originalOf, type FormatVersion, type Original } from '../model/original.ts';
import { mergeChanges } from './merge.ts';
import { asVersion } from './version.ts';

/** What stands in the file, with the shapes of the collection that it is put into. */
export const rawAs = (version: FormatVersion, original: Original): Original['raw'] =>
  original.version === version ? original.raw : asVersion(version, original.raw);

/**
 * A declaration in Postman's format.
 *
 * @param version the collection's
 * @param emit says what a declaration is, without its children; called for the declaration as it was read as well
 */
export const mergeOriginal = <Declaration extends object, Node extends object>(
  declaration: Declaration,
  version: FormatVersion,
  emit: (declaration: Declaration, isRead: boolean) => Node,
): Node => {
  const now = asVersion(version, emit(declaration, false));
  const original = originalOf(declaration);
  if (original === undefined) return now;
  const before = asVersion(version, emit(original.read, true));
  // Nothing but what anything may have written there is not as the type says; engines read it as they read the file.
  return mergeChanges(rawAs(version, original), before, now) as Node;
};

/** The node with its children, in place of those of the file. A file that has no list of them stays so without any. */
export const withChildren = <Node extends object>(
  node: object,
  name: string,
  children: readonly unknown[],
  raw: Readonly<Record<string, unknown>> | undefined,
): Node => {
  const isKept = raw !== undefined && children.length === 0 && !Array.isArray(raw[name]);
  // The caller's node lacks nothing but this member.
  return (isKept ? node : { ...node, [name]: children }) as Node;
};
