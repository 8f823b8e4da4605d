/**
 * The two versions of the format that people export. They differ in the values of an auth: v2.0 has an object of them,
 * v2.1 a list.
 */

import type { FormatVersion } from '../model/original.ts';
import { isRecord } from '../values/json.ts';

const typed = (key: string, value: unknown) => ({
  key,
  value,
  type: typeof value === 'string' || typeof value === 'boolean' ? typeof value : 'any',
});

const valuesAs = (version: FormatVersion, values: unknown): unknown => {
  if (version === '2.1') {
    return isRecord(values) ? Object.entries(values).map(([key, value]) => typed(key, value)) : values;
  }
  return Array.isArray(values)
    ? Object.fromEntries(values.filter(isRecord).map(({ key, value }) => [String(key), value]))
    : values;
};

const authAs = (version: FormatVersion, auth: unknown): unknown => {
  if (!isRecord(auth)) return auth;
  return Object.fromEntries(
    Object.entries(auth).map(([name, values]) => [
      name,
      name === 'type' ? values : valuesAs(version, values),
    ]),
  );
};

/** What may hold an auth: itself, a request in it, the request of an example. */
const OWNERS = new Set(['request', 'originalRequest']);

/** A collection's own block, a folder, a request or an example, with its auth as this version has it. */
export const asVersion = <Node>(version: FormatVersion, node: Node): Node => {
  if (!isRecord(node)) return node;
  const entries = Object.entries(node).map(([name, value]) => {
    if (name === 'auth') return [name, authAs(version, value)];
    return [name, OWNERS.has(name) ? asVersion(version, value) : value];
  });
  // Nothing else is changed.
  return Object.fromEntries(entries) as Node;
};
