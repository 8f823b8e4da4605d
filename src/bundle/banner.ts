/** The comment at the head of a script: what it was made from, by which version, and whose work is inside. */

import { originOf, tool, type Package } from './packages.ts';

const licenceLine = ({ name, version, licence }: Package): string => `${name} ${version} (${licence})`;

/** A comment must not be ended, nor a line broken, by what is put into it. */
const harmless = (text: string): string => text.replaceAll('*/', '* /').replace(/[\r\n\u2028\u2029]+/g, ' ');

/**
 * Returns the banner of a script.
 *
 * @param label what the script was made from: `scripts/pre-request/log-in.ts`
 * @param files absolute paths of all that was bundled
 */
export const bannerFor = (label: string, files: readonly string[], root: string): string => {
  const licences = new Set<string>();
  for (const file of files) {
    const origin = originOf(file, root);
    if (origin.kind === 'package') licences.add(licenceLine(origin.package));
  }
  const contents = licences.size === 0 ? [] : [`contains ${[...licences].sort().join(', ')}`];
  return `/*! ${harmless([label, `${tool.name} ${tool.version}`, ...contents].join('; '))} */`;
};
